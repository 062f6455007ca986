using MediAgents.Evaluation.Bills.Making;
using MediAgents.Evaluation.Bills.Scoring;
using MediAgents.Evaluation.Bills.Sets;
using MediAgents.Evaluation.Datasets;
using MediAgents.Grains.Audit;

namespace MediAgents.Evaluation.Tests.Bills;

/// <summary>From a made bill to the figures, through the programs that print and recognise.</summary>
public sealed class BillsEvaluationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mediagents-evaluation-");

    public void Dispose() => folder.Delete(recursive: true);

    [PrintedBillFact]
    public async Task Bills_of_four_languages_are_made_printed_recognised_and_scored()
    {
        await BillWriter.WriteAsync(MadeBills.Sets("dev"), new BillOrder(2, 1, BillSet.Languages, ["text", "scan"]), folder.FullName, CancellationToken.None);

        var report = await BillsEvaluation.RunAsync(folder.FullName, BillTexts.Of, null, CancellationToken.None);

        report.Rows.Select(row => (row.Medium, row.Language)).ShouldBe(
            [.. BillSet.Languages.Select(language => ("text", language)), .. BillSet.Languages.Select(language => ("scan", language))]);
        report.Rows.ShouldAllBe(row => row.Figures.Unreadable == 0 && row.Figures.SecondsPerPage > 0);
        report.Rows.Single(row => row is { Medium: "text", Language: "english" }).Figures.LineF1.ShouldBeGreaterThan(0.9);
        report.Rows.Where(row => row.Medium == "scan").ShouldContain(row => row.Figures.LineF1 > 0.3);
    }

    [Fact]
    public async Task Ones_own_bills_are_scored()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "own.csv"), "Date,Description,Qty,Rate,Amount\n03/02/2026,ECG,1,300,300\n03/02/2026,Lipid profile,1,400,450\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "own.expected.json"), """
            {"options":{"insurance_type":"none","city_tier":"I"},"lines":[
              {"line":1,"date":"2026-02-03","description":"ECG","quantity":1,"rate_inr":300,"amount_inr":300},
              {"line":2,"date":"2026-02-03","description":"Lipid profile","quantity":1,"rate_inr":400,"amount_inr":450}],
             "findings":[{"kind":"arithmetic","lines":[2],"amount_inr":50},{"kind":"overcharge","lines":[1],"amount_inr":125}],"totals":{"claimed_inr":750}}
            """);

        var report = await BillsEvaluation.RunAsync(folder.FullName, BillTexts.Of, null, CancellationToken.None);

        (report.LineF1, report.Recall, report.Precision).ShouldBe((1, 1, 1));
    }

    [Theory]
    [InlineData("""{"options":{"insurance_type":"state"}}""", "options.insurance_type")]
    [InlineData("""{"lines":[{"line":2,"description":"ECG","amount_inr":1}]}""", "lines[0].line")]
    [InlineData("""{"findings":[{"kind":"tax","lines":[1],"amount_inr":1}]}""", "findings[].lines")]
    [InlineData("""{"findings":[{"kind":"fraud","lines":[],"amount_inr":1}]}""", "findings[0].kind")]
    [InlineData("{", "own.expected.json")]
    public async Task An_expectation_that_makes_no_sense_is_refused_with_its_field(string expected, string named)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "own.txt"), "ECG 1 300 300");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "own.expected.json"), expected);

        var refusal = await Should.ThrowAsync<DatasetException>(() => BillsEvaluation.RunAsync(folder.FullName, BillTexts.Of, null, CancellationToken.None));

        refusal.Message.ShouldContain(named);
    }

    [Fact]
    public async Task An_expectation_without_its_bill_and_a_folder_without_any_are_refused()
    {
        (await Should.ThrowAsync<DatasetException>(() => BillsEvaluation.RunAsync(folder.FullName, BillTexts.Of, null, CancellationToken.None))).Message.ShouldContain("no bill");

        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "own.expected.json"), "{}");

        (await Should.ThrowAsync<DatasetException>(() => BillsEvaluation.RunAsync(folder.FullName, BillTexts.Of, null, CancellationToken.None))).Message.ShouldContain("no document");
    }
}
