using System.Text.Json.Nodes;
using MediAgents.Records.Fhir.Writing;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>Visits and admissions (https://hl7.org/fhir/R4/encounter.html).</summary>
internal static class EncounterResource
{
    public static FhirResource Of(ToldEvent told) => told.As(
        "Encounter",
        ("status", told.IsProposed ? "unknown" : told.IsAhead ? "planned" : "finished"),
        ("class", ClassOf(told.Content)),
        ("type", Node.List(told.Code)),
        ("serviceType", Concepts.Said(told.Content.Specialty)),
        ("subject", told.Patient),
        ("period", Times.Period(told.Content)),
        ("reasonCode", Node.List(Concepts.Said(told.Content.Description))),
        ("serviceProvider", told.Source));

    /// <summary>An encounter that ended on a later day was a stay; of the others the class is not known.</summary>
    private static JsonObject ClassOf(EventContent content) =>
        content.EndedAt is { Precision: EventTimePrecision.Day or EventTimePrecision.Time } ended
        && content.OccurredAt.Precision is EventTimePrecision.Day or EventTimePrecision.Time
        && ended.Start.Date > content.OccurredAt.Start.Date
            ? Node.Of(("system", CodeSystems.ActCode), ("code", "IMP"), ("display", "inpatient encounter"))
            : Node.Of(("system", CodeSystems.NullFlavor), ("code", "UNK"), ("display", "unknown"));
}
