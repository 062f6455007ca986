using System.Text.Json;

namespace MediAgents.Cli.Tests.Commands;

public sealed class RatesCommandTests : IDisposable
{
    private const string Esi = """
        code,name,rate
        E-1,Moonlight scan of elbow,500
        E-2,Sunrise panel blood,120

        """;

    private const string Bill = """
        BANYAN HOSPITAL, Nagpur
        Bill No: B-9      Date: 05/11/2025

        No  Date        Description                     Qty     Rate      Amount
        1   03/11/2025  Moonlight scan of elbow           1    800.00      800.00
                                                Total:                     800.00
        """;

    private readonly Command command = new();

    public void Dispose() => command.Dispose();

    [Fact]
    public async Task A_bill_is_held_against_the_table_that_was_imported_for_its_day()
    {
        var bill = command.Write("bill.txt", Bill);
        var before = await AuditAsync(bill);
        before.GetProperty("verdict").GetString().ShouldBe("not_assessable");
        before.GetProperty("totals").GetProperty("disputed_inr").GetDecimal().ShouldBe(0);
        before.GetProperty("reasons")[0].GetString()!.ShouldContain("ESI rates are not loaded");

        var imported = await ImportAsync(Esi, "--valid-from", "2025-11-01", "--valid-to", "2025-11-30", "--source", "Circular 7");
        imported.ExitCode.ShouldBe(0, imported.Errors);
        imported.Output.ShouldContain("esi-2025-11-01: 2 rows imported, 0 set aside; used from 2025-11-01 to 2025-11-30.");

        var after = await AuditAsync(bill);
        after.GetProperty("verdict").GetString().ShouldBe("dispute");
        after.GetProperty("totals").GetProperty("disputed_inr").GetDecimal().ShouldBe(300);
        after.GetProperty("findings")[0].GetProperty("tariff").GetProperty("source").GetString().ShouldBe("Circular 7, in force from 1 Nov 2025");
        var table = after.GetProperty("tables")[0];
        table.GetProperty("list").GetString().ShouldBe("ESI");
        table.GetProperty("version").GetString()!.ShouldStartWith("2025-11-01.");
        table.GetProperty("valid_from").GetString().ShouldBe("2025-11-01");

        var later = await AuditAsync(command.Write("later.txt", Bill.Replace("03/11/2025", "03/12/2025").Replace("05/11/2025", "05/12/2025")));
        later.GetProperty("verdict").GetString().ShouldBe("not_assessable");
        later.GetProperty("reasons")[0].GetString()!.ShouldContain("No ESI table valid on the service date is loaded");
    }

    [Fact]
    public async Task What_is_imported_is_listed_exported_and_comes_back_the_same()
    {
        (await ImportAsync(Esi, "--valid-from", "2026-04-01")).ExitCode.ShouldBe(0);

        var listed = await command.RunAsync("rates", "list", "--json", command.PathOf("list.json"));
        listed.ExitCode.ShouldBe(0, listed.Errors);
        listed.Output.ShouldContain("esi-2026-04-01");
        listed.Output.ShouldContain("cghs-2025-10");
        listed.Output.ShouldContain("No PM-JAY table is loaded.");
        var table = (await JsonAsync("list.json")).GetProperty("tables").EnumerateArray().Single(entry => entry.GetProperty("table").GetString() == "esi");
        table.GetProperty("rows").GetInt32().ShouldBe(2);
        table.GetProperty("sha256").GetString()!.Length.ShouldBe(64);
        table.GetProperty("valid_from").GetString().ShouldBe("2026-04-01");

        (await command.RunAsync("rates", "export", "esi-2026-04-01", "--out", command.PathOf("out.csv"))).ExitCode.ShouldBe(0);
        (await command.RunAsync("rates", "remove", "esi-2026-04-01")).ExitCode.ShouldBe(0);
        (await command.RunAsync("rates", "import", command.PathOf("out.csv"), "--table", "esi", "--valid-from", "2026-04-01")).ExitCode.ShouldBe(0);
        (await command.RunAsync("rates", "diff", "esi-2026-04-01", command.Write("again.csv", Esi))).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Diff_shows_what_was_added_removed_and_changed_and_exits_with_1()
    {
        (await ImportAsync(Esi, "--valid-from", "2026-04-01")).ExitCode.ShouldBe(0);
        var next = command.Write("next.csv", "code,name,rate\nE-1,Moonlight scan of elbow,550\nE-3,Comet bath,90\n");

        var diff = await command.RunAsync("rates", "diff", "esi-2026-04-01", next, "--json", command.PathOf("diff.json"));

        diff.ExitCode.ShouldBe(1, diff.Errors);
        diff.Output.ShouldContain("1 added, 1 removed, 1 changed.");
        var json = await JsonAsync("diff.json");
        json.GetProperty("added")[0].GetProperty("code").GetString().ShouldBe("E-3");
        json.GetProperty("removed")[0].GetProperty("code").GetString().ShouldBe("E-2");
        var rate = json.GetProperty("changed")[0].GetProperty("rates")[0];
        rate.GetProperty("old_inr").GetDecimal().ShouldBe(500);
        rate.GetProperty("new_inr").GetDecimal().ShouldBe(550);
    }

    [Fact]
    public async Task A_file_with_faults_is_refused_with_their_places_and_nothing_is_kept()
    {
        var finished = await ImportAsync("code,name,rate\nE-1,Scan,-5\nE-1,Scan,5\n", "--valid-from", "2026-04-01", "--json", command.PathOf("faults.json"));

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("nothing was imported");
        finished.Errors.ShouldContain("line 2, column 3 (rate): -5 is negative");
        finished.Errors.ShouldNotContain("   at ");
        var problem = (await JsonAsync("faults.json")).GetProperty("problems")[0];
        (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()).ShouldBe((2, 3));
        Directory.Exists(command.PathOf("data")).ShouldBeFalse();
    }

    [Fact]
    public async Task Tables_lie_in_the_folder_that_the_settings_name()
    {
        command.Write("mediagents.env", $"RATES_DIR={command.PathOf("shared")}\n");

        (await ImportAsync(Esi, "--valid-from", "2025-11-01")).ExitCode.ShouldBe(0);

        File.Exists(command.PathOf("shared/esi-2025-11-01/table.csv")).ShouldBeTrue();
        Directory.Exists(command.PathOf("data")).ShouldBeFalse();
        (await AuditAsync(command.Write("bill.txt", Bill))).GetProperty("totals").GetProperty("disputed_inr").GetDecimal().ShouldBe(300);
    }

    [Fact]
    public async Task A_change_of_the_price_index_lengthens_the_days_of_the_ceilings()
    {
        (await command.RunAsync("rates", "list")).Output.ShouldContain("2026-03-31");

        var imported = await command.RunAsync(
            "rates", "import", command.Write("wpi.csv", "from,percent\n2026-04-01,1.5\n"), "--table", "wpi", "--valid-from", "2026-04-01", "--source", "NPPA notification");

        imported.ExitCode.ShouldBe(0, imported.Errors);
        imported.Output.ShouldContain("wpi-2026-04-01: 1 row imported, 0 set aside; used from 2026-04-01 to 2027-03-31.");
    }

    [Fact]
    public async Task Overlapping_days_are_refused()
    {
        (await ImportAsync(Esi, "--valid-from", "2026-04-01", "--valid-to", "2026-09-30")).ExitCode.ShouldBe(0);

        var second = await ImportAsync(Esi, "--valid-from", "2026-09-30");

        second.ExitCode.ShouldBe(2);
        second.Errors.ShouldContain("overlap");
        second.Errors.ShouldContain("esi-2026-04-01");
    }

    [Fact]
    public async Task A_table_that_was_changed_by_hand_stops_audits_with_its_name()
    {
        (await ImportAsync(Esi, "--valid-from", "2025-11-01")).ExitCode.ShouldBe(0);
        await File.AppendAllTextAsync(command.PathOf("data/rates/esi-2025-11-01/table.csv"), "E-9,Scan,1\n");

        var audit = await command.RunAsync("audit", command.Write("bill.txt", Bill));
        audit.ExitCode.ShouldBe(2);
        audit.Errors.ShouldContain("esi-2025-11-01");

        (await command.RunAsync("rates", "remove", "esi-2025-11-01")).ExitCode.ShouldBe(0);
        (await command.RunAsync("audit", command.PathOf("bill.txt"))).ExitCode.ShouldNotBe(2);
    }

    [Theory]
    [InlineData("--table cghs", "--valid-from")]
    [InlineData("--valid-from 2026-04-01", "--table")]
    [InlineData("--table moon --valid-from 2026-04-01", "moon")]
    [InlineData("--table esi --valid-from 01/04/2026", "--valid-from")]
    [InlineData("--table esi --valid-from 2026-04-01 --valid-to 2026-03-31", "before the first")]
    public async Task Wrong_use_is_said_and_exits_with_2(string options, string told)
    {
        var finished = await command.RunAsync(["rates", "import", command.Write("esi.csv", Esi), .. options.Split(' ')]);

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain(told);
        finished.Errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("diff", "cghs-2025-10", "nothing.csv")]
    [InlineData("diff", "cghs-2025-10", "irdai-lists-I-IV")]
    [InlineData("export", "nothing")]
    [InlineData("remove", "cghs-2025-10")]
    public async Task Tables_that_are_not_there_or_not_alike_exit_with_2_and_a_sentence(params string[] arguments)
    {
        var finished = await command.RunAsync(["rates", .. arguments]);

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldStartWith($"mediagents rates {arguments[0]}: ");
        finished.Errors.ShouldNotContain("   at ");
    }

    private Task<Finished> ImportAsync(string csv, params string[] options) =>
        command.RunAsync(["rates", "import", command.Write("esi.csv", csv), "--table", "esi", .. options]);

    private async Task<JsonElement> AuditAsync(string bill)
    {
        await command.RunAsync("audit", bill, "--insurance-type", "esi", "--json", command.PathOf("audit.json"));
        return await JsonAsync("audit.json");
    }

    private async Task<JsonElement> JsonAsync(string file) => JsonElement.Parse(await File.ReadAllTextAsync(command.PathOf(file)));
}
