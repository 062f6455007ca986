using MediAgents.Evaluation.Datasets;
using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.RedFlags;

/// <summary>What an evaluation of the red flags found.</summary>
/// <param name="Dataset">The name of the set.</param>
/// <param name="Cases">How many cases it has.</param>
/// <param name="Accuracy">Share of cases told right.</param>
/// <param name="AccuracyCi">Its 95 % interval after Wilson.</param>
/// <param name="Sensitivity">Share of emergencies recognised.</param>
/// <param name="SensitivityCi">Its 95 % interval after Wilson.</param>
/// <param name="Specificity">Share of the others left alone.</param>
/// <param name="SpecificityCi">Its 95 % interval after Wilson.</param>
/// <param name="Baseline">A plain list of 16 alarming phrases on the same cases.</param>
/// <param name="Missed">Ids of emergencies not recognised.</param>
/// <param name="FalseAlarms">Ids of the others that fired.</param>
public sealed record RedFlagReport(
    string Dataset,
    int Cases,
    double Accuracy,
    Interval AccuracyCi,
    double Sensitivity,
    Interval SensitivityCi,
    double Specificity,
    Interval SpecificityCi,
    RedFlagBaseline Baseline,
    IReadOnlyList<string> Missed,
    IReadOnlyList<string> FalseAlarms);

/// <summary>The phrase list on the same cases. <paramref name="ErrorRatio"/>: our errors divided by its; absent if it makes none.</summary>
public sealed record RedFlagBaseline(double Accuracy, double Sensitivity, double Specificity, int Errors, double? ErrorRatio);

/// <summary>Measures the red flags on complaints labelled <c>emergency</c> or <c>not</c>.</summary>
public static class RedFlagEvaluation
{
    private const string Emergency = "emergency";

    private static readonly string[] Alarming =
    [
        "chest pain", "can't breathe", "cannot breathe", "face droop", "slurred", "worst headache", "stiff neck", "unconscious", "not waking",
        "seizure", "vomiting blood", "coughing blood", "kill myself", "swollen tongue", "numb between", "severe bleeding",
    ];

    public static IReadOnlyList<string> Labels { get; } = [Emergency, "not"];

    /// <exception cref="DatasetException">The file cannot be read; the message names line and field.</exception>
    public static RedFlagReport Run(string path) => Run(LabelledDataset.Read(path, Labels));

    public static RedFlagReport Run(LabelledDataset dataset)
    {
        var ours = Told.By(dataset.Cases, text => Clinical.RedFlags.Detect(text).Count > 0);
        var plain = Told.By(dataset.Cases, text => Alarming.Any(phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase)));
        var total = dataset.Cases.Count;
        return new RedFlagReport(
            dataset.Name,
            total,
            Share(total - ours.Errors, total),
            Interval.Wilson(total - ours.Errors, total),
            Share(ours.Emergencies - ours.Missed.Count, ours.Emergencies),
            Interval.Wilson(ours.Emergencies - ours.Missed.Count, ours.Emergencies),
            Share(ours.Others - ours.FalseAlarms.Count, ours.Others),
            Interval.Wilson(ours.Others - ours.FalseAlarms.Count, ours.Others),
            new RedFlagBaseline(
                Share(total - plain.Errors, total),
                Share(plain.Emergencies - plain.Missed.Count, plain.Emergencies),
                Share(plain.Others - plain.FalseAlarms.Count, plain.Others),
                plain.Errors,
                plain.Errors == 0 ? null : Math.Round((double)ours.Errors / plain.Errors, 4)),
            ours.Missed,
            ours.FalseAlarms);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);

    private sealed record Told(int Emergencies, int Others, List<string> Missed, List<string> FalseAlarms)
    {
        public int Errors => Missed.Count + FalseAlarms.Count;

        public static Told By(IReadOnlyList<LabelledCase> cases, Func<string, bool> fires)
        {
            var emergencies = cases.Where(one => one.Label == Emergency).ToList();
            var others = cases.Where(one => one.Label != Emergency).ToList();
            return new Told(
                emergencies.Count,
                others.Count,
                [.. emergencies.Where(one => !fires(one.Text)).Select(one => one.Id)],
                [.. others.Where(one => fires(one.Text)).Select(one => one.Id)]);
        }
    }
}
