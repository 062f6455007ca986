using System.Globalization;
using MediAgents.Evaluation.Bills.Scoring;
using MediAgents.Evaluation.Metrics;
using Spectre.Console;

namespace MediAgents.Cli.Evaluations;

/// <summary>Shows a report on bills on the console: figures beside what is wanted of them, then faults by kind.</summary>
internal static class BillsTable
{
    public static void Write(BillsReport report)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]bills[/] of {report.Dataset}, {report.Bills} bills; precision {report.Precision:0.000} recall {report.Recall:0.000} lines {report.LineF1:0.000}");
        var table = new Table().AddColumns("bills", "lines F1", "precision", "recall", "wrongly disputed", "false in 200 clean lines", "totals right", "s a page");
        foreach (var row in report.Rows)
        {
            var (figures, targets) = (row.Figures, row.Targets);
            table.AddRow(
                Markup.Escape($"{figures.Bills} {row.Language} {row.Medium}{(figures.Unreadable > 0 ? $", {figures.Unreadable} unreadable" : "")}"),
                Wanted(figures.LineF1, figures.LineF1Ci, targets.LineF1),
                Wanted(figures.Precision, figures.PrecisionCi, targets.Precision),
                Wanted(figures.Recall, figures.RecallCi, targets.Recall),
                targets.WronglyDisputed is { } most
                    ? Coloured(string.Create(CultureInfo.InvariantCulture, $"{figures.WronglyDisputed:0.00%}, at most {most:0.0%}"), figures.WronglyDisputed <= most)
                    : string.Create(CultureInfo.InvariantCulture, $"{figures.WronglyDisputed:0.00%}"),
                figures.FalseIn200CleanLines is { } clean
                    ? Coloured(string.Create(CultureInfo.InvariantCulture, $"{clean:0.0} ({figures.CleanLines} lines)"), clean <= 1)
                    : "",
                $"{figures.TotalsRight:0.00}",
                $"{figures.SecondsPerPage:0.00}");
        }

        AnsiConsole.Write(table);
        WriteKinds(report);
    }

    private static void WriteKinds(BillsReport report)
    {
        var kinds = new Table().AddColumns("fault", "planted", "found", "found as another kind", "missed", "false findings");
        foreach (var row in report.Kinds)
        {
            kinds.AddRow(
                row.Kind,
                row.Planted == 0 ? "" : $"{row.Planted}",
                row.Planted == 0 ? "" : $"{row.Found}",
                string.Join(", ", row.FoundAs.Select(other => $"{other.Key} {other.Value}")),
                row.Missed == 0 ? "" : $"{row.Missed}",
                row.FalseFindings == 0 ? "" : $"{row.FalseFindings}");
        }

        AnsiConsole.Write(kinds);
    }

    private static string Wanted(double figure, Interval interval, double? target)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{figure:0.000} ({interval.Low:0.00}-{interval.High:0.00})");
        return target is { } wanted ? Coloured(string.Create(CultureInfo.InvariantCulture, $"{text} of {wanted:0.00}"), figure >= wanted) : text;
    }

    private static string Coloured(string text, bool isGood) => $"[{(isGood ? "green" : "red")}]{Markup.Escape(text)}[/]";
}
