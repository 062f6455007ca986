using System.Text;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Import;

namespace MediAgents.Billing.Tests.Rates.Import;

public sealed class BadTableTests
{
    private const string Head = "code,name,city_tier,non_nabh,nabh\n";

    [Theory]
    [InlineData("A1,Scan,I,-10,20", 2, 4, "negative")]
    [InlineData("A1,Scan,I,10,0", 2, 5, "rate of 0")]
    [InlineData("A1,Scan,I,10,ten", 2, 5, "'ten' is no amount")]
    [InlineData("A1,Scan,I,10,\"12,5\"", 2, 5, "no amount")]
    [InlineData("A1,Scan,I,10,1e3", 2, 5, "no amount")]
    [InlineData("A1,Scan,I,10,Rs 20", 2, 5, "no amount")]
    [InlineData("A1,Scan,I,10,99999999999", 2, 5, "more than")]
    [InlineData("A1,Scan,I,10,", 2, 5, "empty")]
    [InlineData(",Scan,I,10,20", 2, 1, "empty")]
    [InlineData("A1,,I,10,20", 2, 2, "empty")]
    [InlineData("A1,Scan,IV,10,20", 2, 3, "'IV' is not I, II, III")]
    [InlineData("A1,Scan,I,10,20\na1,Scan,I,10,20", 3, 1, "line 2 already")]
    [InlineData("A1,Scan,all,10,20\nA1,Scan,II,10,20", 3, 1, "line 2 already")]
    [InlineData("A1,Scan,I,10,20\nA1,Bath,II,10,20", 3, 2, "another name on line 2")]
    [InlineData("A1,Scan,I,10,20,30", 2, 0, "6 cells")]
    [InlineData("A1,Scan,I,10", 2, 0, "4 cells")]
    [InlineData("A1,\"Scan,I,10,20", 2, 0, "quotation mark")]
    [InlineData("A1,Sc\"an,I,10,20", 2, 0, "quotation mark")]
    public void A_fault_is_told_with_line_and_column(string rows, int line, int column, string message)
    {
        var reading = TestTables.Read(TableKind.Cghs, Head + rows + "\n");

        reading.Table.ShouldBeNull();
        reading.Problems.ShouldContain(problem => problem.Line == line && problem.Column == column && problem.Message.Contains(message), string.Join('\n', reading.Problems));
    }

    [Theory]
    [InlineData(TableKind.Nppa, "molecule,formulation,unit,ceiling\nLunamol,Tablet 5 mg,barrel,2\n", 3, "'barrel' is no unit")]
    [InlineData(TableKind.Nppa, "molecule,formulation,unit,ceiling,gazette_date\nLunamol,Tablet 5 mg,tablet,2,31.02.2025\n", 5, "is no date")]
    [InlineData(TableKind.Nppa, "molecule,formulation,unit,ceiling\nLunamol,Tablet 5 mg,tablet,-2\n", 4, "negative")]
    [InlineData(TableKind.Pmjay, "code,name,rate\nP1,Repair,10\nP1,Repair,10\n", 1, "line 2 already")]
    [InlineData(TableKind.Irdai, "list,number,item\nV,1,Lamp\n", 1, "is not I, II, III or IV")]
    [InlineData(TableKind.Irdai, "list,number,item\nI,one,Lamp\n", 2, "no number")]
    [InlineData(TableKind.Irdai, "list,number,item\nI,1,Lamp\nI,1,Curtain\n", 2, "line 2 already")]
    [InlineData(TableKind.Janaushadhi, "code,name,pack,mrp\n7,Lunamol,10's,3\n7,Solarin,10's,4\n", 1, "line 2 already")]
    [InlineData(TableKind.Janaushadhi, "code,name,pack,mrp\n7,Lunamol,10's,-3\n", 4, "negative")]
    [InlineData(TableKind.Esi, "code,name,ward,rate\n7,Scan,rooftop,3\n", 3, "'rooftop' is not general")]
    [InlineData(TableKind.Cghs, "code,name,class,non_nabh,nabh\n7,Scan,wonder,3,3\n", 3, "'wonder' is not consultation")]
    public void Every_list_has_its_own_checks(TableKind kind, string csv, int column, string message)
    {
        var reading = TestTables.Read(kind, csv);

        reading.Table.ShouldBeNull();
        reading.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            problem => problem.Line.ShouldBe(csv.Count(c => c == '\n')), problem => problem.Column.ShouldBe(column), problem => problem.Message.ShouldContain(message));
    }

    [Theory]
    [InlineData(TableKind.Cghs, "code,name\nA,B\n", "no column non_nabh")]
    [InlineData(TableKind.Nppa, "molecule,ceiling,unit\nA,1,ml\n", "no column strength")]
    [InlineData(TableKind.Irdai, "a,b\n1,2\n", "no column list")]
    [InlineData(TableKind.Pmjay, "code,name,code,rate\n1,2,3,4\n", "stands twice")]
    [InlineData(TableKind.Cghs, "", "empty")]
    [InlineData(TableKind.Cghs, Head, "no rows")]
    [InlineData(TableKind.Cghs, "%PDF-1.4", "PDF")]
    [InlineData(TableKind.Cghs, "PK\u0003\u0004", "spreadsheet")]
    public void What_is_no_table_of_its_kind_is_said_so(TableKind kind, string content, string message) =>
        TestTables.Read(kind, content).Problems.ShouldContain(problem => problem.Message.Contains(message));

    [Fact]
    public void Latin_1_is_refused_with_the_place_of_the_byte()
    {
        var reading = TableReading.Of(Encoding.Latin1.GetBytes(Head + "A1,\"Scan, old\",I,10,20\nA2,Café,I,1,2\n"), TableKind.Cghs, TestTables.Version(TableKind.Cghs));

        reading.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            problem => problem.Line.ShouldBe(3), problem => problem.Column.ShouldBe(2), problem => problem.Message.ShouldContain("not UTF-8"));
    }

    [Fact]
    public void Utf_16_zero_bytes_and_lost_characters_are_refused()
    {
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Head)).ToArray();
        TableReading.Of(utf16, TableKind.Cghs, TestTables.Version(TableKind.Cghs)).Problems.ShouldHaveSingleItem().Message.ShouldContain("UTF-16");
        TestTables.Read(TableKind.Cghs, Head + "A1,Sc\0an,I,1,2\n").Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(problem => problem.Line.ShouldBe(2), problem => problem.Column.ShouldBe(2));
        TestTables.Read(TableKind.Cghs, Head + "A1,Caf\uFFFD,I,1,2\n").Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(problem => problem.Line.ShouldBe(2), problem => problem.Column.ShouldBe(2));
    }

    [Fact]
    public void Size_rows_and_cells_are_limited()
    {
        TableReading.Of(new byte[(32 * 1024 * 1024) + 1], TableKind.Irdai, TestTables.Version(TableKind.Irdai)).Problems.ShouldHaveSingleItem().Message.ShouldContain("larger than 32 MB");
        var rows = new StringBuilder("list,number,item\n");
        for (var i = 1; i <= 200_001; i++)
            rows.Append("I,").Append(i).Append(",x\n");
        TestTables.Read(TableKind.Irdai, rows.ToString()).Problems.ShouldHaveSingleItem().Line.ShouldBe(200_002);
        TestTables.Read(TableKind.Irdai, $"list,number,item\nI,1,{new string('x', 4001)}\n").Problems.ShouldHaveSingleItem().Column.ShouldBe(3);
        TestTables.Read(TableKind.Irdai, $"list,number,item\nI,1,{new string('x', 200_000)}\n").Problems.ShouldHaveSingleItem().Line.ShouldBe(2);
        TestTables.Read(TableKind.Irdai, new string(',', 100) + "\n").Problems.ShouldHaveSingleItem().Message.ShouldContain("64 columns");
    }

    [Theory]
    [InlineData(TableKind.Cghs)]
    [InlineData(TableKind.Pmjay)]
    [InlineData(TableKind.Nppa)]
    [InlineData(TableKind.Irdai)]
    [InlineData(TableKind.Janaushadhi)]
    [InlineData(TableKind.EsiNonPayable)]
    [InlineData(TableKind.Wpi)]
    public void Whatever_the_bytes_are_there_is_a_table_or_a_fault(TableKind kind)
    {
        var good = Encoding.UTF8.GetBytes(TestTables.Of(kind));
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var bytes = good[..random.Next(good.Length / 2, good.Length)];
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(2) == 0 ? "\",\n-0. "[random.Next(7)] : random.Next(256));

            var reading = TableReading.Of(bytes, kind, TestTables.Version(kind));

            (reading.Table is null).ShouldBe(reading.Problems.Count > 0, $"seed {seed}");
            reading.Problems.ShouldAllBe(problem => problem.Line >= 0 && problem.Column >= 0 && problem.Message.Length > 0);
        }
    }

    [Fact]
    public void Of_very_many_faults_the_first_are_shown_and_all_are_counted()
    {
        var reading = TestTables.Read(TableKind.Cghs, Head + string.Concat(Enumerable.Range(0, 500).Select(i => $"A{i},Scan,I,-1,2\n")));

        reading.Problems.Count.ShouldBe(50);
        reading.ProblemCount.ShouldBe(500);
    }
}
