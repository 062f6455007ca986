namespace MediAgents.Evaluation.Metrics;

/// <summary>One judged case: the right label and the one given.</summary>
public readonly record struct Judgement(string Expected, string Predicted);

/// <summary>Precision, recall and F1 of one label, each 0 where its denominator is 0; <paramref name="Support"/> counts its cases.</summary>
public sealed record LabelScore(string Label, double Precision, double Recall, double F1, int Support);

/// <summary>How often each right label was given each label.</summary>
public sealed class ConfusionMatrix
{
    private readonly Dictionary<string, int> index;
    private readonly int[,] counts;

    /// <summary>Counts the judgements; labels met beyond <paramref name="labels"/> are added behind them.</summary>
    public ConfusionMatrix(IEnumerable<Judgement> judgements, IEnumerable<string> labels)
    {
        var all = judgements as IReadOnlyCollection<Judgement> ?? [.. judgements];
        Labels = [.. labels.Concat(all.SelectMany(j => new[] { j.Expected, j.Predicted })).Distinct(StringComparer.Ordinal)];
        index = Labels.Select((label, i) => (label, i)).ToDictionary(p => p.label, p => p.i, StringComparer.Ordinal);
        counts = new int[Labels.Count, Labels.Count];
        foreach (var (expected, predicted) in all)
            counts[index[expected], index[predicted]]++;
        Total = all.Count;
        Correct = Enumerable.Range(0, Labels.Count).Sum(i => counts[i, i]);
    }

    public IReadOnlyList<string> Labels { get; }

    public int Total { get; }

    public int Correct { get; }

    public double Accuracy => Total == 0 ? 0 : (double)Correct / Total;

    /// <summary>The mean F1 over the labels that have at least one case or were given at least once.</summary>
    public double MacroF1
    {
        get
        {
            var met = PerLabel().Where((s, i) => s.Support > 0 || Predicted(i) > 0).ToArray();
            return met.Length == 0 ? 0 : met.Average(s => s.F1);
        }
    }

    /// <summary>The cases with this right label that were given that one; 0 for labels never met.</summary>
    public int Count(string expected, string predicted) =>
        index.TryGetValue(expected, out var e) && index.TryGetValue(predicted, out var p) ? counts[e, p] : 0;

    public IReadOnlyList<LabelScore> PerLabel() => [.. Labels.Select((label, i) =>
    {
        var expected = Enumerable.Range(0, Labels.Count).Sum(j => counts[i, j]);
        var precision = Ratio(counts[i, i], Predicted(i));
        var recall = Ratio(counts[i, i], expected);
        var f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return new LabelScore(label, precision, recall, f1, expected);
    })];

    /// <summary>Right label to given label to count, as JSON shows it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> ToTable() => Labels.ToDictionary(
        e => e,
        e => (IReadOnlyDictionary<string, int>)Labels.ToDictionary(p => p, p => Count(e, p), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private int Predicted(int label) => Enumerable.Range(0, Labels.Count).Sum(j => counts[j, label]);

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
