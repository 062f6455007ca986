using System.Text.Json.Nodes;
using MediAgents.Records.Fhir.Writing;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>Diagnoses and symptoms (https://hl7.org/fhir/R4/condition.html).</summary>
internal static class ConditionResource
{
    public static FhirResource OfDiagnosis(ToldEvent told) => Of(told, Concepts.Coded(CodeSystems.ConditionCategory, "problem-list-item"));

    public static FhirResource OfSymptom(ToldEvent told) => Of(told, Concepts.Said("Symptom"));

    private static FhirResource Of(ToldEvent told, JsonObject? category) => told.As(
        "Condition",
        ("clinicalStatus", Concepts.Coded(CodeSystems.ConditionClinical, told.Content.EndedAt is null ? "active" : "resolved")),
        ("verificationStatus", Concepts.Coded(CodeSystems.ConditionVerification, told.IsProposed ? "unconfirmed" : "confirmed")),
        ("category", Node.List(category)),
        ("severity", SeverityOf(told.Content.Severity)),
        ("code", told.Code),
        ("bodySite", Node.List(told.BodySite)),
        ("subject", told.Patient),
        ("onsetDateTime", FhirText.DateTime(told.Content.OccurredAt)),
        ("abatementDateTime", told.Content.EndedAt is { } ended ? FhirText.DateTime(ended) : null),
        ("recordedDate", told.RecordedAt),
        ("evidence", Node.List(told.Document is { } document ? Node.Of(("detail", Node.List(document))) : null)),
        ("note", told.Notes(told.SpecialtyNote)));

    /// <summary>SNOMED CT, as in the value set condition-severity (https://hl7.org/fhir/R4/valueset-condition-severity.html).</summary>
    private static JsonObject? SeverityOf(string? severity) => severity switch
    {
        "mild" => Concepts.Coded(CodeSystems.Snomed, "255604002", "Mild"),
        "moderate" => Concepts.Coded(CodeSystems.Snomed, "6736007", "Moderate"),
        "severe" => Concepts.Coded(CodeSystems.Snomed, "24484000", "Severe"),
        _ => null,
    };
}
