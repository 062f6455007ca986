using System.Text.Json;

namespace MediAgents.Cli.Tests.Commands;

/// <summary>Folders of bills, and the files that an audit leaves.</summary>
public sealed class AuditFolderTests : IDisposable
{
    private static readonly string[] Cghs = ["--insurance-type", "cghs", "--city-tier", "I", "--nabh"];

    private readonly Command command = new();

    public void Dispose() => command.Dispose();

    [Fact]
    public async Task A_folder_is_audited_with_all_below_it_in_the_order_of_names()
    {
        Write("bills/b.txt", 975);
        Write("bills/a.txt", 100);
        Write("bills/a.expected.json", 1);
        Write("bills/.hidden.txt", 1);
        Write("bills/Z/inner.csv", 975);
        for (var number = 0; number < 25; number++)
            Write($"bills/many/{number:00}.txt", number % 2 == 0 ? 100 : 975);

        var finished = await command.RunAsync(["audit", command.PathOf("bills"), .. Cghs]);

        finished.ExitCode.ShouldBe(1, finished.Errors);
        var lines = finished.JsonLines();
        lines.Select(line => line.GetProperty("file").GetString())
            .ShouldBe(["Z/inner.csv", "a.txt", "b.txt", .. Enumerable.Range(0, 25).Select(number => $"many/{number:00}.txt")]);
        lines[1].GetProperty("audit").GetProperty("verdict").GetString().ShouldBe("clean");
        lines[2].GetProperty("audit").GetProperty("verdict").GetString().ShouldBe("dispute");
    }

    [Fact]
    public async Task The_closing_line_counts_and_sums()
    {
        Write("bills/a.txt", 100);
        Write("bills/b.txt", 975);
        File.WriteAllBytes(command.PathOf("bills/bad.pdf"), [0, 1, 2, 3]);

        var finished = await command.RunAsync(["audit", command.PathOf("bills"), .. Cghs]);

        finished.ExitCode.ShouldBe(2);
        finished.JsonLines().Count.ShouldBe(2);
        var disputed = finished.JsonLines().Sum(line => line.GetProperty("audit").GetProperty("totals").GetProperty("disputed_inr").GetDecimal());
        disputed.ShouldBeGreaterThan(0);
        finished.Errors.ShouldContain("bad.pdf: The document is neither");
        finished.Errors.ShouldContain("2 bills audited: 1 clean, 0 with questions, 1 disputed, 0 not assessable, 1 unreadable;");
        finished.Errors.ShouldContain($"claimed ₹1,075.00, allowed ₹{1075 - disputed:0.00}, disputed ₹{disputed:0.00}, asked about ₹0.00.");
        finished.Errors.ShouldNotContain("\u001b", Case.Sensitive, "a bar is for terminals");
    }

    [Fact]
    public async Task A_folder_without_bills_exits_with_2_and_a_sentence()
    {
        Directory.CreateDirectory(command.PathOf("empty"));

        var finished = await command.RunAsync("audit", command.PathOf("empty"));

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("empty: there is no bill in this folder");
    }

    [Fact]
    public async Task A_link_back_to_the_folder_is_not_followed()
    {
        Write("bills/a.txt", 100);
        File.CreateSymbolicLink(command.PathOf("bills/again"), command.PathOf("bills"));

        var finished = await command.RunAsync(["audit", command.PathOf("bills"), .. Cghs]);

        finished.JsonLines().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_bill_is_written_as_page_and_letter()
    {
        var (html, letter) = (command.PathOf("report.html"), command.PathOf("letter.txt"));

        var finished = await command.RunAsync(["audit", Write("bill.txt", 975), "--html", html, "--letter", letter, .. Cghs]);

        finished.ExitCode.ShouldBe(1, finished.Errors);
        (await File.ReadAllTextAsync(html)).ShouldContain("Part of the bill is disputed");
        (await File.ReadAllTextAsync(letter)).ShouldContain("Total disputed: ₹");
    }

    [Fact]
    public async Task A_bill_without_findings_gets_no_letter()
    {
        var letter = command.PathOf("letter.txt");

        var finished = await command.RunAsync(["audit", Write("bill.txt", 100), "--letter", letter, .. Cghs]);

        finished.ExitCode.ShouldBe(0, finished.Errors);
        finished.Errors.ShouldContain("no letter was written");
        File.Exists(letter).ShouldBeFalse();
    }

    [Fact]
    public async Task A_pdf_is_printed_or_the_caller_told_what_to_install()
    {
        var pdf = command.PathOf("report.pdf");

        var finished = await command.RunAsync(["audit", Write("bill.txt", 975), "--pdf", pdf, .. Cghs]);

        if (finished.Errors.Length == 0)
            (await File.ReadAllBytesAsync(pdf)).AsSpan().StartsWith("%PDF-"u8).ShouldBeTrue();
        else
        {
            finished.ExitCode.ShouldBe(2);
            finished.Errors.ShouldContain("weasyprint");
            File.Exists(pdf).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("--html")]
    [InlineData("--pdf")]
    [InlineData("--letter")]
    public async Task What_is_written_of_one_bill_is_refused_for_several(string option)
    {
        var target = command.PathOf("file");

        var finished = await command.RunAsync("audit", Write("a.txt", 100), Write("b.txt", 100), option, target);

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain(option);
        finished.Output.ShouldBeEmpty();
        File.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_of_files_holds_those_of_every_bill()
    {
        Write("bills/a.txt", 100);
        Write("bills/sub/b.txt", 975);
        var target = command.PathOf("out");

        await command.RunAsync(["audit", command.PathOf("bills"), "--out", target, .. Cghs]);

        Files(target).ShouldBe(["a.txt.html", "a.txt.json", "sub/b.txt.html", "sub/b.txt.json", "sub/b.txt.letter.txt"]);
        JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(target, "a.txt.json"))).GetProperty("verdict").GetString().ShouldBe("clean");
    }

    [Fact]
    public async Task Bills_of_one_name_do_not_overwrite_each_other()
    {
        var target = command.PathOf("out");

        await command.RunAsync(["audit", Write("x/bill.txt", 100), Write("y/bill.txt", 975), "--out", target, "--formats", "json", .. Cghs]);

        Files(target).ShouldBe(["bill.txt-2.json", "bill.txt.json"]);
    }

    [Fact]
    public async Task A_format_that_is_none_is_named()
    {
        var finished = await command.RunAsync("audit", Write("a.txt", 100), "--out", command.PathOf("out"), "--formats", "docx");

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("docx");
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private string Write(string file, int amount)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(command.PathOf(file))!);
        return command.Write(file, file.EndsWith(".csv", StringComparison.Ordinal)
            ? $"Date,Description,Qty,Rate,Amount\n03/11/2025,Electrocardiogram (ECG),1,{amount}.00,{amount}.00\n"
            : $"BANYAN HOSPITAL, Nagpur\n\nDate        Description                     Qty     Rate      Amount\n03/11/2025  Electrocardiogram (ECG)           1    {amount}.00      {amount}.00\n");
    }
}
