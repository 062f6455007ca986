using System.Diagnostics;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;
using MediAgents.Documents.Reading;
using MediAgents.Evaluation.Bills.Sets;
using MediAgents.Evaluation.Datasets;

namespace MediAgents.Evaluation.Bills.Scoring;

/// <summary>Audits a folder of bills from file to result, as <c>mediagents audit</c> does, and scores what comes out.</summary>
public static class BillsEvaluation
{
    private const string Suffix = ".expected.json";

    private static readonly string[] Documents = [".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt", ".csv"];

    /// <param name="folder">Bills beside their <c>.expected.json</c>, also in folders below it.</param>
    /// <param name="hand">How the product hands what it read of a document to the audit.</param>
    /// <param name="progress">Told after each bill: done, all.</param>
    /// <param name="cancellationToken">Stops the audit.</param>
    /// <exception cref="DatasetException">No bill, or one whose expectation cannot be read.</exception>
    public static async Task<BillsReport> RunAsync(
        string folder, Func<DocumentText, BillText> hand, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var bills = Find(folder);
        // The rates are read on first use; no bill's time is that of all.
        BillAudit.Warm();
        var reader = new DocumentReader(new DocumentReaderOptions());
        var scores = new List<BillScore>(bills.Count);
        foreach (var (document, expected) in bills)
        {
            scores.Add(await ScoreAsync(reader, hand, Path.GetRelativePath(folder, document), document, ExpectedBill.Read(expected), cancellationToken));
            progress?.Invoke(scores.Count, bills.Count);
        }

        return BillsReports.Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), scores);
    }

    private static async Task<BillScore> ScoreAsync(
        DocumentReader reader, Func<DocumentText, BillText> hand, string name, string document, ExpectedBill expected, CancellationToken cancellationToken)
    {
        var options = expected.AuditOptions();
        var content = await File.ReadAllBytesAsync(document, cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        var read = await reader.ReadAsync(content, options.Language, cancellationToken);
        if (read.Text is not { } text)
            return BillScoring.Score(name, "unreadable", expected, null, 1, Stopwatch.GetElapsedTime(begun).TotalSeconds, read.Message);
        var isScan = text.Source == TextSource.Ocr;
        var audit = BillAudit.Audit(hand(text), options);
        return BillScoring.Score(name, isScan ? "scan" : BillsReports.Text, expected, audit, text.Pages.Count, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    private static List<(string Document, string Expected)> Find(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DatasetException(folder, 0, "folder", "does not exist.");
        var bills = new List<(string, string)>();
        foreach (var expected in Directory.EnumerateFiles(folder, $"*{Suffix}", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var stem = expected[..^Suffix.Length];
            var document = Documents.Select(extension => stem + extension).FirstOrDefault(File.Exists)
                ?? throw new DatasetException(Path.GetFileName(expected), 0, "bill", $"has no document of its name ({string.Join(' ', Documents)}).");
            bills.Add((document, expected));
        }

        return bills.Count > 0 ? bills : throw new DatasetException(folder, 0, "folder", $"holds no bill: each is a document beside its {Suffix}.");
    }
}
