using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Library;

namespace MediAgents.Billing.Tests.Rates.Library;

public sealed class TableDiffTests
{
    private const string Head = "code,name,city_tier,non_nabh,nabh\n";

    [Fact]
    public void A_table_does_not_differ_from_itself() =>
        TableDiff.Of(RateBook.Shipped.Cghs, RateBook.Shipped.Cghs).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Added_removed_and_changed_rows_are_told_with_old_and_new_rate()
    {
        var diff = TableDiff.Of(
            TestTables.Table(TableKind.Cghs, Head + "A1,Scan,,100,110\nA2,Bath,,50,60\nA3,Panel,,70,70\n"),
            TestTables.Table(TableKind.Cghs, Head + "A1,Scan,,100,120\nA3,Panel of stars,,70,70\nA4,Lamp,,9,9\n"));

        diff.Added.ShouldHaveSingleItem().Code.ShouldBe("A4");
        diff.Removed.ShouldHaveSingleItem().Code.ShouldBe("A2");
        diff.Changed.Select(row => row.Code).ShouldBe(["A1", "A3"]);
        diff.Changed[0].Rates.ShouldContain(new ChangedRate("II nabh", 110, 120));
        diff.Changed[0].Rates.ShouldAllBe(rate => !rate.For.Contains("non_nabh"));
        diff.Changed[1].ShouldSatisfyAllConditions(row => row.OldName.ShouldBe("Panel"), row => row.NewName.ShouldBe("Panel of stars"), row => row.Rates.ShouldBeEmpty());
    }

    [Fact]
    public void A_flat_rate_is_held_against_each_that_follows_it()
    {
        var diff = TableDiff.Of(TestTables.Table(TableKind.Cghs, Head + "A1,Scan,,100,100\n"), TestTables.Table(TableKind.Cghs, Head + "A1,Scan,,100,110\n"));

        diff.Changed.ShouldHaveSingleItem().Rates.ShouldAllBe(rate => rate.OldInr == 100 && rate.NewInr == 110);
    }

    [Fact]
    public void A_changed_ceiling_names_its_unit()
    {
        var diff = TableDiff.Of(TestTables.Table(TableKind.Nppa), TestTables.Table(TableKind.Nppa, TestTables.Nppa.Replace("3.25", "3.5")));

        diff.Changed.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Code.ShouldBe("Solarin, Capsule 20 mg"), row => row.Rates.ShouldBe([new ChangedRate("capsule", 3.25m, 3.5m)]));
    }
}
