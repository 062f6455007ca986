using MediAgents.Evaluation.Metrics;
using MediAgents.Primitives;

namespace MediAgents.Evaluation.Bills.Scoring;

/// <summary>Sums scores into a report.</summary>
internal static class BillsReports
{
    public const string Text = "text";

    /// <summary>What issue 5 wants, by medium and language.</summary>
    private static readonly BillTargets OfText = new(0.98, 0.97, 0.95, 0.005);
    private static readonly BillTargets OfEnglishScans = new(null, 0.95, 0.88, null);
    private static readonly BillTargets OfIndicScans = new(null, 0.93, 0.75, null);

    public static BillsReport Of(string dataset, IReadOnlyList<BillScore> scores)
    {
        var all = Figures(scores);
        return new()
        {
            Dataset = dataset,
            Bills = scores.Count,
            Precision = all.Precision,
            PrecisionCi = all.PrecisionCi,
            Recall = all.Recall,
            RecallCi = all.RecallCi,
            F1 = all.F1,
            F1Ci = all.F1Ci,
            LineF1 = all.LineF1,
            LineF1Ci = all.LineF1Ci,
            Rows = [.. scores.GroupBy(score => (score.Medium, score.Language))
                .OrderByDescending(group => group.Key.Medium, StringComparer.Ordinal).ThenBy(group => Order(group.Key.Language))
                .Select(group => new BillRow(group.Key.Language, group.Key.Medium, Figures([.. group]), Targets(group.Key.Medium, group.Key.Language)))],
            Kinds = Kinds(scores),
            Scores = scores,
        };
    }

    private static BillTargets Targets(string medium, string language) =>
        medium == Text ? OfText : language == "english" ? OfEnglishScans : OfIndicScans;

    private static int Order(string language) => Sets.BillSet.Languages.ToList().IndexOf(language) is var at and >= 0 ? at : int.MaxValue;

    private static BillFigures Figures(IReadOnlyList<BillScore> scores)
    {
        var clean = scores.Where(score => score.IsClean).ToList();
        var cleanLines = clean.Sum(score => score.LinesExpected);
        var pages = scores.Sum(score => score.Pages);
        return new()
        {
            Bills = scores.Count,
            Pages = pages,
            Lines = scores.Sum(score => score.LinesExpected),
            Findings = scores.Sum(score => score.Expected),
            LineF1 = Rounded(LineF1(scores)),
            LineF1Ci = Bootstrap.Interval(scores, LineF1),
            Precision = Rounded(Precision(scores)),
            PrecisionCi = Bootstrap.Interval(scores, Precision),
            Recall = Rounded(Recall(scores)),
            RecallCi = Bootstrap.Interval(scores, Recall),
            F1 = Rounded(F1(scores)),
            F1Ci = Bootstrap.Interval(scores, F1),
            WronglyDisputed = Rounded((double)(scores.Sum(score => score.WronglyDisputed) / Math.Max(1, scores.Sum(score => score.Billed)))),
            FalseIn200CleanLines = cleanLines == 0 ? null : Math.Round(clean.Sum(score => score.False.Count) * 200.0 / cleanLines, 2),
            CleanLines = cleanLines,
            TotalsRight = Rounded(Share(scores.Count(score => score.IsTotalRight), scores.Count)),
            SecondsPerPage = Math.Round(scores.Sum(score => score.Seconds) / Math.Max(1, pages), 3),
            Unreadable = scores.Count(score => score.Unreadable is not null),
            IdleQuestions = scores.Sum(score => score.IdleQuestions),
        };
    }

    private static IReadOnlyList<KindRow> Kinds(IReadOnlyList<BillScore> scores)
    {
        var found = scores.SelectMany(score => score.FoundFaults).ToLookup(fault => fault.Planted ?? Word(fault.Kind));
        var missed = scores.SelectMany(score => score.Missed).ToLookup(miss => miss.Finding.Planted ?? Word(miss.Finding.Kind));
        var wrong = scores.SelectMany(score => score.False).ToLookup(one => Word(one.Finding.Kind));
        var planted = found.Select(group => group.Key).Concat(missed.Select(group => group.Key)).Distinct().Order(StringComparer.Ordinal)
            .Select(name => new KindRow(
                name,
                found[name].Count() + missed[name].Count(),
                found[name].Count(),
                missed[name].Where(miss => miss.FoundAs is not null).GroupBy(miss => Word(miss.FoundAs!.Value)).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
                missed[name].Count(miss => miss.FoundAs is null),
                0));
        // False findings know a kind and no plant.
        var falsely = wrong.Select(group => new KindRow(group.Key, 0, 0, new Dictionary<string, int>(StringComparer.Ordinal), 0, group.Count())).OrderBy(row => row.Kind, StringComparer.Ordinal);
        return [.. planted, .. falsely];
    }

    internal static string Word(Enum word) => WireJson.Options.PropertyNamingPolicy!.ConvertName(word.ToString());

    private static double LineF1(IReadOnlyList<BillScore> scores) =>
        Share(2 * scores.Sum(score => score.LinesRight), scores.Sum(score => score.LinesExpected) + scores.Sum(score => score.LinesRead));

    private static double Precision(IReadOnlyList<BillScore> scores) =>
        scores.Sum(score => score.Said) is var said and > 0 ? Share(scores.Sum(score => score.SaidRight), said) : 1;

    private static double Recall(IReadOnlyList<BillScore> scores) =>
        scores.Sum(score => score.Expected) is var expected and > 0 ? Share(scores.Sum(score => score.Found), expected) : 1;

    private static double F1(IReadOnlyList<BillScore> scores)
    {
        var (precision, recall) = (Precision(scores), Recall(scores));
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static double Rounded(double figure) => Math.Round(figure, 4);
}
