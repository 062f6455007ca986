using MediAgents.Evaluation.Matching;
using Spectre.Console;

namespace MediAgents.Cli.Evaluations;

/// <summary>Shows a matching report on the console.</summary>
internal static class MatchingTable
{
    public static void Write(MatchingReport report)
    {
        var (plain, open, indic) = (report.Baseline, report.Undecidable, report.Indic);
        AnsiConsole.MarkupLineInterpolated(
            $"[bold]matching[/] on {report.Half}, seed {report.Seed}: {report.Items} rephrased names, {report.Decidable} of which a reader could decide");
        var table = new Table().AddColumns("", "first is right", "95 %", "errors", "items/s, one core");
        table.AddRow("matching", $"{report.Accuracy:0.0000}", $"{report.AccuracyCi.Low:0.0000}-{report.AccuracyCi.High:0.0000}", $"{report.Errors}", $"{report.ItemsPerSecond:0}");
        table.AddRow("trigram TF-IDF", $"{plain.Accuracy:0.0000}", $"{plain.AccuracyCi.Low:0.0000}-{plain.AccuracyCi.High:0.0000}", $"{plain.Errors}", $"{plain.ItemsPerSecond:0}");
        AnsiConsole.Write(table);
        if (plain.ErrorRatio is { } ratio)
            AnsiConsole.MarkupLineInterpolated($"errors relative to the trigram index: [bold]{ratio:0.00}[/] ({plain.ErrorRatioCi.Low:0.00}-{plain.ErrorRatioCi.High:0.00})");

        var decided = new Table().AddColumns("", "precision", "95 %", "recall", "decided");
        decided.AddRow("decidable", $"{report.Precision:0.0000}", $"{report.PrecisionCi.Low:0.0000}-{report.PrecisionCi.High:0.0000}", $"{report.Recall:0.0000}", $"{report.Coverage:0.0000}");
        decided.AddRow(
            $"Indic, {indic.Items}, first right {indic.Accuracy:0.000}",
            $"{indic.Precision:0.000}",
            $"{indic.PrecisionCi.Low:0.000}-{indic.PrecisionCi.High:0.000}",
            $"{indic.Recall:0.000}",
            "");
        AnsiConsole.Write(decided);
        AnsiConsole.MarkupLineInterpolated($"of {open.Items} that nobody could decide: {open.Abstained} left alone, {open.TakenRightly} taken rightly, {open.TakenWrongly} wrongly");

        var bins = new Table().AddColumns("confidence", "items", "right");
        foreach (var bin in report.Calibration.Bins)
            bins.AddRow($"{bin.Confidence:0.000}", $"{bin.Items}", $"{bin.Right:0.000}");
        AnsiConsole.Write(bins);
        AnsiConsole.MarkupLineInterpolated($"expected calibration error {report.Calibration.ExpectedError:0.000}");
    }
}
