using System.Text.Encodings.Web;
using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;
using MediAgents.Primitives;

namespace MediAgents.Billing.Tests.Audit;

/// <summary>
/// Whole invented bills in <c>Golden/</c> with everything their audit says, so that a change of any word or paisa shows. Each
/// <c>X.expected.json</c> holds the options and what is expected; after a change that is meant, run with RECORD_GOLDEN set to that folder and read the difference.
/// </summary>
public sealed class GoldenBillTests
{
    private static readonly JsonSerializerOptions Indented = new(WireJson.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData("surgery-layout.txt", "pdftotext -layout, two pages, CGHS beneficiary, ward unknown")]
    [InlineData("private-stay.csv", "CSV, private policy")]
    [InlineData("clinic-list.txt", "plain text without a head, nobody insures")]
    public void The_whole_audit_is_as_written(string bill, string kind)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Audit", "Golden");
        var written = File.ReadAllText(Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(bill)}.expected.json"));
        var expected = JsonSerializer.Deserialize<Expectation>(written, Indented)!;
        var options = expected.Options with { Clock = TestBill.Cghs.Clock };

        var result = BillAudit.Audit(new BillText(File.ReadAllText(Path.Combine(folder, bill))), options);

        var actual = new Expectation(expected.Options, result.Verdict, result.Confidence, result.Totals, result.Reasons, result.Recommendations,
            result.Tables, result.Bill, result.LineItems, result.Findings, result.Notes);
        var shown = JsonSerializer.Serialize(actual, Indented);
        if (Environment.GetEnvironmentVariable("RECORD_GOLDEN") is { Length: > 0 } recorded)
            File.WriteAllText(Path.Combine(recorded, $"{Path.GetFileNameWithoutExtension(bill)}.expected.json"), shown + "\n");
        shown.ShouldBe(written.TrimEnd(), kind);
    }

    private sealed record Expectation(
        AuditOptions Options, Verdict Verdict, double Confidence, AuditTotals Totals, IReadOnlyList<string> Reasons,
        IReadOnlyList<string> Recommendations, IReadOnlyList<UsedTable> Tables, BillSummary Bill, IReadOnlyList<LineItem> LineItems,
        IReadOnlyList<Finding> Findings, AuditNotes Notes);
}
