using MediAgents.Records.Reports.Drafting;

namespace MediAgents.Records.Reports.Recommending;

/// <summary>What the rules recommend, the most urgent first. Each names its rule, what that rests on, and its sources.</summary>
internal static class Recommendations
{
    private const int Most = 100;

    private static readonly Func<Dossier, IEnumerable<ReportStatement>>[] Rules =
    [
        AllergyMeetsMedicine.Of,
        LabOutOfRange.Of,
        OverdueFollowUp.Of,
        MonitoringDue.Of,
    ];

    public static ReportPart Of(Dossier dossier) =>
        Statements.Part(ReportSection.Recommendations, [.. Rules.SelectMany(rule => rule(dossier))], Most);
}
