using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Rates.Import;

public sealed class DamagedCeilingsTests
{
    private const string Head = "molecule,nlem_section,formulation,pack,ceiling_price_inr,notification_no\n";

    [Theory]
    [InlineData("Lunamol,9.1.1,Inhalation gas 9.1.2 Solarin Injection 10 mg/ml,1 ml,8", "run together")]
    [InlineData("Lunamol,9.1.1,Injection 100 mg/ml 9.2 Solarin,1 ml,8", "run together")]
    [InlineData("Lunamol alfa a,9.1.1,Lunamol alfa b Injection 100 mcg,Each Pack,8", "run together")]
    [InlineData("Lunamol,9.1.1,9.1.0Solarin Powder for Injection 250 mg,Each Pack,8", "run together")]
    [InlineData("Lunamol,9.1.1,Tablet 15 mg Oral liquid 2 mg/ml,1 ml,8", "several strengths")]
    [InlineData("Lunamol,9.1.1,Tablet 300 mg to 500 mg,1 Tablet,8", "range")]
    [InlineData("Lunamol,9.1.1,Ointment 2-5%,1 gm,8", "range")]
    [InlineData("Lunamol,9.1.1,Ointment,1 gm,8", "no strength")]
    [InlineData("Lunamol,9.1.1,Tablet 15 mg,,8", "no unit of sale")]
    [InlineData("Lunamol,9.1.1,Oral liquid 15 mg/ml,5 ml,8", "no unit of sale")]
    [InlineData("Lunamol,9.1.1,Tablet 15 mg,1 Tablet,", "no ceiling")]
    public void A_damaged_row_is_set_aside_with_its_line_and_reason(string row, string reason)
    {
        var reading = TestTables.Read(TableKind.Nppa, $"{Head}{row},1(E)\nSolarin,9.3.1,Capsule 20 mg,1 Capsule,3,1(E)\n");

        reading.Problems.ShouldBeEmpty();
        reading.SetAside.ShouldHaveSingleItem().ShouldSatisfyAllConditions(aside => aside.Line.ShouldBe(2), aside => aside.Reason.ShouldContain(reason));
        ((NppaTable)reading.Table!).Ceilings.ShouldHaveSingleItem().Molecule.ShouldBe("Solarin");
    }

    [Fact]
    public void Rows_after_an_entry_that_ran_in_may_be_that_ones()
    {
        var reading = TestTables.Read(TableKind.Nppa, Head + """
            Lunamol,9.1.1,Tablet 5 mg,1 Tablet,1,1(E)
            Lunamol,9.1.1,9.1.2 Solarin Tablet 7 mg,1 Tablet,2,1(E)
            Lunamol,9.1.1,Tablet 9 mg,1 Tablet,3,1(E)
            Terranol,9.1.2,Tablet 9 mg,1 Tablet,4,1(E)
            """);

        ((NppaTable)reading.Table!).Ceilings.Select(row => row.CeilingInr).ShouldBe([1, 4]);
    }

    [Theory]
    [InlineData("9.1.1", "9.1.2", true)]
    [InlineData("9.1.1", "9.1.3", false)]
    [InlineData("9.1.4", "9.2", true)]
    [InlineData("9.1.4", "9.3", false)]
    [InlineData("9.1.4", "9.2.1", true)]
    [InlineData("9.1.4", "9.2.2", false)]
    [InlineData("9.1.4", "10.2", false)]
    [InlineData("", "10.2", true)]
    public void A_row_is_kept_while_the_numbers_of_entries_go_on_without_a_gap(string here, string there, bool isKept)
    {
        var reading = TestTables.Read(TableKind.Nppa, $"{Head}Lunamol,{here},Tablet 5 mg,1 Tablet,1,1(E)\nSolarin,{there},Tablet 7 mg,1 Tablet,2,1(E)\n");

        ((NppaTable)reading.Table!).Ceilings.Any(row => row.Molecule == "Lunamol").ShouldBe(isKept);
    }

    [Fact]
    public void Where_a_number_is_left_out_every_row_before_it_may_be_of_the_missing_entry()
    {
        var reading = TestTables.Read(TableKind.Nppa, Head + """
            Lunamol,9.1.1,Tablet 5 mg,1 Tablet,1,1(E)
            Lunamol,9.1.1,Tablet 7 mg,1 Tablet,2,1(E)
            Solarin,9.1.3,Tablet 9 mg,1 Tablet,3,1(E)
            """);

        ((NppaTable)reading.Table!).Ceilings.ShouldHaveSingleItem().Molecule.ShouldBe("Solarin");
    }

    [Fact]
    public void Two_ceilings_for_one_medicine_are_both_set_aside_and_a_repeat_once()
    {
        var reading = TestTables.Read(TableKind.Nppa, Head + """
            Lunamol,,Tablet 5 mg,1 Tablet,1,1(E)
            Lunamol,,Tablet 5 mg,1 Tablet,2,1(E)
            Solarin,,Tablet 9 mg,1 Tablet,3,1(E)
            Solarin,,Tablet 9 mg,1 Tablet,3,1(E)
            """);

        ((NppaTable)reading.Table!).Ceilings.ShouldHaveSingleItem().CeilingInr.ShouldBe(3);
        reading.SetAside.Count.ShouldBe(3);
    }

    [Fact]
    public void The_same_figures_under_two_medicines_are_both_doubted()
    {
        var reading = TestTables.Read(TableKind.Nppa, Head + """
            Lunamol,,Tablet 5 mg,1 Tablet,1.37,1(E)
            Solarin,,Tablet 5 mg,1 Tablet,1.37,1(E)
            Terranol,,Tablet 5 mg,1 Tablet,1.38,1(E)
            """);

        ((NppaTable)reading.Table!).Ceilings.ShouldHaveSingleItem().Molecule.ShouldBe("Terranol");
    }

    [Fact]
    public void A_table_of_damaged_rows_alone_is_none() =>
        TestTables.Read(TableKind.Nppa, Head + "Lunamol,,Ointment,1 gm,8,1(E)\n").Problems.ShouldHaveSingleItem().Message.ShouldBe("no row could be used; the first, on line 2: no strength is printed.");
}
