using MediAgents.Clinical;
using MediAgents.Evaluation.Datasets;
using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.Routing;

/// <summary>Measures the router on labelled complaints, beside the keyword rule.</summary>
public static class RoutingEvaluation
{
    /// <summary>The labels a routing set may use: <c>cardiology neurology orthopaedics general</c>.</summary>
    public static IReadOnlyList<string> Labels { get; } = [.. Specialties.All.Select(s => s.ToLabel())];

    /// <summary>Reads and evaluates a csv or jsonl file of <c>id,text,label</c>.</summary>
    /// <exception cref="DatasetException">The file cannot be read; the message names line and field.</exception>
    public static RoutingReport Run(string path) => Run(LabelledDataset.Read(path, Labels));

    public static RoutingReport Run(LabelledDataset dataset)
    {
        var routed = dataset.Cases.Select(c => (Case: c, Best: SpecialtyRouter.Route(c.Text).Ranking[0])).ToArray();
        var judged = Array.ConvertAll(routed, r => new Judgement(r.Case.Label, r.Best.Specialty.ToLabel()));
        var matrix = new ConfusionMatrix(judged, Labels);
        return new RoutingReport(
            dataset.Name,
            matrix.Total,
            Rounded(matrix.Accuracy),
            Interval.Wilson(matrix.Correct, matrix.Total),
            Rounded(matrix.MacroF1),
            Bootstrap.Interval(judged, sample => new ConfusionMatrix(sample, Labels).MacroF1),
            matrix.PerLabel(),
            matrix.ToTable(),
            Baseline(dataset, matrix.Total - matrix.Correct),
            [.. routed
                .Where(r => r.Case.Label != r.Best.Specialty.ToLabel())
                .Select(r => new RoutingError(r.Case.Id, r.Case.Label, r.Best.Specialty.ToLabel(), r.Best.Score))]);
    }

    private static RoutingBaseline Baseline(LabelledDataset dataset, int routerErrors)
    {
        var matrix = new ConfusionMatrix(
            [.. dataset.Cases.Select(c => new Judgement(c.Label, KeywordRule.Route(c.Text).ToLabel()))], Labels);
        var errors = matrix.Total - matrix.Correct;
        return new RoutingBaseline(
            Rounded(matrix.Accuracy),
            Interval.Wilson(matrix.Correct, matrix.Total),
            Rounded(matrix.MacroF1),
            errors,
            errors == 0 ? null : Rounded((double)routerErrors / errors));
    }

    private static double Rounded(double figure) => Math.Round(figure, 4);
}
