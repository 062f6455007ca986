using MediAgents.Records.Reports.Drafting;

namespace MediAgents.Records.Reports.Questioning;

/// <summary>Says that the record was too long to be read whole.</summary>
internal static class UnreadEvents
{
    private static readonly ReportRule Rule = new("events_not_read", "A report reads a bounded number of events, the newest.");

    public static IEnumerable<ReportStatement> Of(Dossier dossier) => dossier.Material is { EventsLeftOut: > 0, Events.Count: > 0 } material
        ? [OpenQuestions.Ask(
            Rule,
            "",
            $"What do the oldest entries say? {Words.Count(material.EventsLeftOut, "entry", "entries")} before {Words.DayOf(material.Events[0].Content.OccurredAt)} were not read: ask for a report over that period.",
            [Statements.SourceOf(material.Events[0])])]
        : [];
}
