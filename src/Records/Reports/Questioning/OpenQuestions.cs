using MediAgents.Records.Reports.Drafting;

namespace MediAgents.Records.Reports.Questioning;

/// <summary>What the record leaves open: contradictions first, then what is missing, unconfirmed or unanswered.</summary>
internal static class OpenQuestions
{
    private const int Most = 100;

    private static readonly Func<Dossier, IEnumerable<ReportStatement>>[] Rules =
    [
        Contradictions.Of,
        MissingBasics.Of,
        WaitingProposals.Of,
        UnsureOpinions.Of,
        UnreadEvents.Of,
    ];

    public static ReportPart Of(Dossier dossier) =>
        Statements.Part(ReportSection.OpenQuestions, [.. Rules.SelectMany(rule => rule(dossier))], Most);

    /// <summary>An open question.</summary>
    public static ReportStatement Ask(ReportRule rule, string about, string text, IEnumerable<StatementSource> sources) =>
        Statements.Make(ReportSection.OpenQuestions, $"{rule.Name} {about}", text, sources) with { Rule = rule };
}
