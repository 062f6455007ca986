using System.Text.Json.Nodes;
using MediAgents.Records.Fhir.Writing;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>Allergies (https://hl7.org/fhir/R4/allergyintolerance.html).</summary>
internal static class AllergyResource
{
    public static FhirResource Of(ToldEvent told) => told.As(
        "AllergyIntolerance",
        ("clinicalStatus", Concepts.Coded(CodeSystems.AllergyClinical, told.Content.EndedAt is null ? "active" : "resolved")),
        ("verificationStatus", Concepts.Coded(CodeSystems.AllergyVerification, told.IsProposed ? "unconfirmed" : "confirmed")),
        ("code", told.Code),
        ("patient", told.Patient),
        Times.Choice("onset", told.Content),
        ("recordedDate", told.RecordedAt),
        ("asserter", told.Source),
        ("note", told.Notes(told.SpecialtyNote, told.BodyPartNote)),
        ("reaction", Node.List(Reaction(told))));

    /// <summary>How severe it was belongs to a reaction, whose manifestation is the description (required there), or else the title.</summary>
    private static JsonObject? Reaction(ToldEvent told) =>
        told.Content.Severity is "mild" or "moderate" or "severe"
            ? Node.Of(
                ("manifestation", Node.List(Concepts.Said(told.Content.Description) ?? Concepts.Said(told.Title))),
                ("severity", told.Content.Severity))
            : null;
}
