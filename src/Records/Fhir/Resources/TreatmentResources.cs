using MediAgents.Records.Fhir.Writing;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>Medicines, procedures and vaccinations.</summary>
internal static class TreatmentResources
{
    /// <summary>https://hl7.org/fhir/R4/medicationstatement.html</summary>
    public static FhirResource Medication(ToldEvent told) => told.As(
        "MedicationStatement",
        ("status", told.IsProposed ? "unknown" : told.Content.EndedAt is null ? "active" : "completed"),
        ("medicationCodeableConcept", told.Code),
        ("subject", told.Patient),
        ("effectivePeriod", Times.Period(told.Content)),
        ("dateAsserted", told.RecordedAt),
        ("informationSource", told.Source),
        ("derivedFrom", Node.List(told.Document)),
        ("note", told.Notes(told.SpecialtyNote, told.SeverityNote, told.BodyPartNote)));

    /// <summary>https://hl7.org/fhir/R4/procedure.html</summary>
    public static FhirResource Procedure(ToldEvent told) => told.As(
        "Procedure",
        ("status", told.IsProposed ? "unknown" : told.IsAhead ? "preparation" : "completed"),
        ("category", Concepts.Said(told.Content.Specialty)),
        ("code", told.Code),
        ("subject", told.Patient),
        Times.Choice("performed", told.Content),
        ("asserter", told.Source),
        ("bodySite", Node.List(told.BodySite)),
        ("report", Node.List(told.Document)),
        ("note", told.Notes(told.SeverityNote)));

    /// <summary>https://hl7.org/fhir/R4/immunization.html</summary>
    public static FhirResource Immunization(ToldEvent told) => told.As(
        "Immunization",
        ("status", "completed"),
        ("vaccineCode", told.Code),
        ("patient", told.Patient),
        ("occurrenceDateTime", FhirText.DateTime(told.Content.OccurredAt)),
        ("recorded", told.RecordedAt),
        ("primarySource", false),
        ("reportOrigin", Concepts.Said(told.Content.Source)),
        ("site", told.BodySite),
        ("note", told.Notes(told.ProposedNote, told.SpecialtyNote, told.SeverityNote)));
}
