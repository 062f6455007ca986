using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.Routing;

/// <summary>What an evaluation of the routing found.</summary>
/// <param name="Dataset">The name of the set.</param>
/// <param name="Cases">How many cases it has.</param>
/// <param name="Accuracy">Share of cases whose best-ranked specialty is the label.</param>
/// <param name="AccuracyCi">Its 95 % interval after Wilson.</param>
/// <param name="MacroF1">Mean F1 over the labels.</param>
/// <param name="MacroF1Ci">Its 95 % percentile bootstrap interval, seeded.</param>
/// <param name="Labels">Precision, recall and F1 by label.</param>
/// <param name="Confusion">Right label to given label to count.</param>
/// <param name="Baseline">The keyword rule on the same cases.</param>
/// <param name="Errors">The cases got wrong, in file order.</param>
public sealed record RoutingReport(
    string Dataset,
    int Cases,
    double Accuracy,
    Interval AccuracyCi,
    double MacroF1,
    Interval MacroF1Ci,
    IReadOnlyList<LabelScore> Labels,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Confusion,
    RoutingBaseline Baseline,
    IReadOnlyList<RoutingError> Errors);

/// <summary>The keyword rule on the same cases.</summary>
/// <param name="Accuracy">Its share of right cases.</param>
/// <param name="AccuracyCi">Its 95 % interval after Wilson.</param>
/// <param name="MacroF1">Its mean F1.</param>
/// <param name="Errors">Its wrong cases.</param>
/// <param name="ErrorRatio">The router's errors divided by the rule's; below 1 the router is better. Absent if the rule makes none.</param>
public sealed record RoutingBaseline(double Accuracy, Interval AccuracyCi, double MacroF1, int Errors, double? ErrorRatio);

/// <summary>One case got wrong, without its text: a set may hold patients' words.</summary>
public sealed record RoutingError(string Id, string Expected, string Predicted, double Score);
