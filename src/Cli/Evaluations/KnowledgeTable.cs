using MediAgents.Evaluation.Knowledge;
using Spectre.Console;

namespace MediAgents.Cli.Evaluations;

/// <summary>Shows a knowledge report on the console.</summary>
internal static class KnowledgeTable
{
    public static void Write(KnowledgeReport report)
    {
        var (refusal, plain) = (report.Refusal, report.Baseline);
        AnsiConsole.MarkupLineInterpolated($"[bold]knowledge[/], {report.Queries} answerable questions, {refusal.MustRefuse} to refuse");
        var ranking = new Table().AddColumns("topics", "nDCG@10", "MRR@10", "Recall@10");
        ranking.AddRow(
            report.EmbeddingModel is { } model ? $"hybrid, with {Markup.Escape(model)}" : "hybrid",
            $"{report.NdcgAt10:0.000} ({report.NdcgAt10Ci.Low:0.000}-{report.NdcgAt10Ci.High:0.000})",
            $"{report.MrrAt10:0.000} ({report.MrrAt10Ci.Low:0.000}-{report.MrrAt10Ci.High:0.000})",
            $"{report.RecallAt10:0.000} ({report.RecallAt10Ci.Low:0.000}-{report.RecallAt10Ci.High:0.000})");
        ranking.AddRow("TF-IDF", $"{plain.NdcgAt10:0.000}", $"{plain.MrrAt10:0.000}", $"{plain.RecallAt10:0.000}");
        AnsiConsole.Write(ranking);

        var refusing = new Table().AddColumns("refusal", "precision", "recall", "errors", "of which refused", "of which answered");
        refusing.AddRow(
            "confidence",
            $"{refusal.Precision:0.000} ({refusal.PrecisionCi.Low:0.000}-{refusal.PrecisionCi.High:0.000})",
            $"{refusal.Recall:0.000} ({refusal.RecallCi.Low:0.000}-{refusal.RecallCi.High:0.000})",
            $"{refusal.Errors}",
            $"{refusal.WronglyRefused.Count}",
            $"{refusal.WronglyAnswered.Count}");
        refusing.AddRow("TF-IDF cosine", "", "", $"{plain.RefusalErrors}", "", "");
        AnsiConsole.Write(refusing);
    }
}
