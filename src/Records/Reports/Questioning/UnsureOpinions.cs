using MediAgents.Primitives;
using MediAgents.Records.Reports.Drafting;

namespace MediAgents.Records.Reports.Questioning;

/// <summary>Questions a specialist refused, or answered with low confidence only.</summary>
internal static class UnsureOpinions
{
    private static readonly ReportRule Refused = new("opinion_refused", "The specialist found no evidence that answers the question.");
    private static readonly ReportRule Unsure = new("opinion_unsure", "The specialist's confidence is below medium.");

    public static IEnumerable<ReportStatement> Of(Dossier dossier) =>
        from opinion in dossier.Opinions
        where opinion.Summary is null || dossier.Thresholds.LevelOf(opinion.Confidence) < ConfidenceLevel.Medium
        let rule = opinion.Summary is null ? Refused : Unsure
        select OpenQuestions.Ask(
            rule,
            $"{opinion.Specialist} {opinion.RunId}",
            opinion.Summary is null
                ? $"“{opinion.Question}” The {Words.OfKind(opinion.Specialist)} could not answer this on {Words.DayOf(opinion.Time)}."
                : $"“{opinion.Question}” The {Words.OfKind(opinion.Specialist)} answered this on {Words.DayOf(opinion.Time)} with a confidence of only {opinion.Confidence:0.00}.",
            [Statements.SourceOf(opinion)]);
}
