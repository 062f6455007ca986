using MediAgents.Records.Reports.Drafting;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Recommending;

/// <summary>An appointment has passed, and no visit is recorded on its day or after it, of its specialty where it names one.</summary>
internal static class OverdueFollowUp
{
    private static readonly ReportRule Rule = new(
        "overdue_follow_up",
        "The appointment in the record; no encounter or procedure is recorded on its day or later.");

    public static IEnumerable<ReportStatement> Of(Dossier dossier) =>
        from appointment in dossier.InPeriod
        where appointment.Content.Type == EventType.Appointment && LastDay(appointment.Content.OccurredAt) < dossier.AsOf
        where !dossier.Confirmed.Any(visit => Fulfils(visit.Content, appointment.Content))
        select Statements.Make(
            ReportSection.Recommendations,
            $"{Rule.Name} {appointment.Id}",
            $"Arrange the follow-up “{appointment.Content.Title}”, due {Words.DayOf(appointment.Content.OccurredAt)}: no visit{Of(appointment.Content.Specialty)} is recorded since.",
            [Statements.SourceOf(appointment)]) with { Date = appointment.Content.OccurredAt, Rule = Rule };

    private static bool Fulfils(EventContent visit, EventContent appointment) =>
        visit.Type is EventType.Encounter or EventType.Procedure
        && visit.OccurredAt.Start.UtcDateTime.Date >= appointment.OccurredAt.Start.UtcDateTime.Date
        && (appointment.Specialty is null || visit.Specialty is null || string.Equals(visit.Specialty, appointment.Specialty, StringComparison.OrdinalIgnoreCase));

    private static DateOnly LastDay(EventTime time) =>
        DateOnly.FromDateTime((time.Precision == EventTimePrecision.Time ? time.Start : time.End.AddTicks(-1)).UtcDateTime);

    private static string Of(string? specialty) => specialty is null ? "" : $" in {specialty}";
}
