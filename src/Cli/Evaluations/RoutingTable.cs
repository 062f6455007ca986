using MediAgents.Evaluation.Routing;
using Spectre.Console;

namespace MediAgents.Cli.Evaluations;

/// <summary>Shows a routing report on the console.</summary>
internal static class RoutingTable
{
    public static void Write(RoutingReport report)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]routing[/] on {report.Dataset}, {report.Cases} cases");
        var table = new Table().AddColumns("", "accuracy", "95 %", "macro F1", "errors");
        table.AddRow(
            "router",
            $"{report.Accuracy:0.000}",
            $"{report.AccuracyCi.Low:0.000}-{report.AccuracyCi.High:0.000}",
            $"{report.MacroF1:0.000}",
            $"{report.Errors.Count}");
        table.AddRow(
            "16 keywords",
            $"{report.Baseline.Accuracy:0.000}",
            $"{report.Baseline.AccuracyCi.Low:0.000}-{report.Baseline.AccuracyCi.High:0.000}",
            $"{report.Baseline.MacroF1:0.000}",
            $"{report.Baseline.Errors}");
        AnsiConsole.Write(table);
        if (report.Baseline.ErrorRatio is { } ratio)
            AnsiConsole.MarkupLineInterpolated($"errors relative to the keyword rule: [bold]{ratio:0.00}[/]");

        var labels = new Table().AddColumns("label", "precision", "recall", "F1");
        foreach (var label in report.Labels)
            labels.AddRow(label.Label, $"{label.Precision:0.000}", $"{label.Recall:0.000}", $"{label.F1:0.000}");
        AnsiConsole.Write(labels);
    }
}
