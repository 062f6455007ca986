using MediAgents.Records.Fhir.Writing;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>Bills on the timeline (https://hl7.org/fhir/R4/invoice.html); an audited bill is a Claim besides.</summary>
internal static class InvoiceResource
{
    public static FhirResource Of(ToldEvent told)
    {
        var total = told.Content.Measurements.FirstOrDefault(measured => measured.Unit is "INR" or "₹" or "Rs" or "Rs.")?.Value;
        return told.As(
            "Invoice",
            ("status", told.IsProposed ? "draft" : "issued"),
            ("type", told.Code),
            ("subject", told.Patient),
            ("date", FhirText.DateTime(told.Content.OccurredAt)),
            ("issuer", told.Source),
            ("totalGross", total is { } amount ? Concepts.Inr(amount) : null),
            ("note", told.Notes(told.SpecialtyNote, told.SeverityNote, told.BodyPartNote)));
    }
}
