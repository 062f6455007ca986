using MediAgents.Records.Reports.Drafting;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Questioning;

/// <summary>Events found in documents that nobody has confirmed; nothing else in the report rests on them.</summary>
internal static class WaitingProposals
{
    private const int LongestQuote = 160;

    private static readonly ReportRule Rule = new("waiting_proposal", "Found in a document and neither confirmed nor rejected.");

    public static IEnumerable<ReportStatement> Of(Dossier dossier) =>
        from one in dossier.Proposed
        where dossier.Order.Period.Contains(one.Content.OccurredAt)
        select OpenQuestions.Ask(
            Rule,
            one.Id,
            $"Is this right: {Words.Of(one.Content.Type)} “{one.Content.Title}” of {Words.DayOf(one.Content.OccurredAt)}, found in a document{Quoted(one.Content.Evidence)}?",
            [Statements.SourceOf(one)]) with { Date = one.Content.OccurredAt };

    private static string Quoted(EventEvidence? evidence) => evidence is { Quote.Length: <= LongestQuote } ? $" as “{evidence.Quote}”" : "";
}
