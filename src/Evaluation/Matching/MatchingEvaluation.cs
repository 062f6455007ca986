using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;
using MediAgents.Evaluation.Datasets;
using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.Matching;

/// <summary>Measures how bills' wordings find their tariff rows, on rephrased names of the shipped CGHS list beside a trigram index.</summary>
public static class MatchingEvaluation
{
    public const int DefaultItems = 6_000;

    private const int MostShown = 1_000;
    private const int Passes = 5;

    /// <summary>Where the generator begins if nothing is said: the halves differ, so that a reported figure rests on items nobody tuned on.</summary>
    public static int DefaultSeed(string half) => half == "held" ? 20_261_121 : 20_251_013;

    /// <summary>The rephrased names of a half.</summary>
    /// <param name="folder">With the tables of the half.</param>
    /// <param name="seed">Where the generator begins.</param>
    /// <param name="count">How many items, at least 1.</param>
    /// <exception cref="DatasetException">A table is missing or bad; the message names file, line and field.</exception>
    public static IReadOnlyList<MatchingItem> Items(string folder, int seed, int count) =>
        new Rephrasing([.. RateBook.Shipped.Cghs.Rates.Select(rate => (rate.Code, rate.Name))], HospitalHabits.Read(folder), seed).Items(count);

    /// <inheritdoc cref="Items"/>
    public static MatchingReport Run(string folder, int seed, int count)
    {
        var items = Items(folder, seed, count);
        var rates = RateBook.Shipped.Cghs.Rates;
        var index = RateBook.Shipped.Cghs.Index;
        var baseline = new TrigramBaseline([.. rates.Select(rate => rate.Name)]);
        var judged = items.Select(item => Judge(item, index, baseline, rates)).ToArray();
        var decidable = Array.FindAll(judged, one => one.Item.IsDecidable);
        var undecidable = Array.FindAll(judged, one => !one.Item.IsDecidable);
        var taken = Array.FindAll(decidable, one => one.IsTaken);
        var takenRightly = taken.Count(one => one.IsRight);
        var (own, plain) = Speed(items, index, baseline);
        return new(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            seed,
            items.Count,
            decidable.Length,
            Share(decidable.Count(one => one.IsRight), decidable.Length),
            Interval.Wilson(decidable.Count(one => one.IsRight), decidable.Length),
            decidable.Count(one => !one.IsRight),
            Share(takenRightly, taken.Length),
            Interval.Wilson(takenRightly, taken.Length),
            Share(takenRightly, decidable.Length),
            Interval.Wilson(takenRightly, decidable.Length),
            Share(taken.Length, decidable.Length),
            own,
            new(
                undecidable.Length,
                undecidable.Count(one => !one.IsTaken),
                undecidable.Count(one => one.IsTaken && one.IsRight),
                undecidable.Count(one => one.IsTaken && !one.IsRight)),
            Calibration.Of([.. judged.Select(one => (one.Match.Confidence, one.IsRight))]),
            Indic(folder, index),
            Baseline(decidable, plain),
            [.. judged
                .Where(one => !one.IsRight && (one.Item.IsDecidable || one.IsTaken))
                .Take(MostShown)
                .Select(one => new WrongMatch(
                    one.Item.Wording, one.Item.Code, one.Match.Best?.Code, one.IsTaken, one.Match.Confidence, one.Match.Reason, one.Item.IsDecidable))]);
    }

    private static Judged Judge(MatchingItem item, ProcedureIndex index, TrigramBaseline baseline, IReadOnlyList<CghsRate> rates)
    {
        var nearest = baseline.Best(item.Wording);
        return new(item, index.Match(item.Wording), nearest >= 0 && rates[nearest].Code == item.Code);
    }

    private static MatchingBaseline Baseline(Judged[] decidable, double itemsPerSecond)
    {
        var errors = decidable.Count(one => !one.IsBaselineRight);
        return new(
            Share(decidable.Length - errors, decidable.Length),
            Interval.Wilson(decidable.Length - errors, decidable.Length),
            errors,
            errors == 0 ? null : Math.Round(Ratio(decidable), 4),
            Bootstrap.Interval(decidable, Ratio),
            itemsPerSecond);
    }

    private static double Ratio(IReadOnlyList<Judged> items)
    {
        int own = 0, baseline = 0;
        foreach (var one in items)
        {
            own += one.IsRight ? 0 : 1;
            baseline += one.IsBaselineRight ? 0 : 1;
        }

        return baseline == 0 ? 0 : (double)own / baseline;
    }

    private static IndicReport Indic(string folder, ProcedureIndex index)
    {
        var rows = HospitalHabits.Table(folder, "indic.csv", ["id", "text", "code"])
            .Select(row => (Id: row.Cells[0], Code: row.Cells[2], Match: index.Match(row.Cells[1]))).ToList();
        foreach (var (id, code, _) in rows)
        {
            if (code.Length > 0 && RateBook.Shipped.Cghs.Find(code) is null)
                throw new DatasetException("indic.csv", 0, id, $"names the code {code}, which the list does not have");
        }

        var coded = rows.FindAll(row => row.Code.Length > 0);
        var first = coded.Count(row => row.Match.Best?.Code == row.Code);
        var taken = rows.FindAll(row => row.Match.Outcome == MatchOutcome.Matched);
        var right = taken.Count(row => row.Match.Best!.Code == row.Code);
        return new(
            rows.Count,
            Share(first, coded.Count),
            Interval.Wilson(first, coded.Count),
            Share(right, taken.Count),
            Interval.Wilson(right, taken.Count),
            Share(right, coded.Count),
            Interval.Wilson(right, coded.Count),
            [.. rows
                .Where(row => row.Code.Length > 0 ? row.Match.Best?.Code != row.Code : row.Match.Outcome == MatchOutcome.Matched)
                .Select(row => $"{row.Id}: {row.Match.Best?.Code ?? "none"}")]);
    }

    /// <summary>Items per second of processor time, the collector's included, so that other work on the machine counts less; the two in turns.</summary>
    private static (double Own, double Baseline) Speed(IReadOnlyList<MatchingItem> items, ProcedureIndex index, TrigramBaseline baseline)
    {
        // The first pass over each is compiled while it runs.
        Rate(items, wording => index.Match(wording).Candidates.Count);
        Rate(items, baseline.Best);
        var own = new double[Passes];
        var plain = new double[Passes];
        for (var pass = 0; pass < Passes; pass++)
        {
            own[pass] = Rate(items, wording => index.Match(wording).Candidates.Count);
            plain[pass] = Rate(items, baseline.Best);
        }

        return (Median(own), Median(plain));
    }

    private static double Rate(IReadOnlyList<MatchingItem> items, Func<string, int> match)
    {
        var begun = Environment.CpuUsage.TotalTime;
        foreach (var item in items)
            match(item.Wording);
        return items.Count / Math.Max((Environment.CpuUsage.TotalTime - begun).TotalSeconds, 1e-6);
    }

    private static double Median(double[] figures)
    {
        Array.Sort(figures);
        return Math.Round(figures[figures.Length / 2]);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);

    private sealed record Judged(MatchingItem Item, MatchResult Match, bool IsBaselineRight)
    {
        public bool IsRight => Match.Best?.Code == Item.Code;

        public bool IsTaken => Match.Outcome == MatchOutcome.Matched;
    }
}
