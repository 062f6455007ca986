using MediAgents.Evaluation.RedFlags;
using Spectre.Console;

namespace MediAgents.Cli.Evaluations;

/// <summary>Shows a red-flag report on the console.</summary>
internal static class RedFlagTable
{
    public static void Write(RedFlagReport report)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]red flags[/] on {report.Dataset}, {report.Cases} cases");
        var table = new Table().AddColumns("", "accuracy", "sensitivity", "specificity", "errors");
        table.AddRow(
            "rules",
            $"{report.Accuracy:0.000} ({report.AccuracyCi.Low:0.000}-{report.AccuracyCi.High:0.000})",
            $"{report.Sensitivity:0.000} ({report.SensitivityCi.Low:0.000}-{report.SensitivityCi.High:0.000})",
            $"{report.Specificity:0.000} ({report.SpecificityCi.Low:0.000}-{report.SpecificityCi.High:0.000})",
            $"{report.Missed.Count + report.FalseAlarms.Count}");
        table.AddRow(
            "16 phrases",
            $"{report.Baseline.Accuracy:0.000}",
            $"{report.Baseline.Sensitivity:0.000}",
            $"{report.Baseline.Specificity:0.000}",
            $"{report.Baseline.Errors}");
        AnsiConsole.Write(table);
    }
}
