using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Rates;

public sealed class PriceIndexTests
{
    private static readonly DateOnly Before = new(2026, 3, 31);
    private static readonly DateOnly After = new(2026, 4, 1);

    [Fact]
    public void Without_the_index_of_a_year_its_ceilings_are_not_known_and_with_it_they_move()
    {
        RateBook.Shipped.NppaOn(After).ShouldBeNull();
        var book = new RateBook([TestTables.Table(TableKind.Wpi)]);

        var (old, now) = (book.NppaOn(Before).ShouldNotBeNull(), book.NppaOn(After).ShouldNotBeNull());

        var ceiling = now.Ceilings[0];
        now.CeilingOn(ceiling, After).ShouldBe(old.CeilingOn(ceiling, Before) * 1.025m);
        old.CeilingOn(ceiling, Before).ShouldBe(RateBook.Shipped.Nppa.CeilingOn(ceiling, Before));
        now.CeilingOn(ceiling, new(2027, 4, 1)).ShouldBe(now.CeilingOn(ceiling, After) * 0.9875m);
        now.LastKnownDay.ShouldBe(new DateOnly(2028, 3, 31));
    }

    [Fact]
    public void The_index_moves_imported_ceilings_too_and_the_one_imported_for_a_day_counts()
    {
        var index = TestTables.Table(TableKind.Wpi, "from,percent\n2026-04-01,10\n2025-04-01,1\n");
        var ceilings = TestTables.Table(TableKind.Nppa, null, "2025-11-01");

        var table = new RateBook([index, ceilings]).NppaOn(After).ShouldNotBeNull();

        table.CeilingOn(table.Ceilings[0], After).ShouldBe(2.00m * 1.10m);
        var shipped = new RateBook([index]).NppaOn(new(2025, 5, 1))!;
        shipped.CeilingOn(shipped.Ceilings[0], new(2025, 5, 1)).ShouldBe(shipped.CeilingOn(shipped.Ceilings[0], new(2025, 3, 31)) * 1.01m);
    }

    [Fact]
    public void A_gap_of_a_year_leaves_later_years_unknown() =>
        new RateBook([TestTables.Table(TableKind.Wpi, "from,percent\n2027-04-01,2\n")]).NppaOn(new(2027, 5, 1)).ShouldBeNull();

    [Fact]
    public void A_bill_of_a_later_year_is_held_against_the_moved_ceiling()
    {
        var book = new RateBook([TestTables.Table(TableKind.Wpi)]);
        var options = TestBill.Private with { Clock = new Later() };
        var bill = new BillText(new TestBill().Line("Tab Paracetamol 500 mg 10's", 1, 900, "03/04/2026").Text());

        BillAudit.Audit(bill, options).Findings.ShouldBeEmpty();
        BillAudit.Audit(bill, options, book).Findings.ShouldHaveSingleItem().Rule.ShouldBe("nppa.ceiling");
    }

    [Theory]
    [InlineData("from,percent\n2026-04-02,2\n", "no 1 April")]
    [InlineData("from,percent\n2026-04-01,2\n2026-04-01,3\n", "line 2 already")]
    [InlineData("from,percent\n2026-04-01,two\n", "no change in percent")]
    [InlineData("from,percent\n2026-04-01,99\n", "no change in percent")]
    [InlineData("from,percent\n2026-04-01,\n", "empty")]
    [InlineData("from,percent\nsoon,2\n", "no date")]
    [InlineData("from,factor\n2026-04-01,2\n", "no column percent")]
    public void What_is_no_index_is_refused(string csv, string fault) =>
        TestTables.Read(TableKind.Wpi, csv).Problems[0].Message.ShouldContain(fault);

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 5, 1, 6, 0, 0, TimeSpan.Zero);
    }
}
