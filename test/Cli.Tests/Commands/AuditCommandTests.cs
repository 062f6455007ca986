using System.Text.Json;

namespace MediAgents.Cli.Tests.Commands;

public sealed class AuditCommandTests : IDisposable
{
    private const string Overcharged = """
        BANYAN HOSPITAL, Nagpur
        Bill No: B-9      Date: 05/11/2025

        No  Date        Description                     Qty     Rate      Amount
        1   03/11/2025  Electrocardiogram (ECG)           1    975.00      975.00
                                                Total:                     975.00
        """;

    private const string Fair = """
        BANYAN HOSPITAL, Nagpur
        Bill No: B-10      Date: 05/11/2025

        No  Date        Description                     Qty     Rate      Amount
        1   03/11/2025  Electrocardiogram (ECG)           1    100.00      100.00
                                                Total:                     100.00
        """;

    private static readonly string[] Cghs = ["--insurance-type", "cghs", "--city-tier", "I", "--nabh"];

    private readonly Command command = new();

    public void Dispose() => command.Dispose();

    [Fact]
    public async Task A_bill_with_findings_exits_with_1_and_shows_them()
    {
        var finished = await command.RunAsync(["audit", command.Write("bill.txt", Overcharged), .. Cghs]);

        finished.ExitCode.ShouldBe(1, finished.Errors);
        finished.Output.ShouldContain("dispute");
        finished.Output.ShouldContain("975.00");
        finished.Output.ShouldContain("overcharge");
        finished.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fair_bill_exits_with_0()
    {
        var finished = await command.RunAsync(["audit", command.Write("bill.txt", Fair), .. Cghs]);

        finished.ExitCode.ShouldBe(0, finished.Output + finished.Errors);
        finished.Output.ShouldContain("clean");
    }

    [Fact]
    public async Task Several_files_are_a_json_line_each_in_their_order_and_the_worst_decides_the_exit_code()
    {
        var finished = await command.RunAsync(["audit", command.Write("fair.txt", Fair), command.Write("over.txt", Overcharged), .. Cghs]);

        finished.ExitCode.ShouldBe(1, finished.Errors);
        var lines = finished.JsonLines();
        lines.Select(line => line.GetProperty("file").GetString()).ShouldBe(["fair.txt", "over.txt"]);
        lines.Select(line => line.GetProperty("audit").GetProperty("verdict").GetString()).ShouldBe(["clean", "dispute"]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_exits_with_2_and_the_others_are_audited_all_the_same()
    {
        var finished = await command.RunAsync(["audit", command.PathOf("absent.txt"), command.Write("over.txt", Overcharged), .. Cghs]);

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("absent.txt");
        finished.JsonLines().ShouldHaveSingleItem().GetProperty("file").GetString().ShouldBe("over.txt");
    }

    [Fact]
    public async Task Bytes_that_are_no_document_exit_with_2_and_a_sentence()
    {
        File.WriteAllBytes(command.PathOf("odd.bin"), [0, 1, 2, 3]);

        var finished = await command.RunAsync("audit", command.PathOf("odd.bin"));

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("odd.bin");
        finished.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task The_result_is_written_as_json_too()
    {
        var target = command.PathOf("result.json");

        await command.RunAsync(["audit", command.Write("bill.txt", Overcharged), "--json", target, .. Cghs]);

        var result = JsonElement.Parse(await File.ReadAllTextAsync(target));
        result.GetProperty("verdict").GetString().ShouldBe("dispute");
        var totals = result.GetProperty("totals");
        totals.GetProperty("claimed_inr").GetDecimal().ShouldBe(975m);
        (totals.GetProperty("allowed_inr").GetDecimal() + totals.GetProperty("disputed_inr").GetDecimal()).ShouldBe(975m);
    }

    [Fact]
    public async Task Several_results_are_written_as_a_json_line_each()
    {
        var target = command.PathOf("results.jsonl");

        await command.RunAsync(["audit", command.Write("fair.txt", Fair), command.Write("over.txt", Overcharged), "--json", target, .. Cghs]);

        (await File.ReadAllLinesAsync(target)).Select(line => JsonElement.Parse(line).GetProperty("file").GetString()).ShouldBe(["fair.txt", "over.txt"]);
    }

    [Fact]
    public async Task A_json_file_that_cannot_be_written_exits_with_2_and_a_sentence()
    {
        var target = command.PathOf("no/such/folder/result.json");

        var finished = await command.RunAsync(["audit", command.Write("bill.txt", Overcharged), "--json", target, .. Cghs]);

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("--json");
        finished.Errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("--insurance-type", "barter")]
    [InlineData("--city-tier", "IV")]
    [InlineData("--ward", "rooftop")]
    [InlineData("--language", "latin")]
    [InlineData("--service-date", "05/11/2025")]
    [InlineData("--room-rent-limit-inr", "-5")]
    [InlineData("--room-rent-limit-inr", "much")]
    [InlineData("--colour", "red")]
    public async Task An_option_that_is_wrong_is_named_and_nothing_is_audited(string option, string value)
    {
        var finished = await command.RunAsync("audit", command.Write("bill.txt", Overcharged), option, value);

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain(option is "--colour" or "--service-date" or "--room-rent-limit-inr" ? option : value);
        finished.Output.ShouldNotContain("claimed");
        finished.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_room_above_the_limit_of_a_private_policy_is_asked_about()
    {
        const string bill = "Description            Date          Qty     Rate      Amount\nPrivate room rent      02/02/2026      2     8000.00   16000.00\nTotal                                        16000.00\n";
        var target = command.PathOf("result.json");

        await command.RunAsync("audit", command.Write("bill.txt", bill), "--insurance-type", "private", "--room-rent-limit-inr", "5000", "--json", target);

        var finding = JsonElement.Parse(await File.ReadAllTextAsync(target)).GetProperty("findings").EnumerateArray().ShouldHaveSingleItem();
        finding.GetProperty("rule").GetString().ShouldBe("room.limit");
        finding.GetProperty("amount_inr").GetDecimal().ShouldBe(6000m);
    }

    [Fact]
    public async Task Without_a_file_nothing_is_audited()
    {
        (await command.RunAsync("audit")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Help_names_every_option_and_exits_with_0()
    {
        var finished = await command.RunAsync("audit", "--help");

        finished.ExitCode.ShouldBe(0);
        foreach (var option in new[] { "--insurance-type", "--city-tier", "--nabh", "--super-speciality", "--ward", "--service-date", "--room-rent-limit-inr", "--language", "--json", "--html", "--pdf", "--letter", "--out", "--formats" })
            finished.Output.ShouldContain(option);
    }
}
