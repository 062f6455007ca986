using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Rates;

public sealed class EditionsTests
{
    [Theory]
    [InlineData("2025-10-12", null)]
    [InlineData("2025-12-31", "2025-10")]
    [InlineData("2026-01-01", "2026-01-01")]
    [InlineData("2026-06-30", "2026-01-01")]
    [InlineData("2026-07-01", null)]
    public void An_imported_table_follows_the_shipped_one_which_does_not_come_back_after_it(string day, string? version) =>
        (new RateBook([TestTables.Table(TableKind.Cghs, null, "2026-01-01", "2026-06-30")]).CghsOn(DateOnly.Parse(day))?.Version.Version).ShouldBe(version);

    [Fact]
    public void Within_its_stated_days_an_imported_table_comes_before_a_shipped_one()
    {
        var book = new RateBook([TestTables.Table(TableKind.Cghs, null, "2025-10-01", "2025-12-31")]);

        book.CghsOn(new(2025, 10, 20))!.Version.IsImported.ShouldBeTrue();
        book.CghsOn(new(2026, 1, 1))!.Version.IsImported.ShouldBeFalse();
    }

    [Fact]
    public void An_old_table_without_an_end_does_not_hide_the_shipped_one_that_followed_it()
    {
        var book = new RateBook([TestTables.Table(TableKind.Cghs, null, "2014-10-01")]);

        book.CghsOn(new(2025, 10, 12))!.Version.IsImported.ShouldBeTrue();
        book.CghsOn(new(2025, 10, 13)).ShouldBeSameAs(RateBook.Shipped.Cghs);
    }

    [Fact]
    public void Imported_ceilings_hold_until_the_first_april_whose_index_is_not_known_and_move_with_those_that_are()
    {
        var later = (NppaTable)TestTables.Table(TableKind.Nppa);
        var book = new RateBook([later]);
        book.NppaOn(new(2026, 3, 31))!.Version.IsImported.ShouldBeFalse();
        book.NppaOn(new(2027, 3, 31)).ShouldBeSameAs(later);
        book.NppaOn(new(2027, 4, 1)).ShouldBeNull();
        later.CeilingOn(later.Ceilings[0], new(2026, 6, 1)).ShouldBe(2.00m);

        var earlier = (NppaTable)TestTables.Table(TableKind.Nppa, TestTables.Nppa.Replace("30.03.2025", "30.03.2024"), "2024-06-01");
        earlier.CeilingOn(earlier.Ceilings[0], new(2025, 3, 31)).ShouldBe(2.00m);
        earlier.CeilingOn(earlier.Ceilings[0], new(2025, 4, 1)).ShouldBe(2.00m * 1.0174028m);
        earlier.CeilingOn(earlier.Ceilings[0], new(2026, 4, 1)).ShouldBeNull();
    }

    [Fact]
    public void Policy_lists_hold_on_an_unknown_day_only_while_there_is_one_edition()
    {
        RateBook.Shipped.NonPayableOn(null).ShouldNotBeNull();
        var book = new RateBook([TestTables.Table(TableKind.Irdai)]);

        book.NonPayableOn(null).ShouldBeNull();
        book.NonPayableOn(new(2026, 3, 31))!.Version.IsImported.ShouldBeFalse();
        book.NonPayableOn(new(2026, 4, 1))!.Version.IsImported.ShouldBeTrue();
    }
}
