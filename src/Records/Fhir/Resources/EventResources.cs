using MediAgents.Records.Fhir.Writing;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>The resources that say what an event says: one by its type, and one more for each value it measured.</summary>
internal static class EventResources
{
    public static IEnumerable<FhirResource> Of(TimelineEvent happened, Subject subject)
    {
        var told = new ToldEvent(happened, subject);
        var resources = told.Content.Type switch
        {
            EventType.LabResult => ObservationResources.Of(told, "laboratory"),
            EventType.VitalSign => ObservationResources.Of(told, "vital-signs"),
            EventType.Imaging => ObservationResources.Of(told, "imaging"),
            EventType.Encounter => WithMeasurements(told, EncounterResource.Of(told)),
            EventType.Diagnosis => WithMeasurements(told, ConditionResource.OfDiagnosis(told)),
            EventType.Symptom => WithMeasurements(told, ConditionResource.OfSymptom(told)),
            EventType.Medication => WithMeasurements(told, TreatmentResources.Medication(told)),
            EventType.Procedure => WithMeasurements(told, TreatmentResources.Procedure(told)),
            EventType.Vaccination => WithMeasurements(told, TreatmentResources.Immunization(told)),
            EventType.Allergy => WithMeasurements(told, AllergyResource.Of(told)),
            EventType.Bill => WithMeasurements(told, InvoiceResource.Of(told)),
            EventType.Appointment => WithMeasurements(told, AppointmentResource.Of(told)),
            _ => ObservationResources.Of(told, category: null),
        };
        foreach (var resource in resources)
        {
            subject.NoteSource(happened.Content.Evidence?.DocumentId, resource.Id);
            yield return resource;
        }
    }

    private static IEnumerable<FhirResource> WithMeasurements(ToldEvent told, FhirResource resource) =>
        [resource, .. ObservationResources.MeasuredIn(told, category: null)];
}
