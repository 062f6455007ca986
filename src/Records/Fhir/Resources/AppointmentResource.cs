using System.Text.Json.Nodes;
using MediAgents.Records.Fhir.Writing;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>
/// Appointments (https://hl7.org/fhir/R4/appointment.html). R4 wants start and end, as instants, of all that is more than
/// proposed (app-3): one known to the day only is proposed for that day.
/// </summary>
internal static class AppointmentResource
{
    public static FhirResource Of(ToldEvent told)
    {
        var slot = SlotOf(told.Content);
        return told.As(
            "Appointment",
            ("status", told.IsProposed || slot is null ? "proposed" : told.IsAhead ? "booked" : "fulfilled"),
            ("specialty", Node.List(Concepts.Said(told.Content.Specialty))),
            ("appointmentType", told.Code),
            ("description", told.Title),
            ("start", slot?.Start),
            ("end", slot?.End),
            ("created", told.RecordedAt),
            ("comment", FhirText.Clean(told.Content.Description)),
            ("participant", Node.List(Participant(told.Patient), Participant(told.Source))),
            ("requestedPeriod", Node.List(slot is null ? Times.Period(told.Content) : null)));
    }

    private static JsonObject? Participant(JsonObject? actor) =>
        actor is null ? null : Node.Of(("actor", actor), ("status", "accepted"));

    private static (string Start, string End)? SlotOf(EventContent content) =>
        content is { OccurredAt: { Precision: EventTimePrecision.Time, Start: var start }, EndedAt: { Precision: EventTimePrecision.Time, Start: var end } } && start <= end
            ? (FhirText.Moment(start), FhirText.Moment(end))
            : null;
}
