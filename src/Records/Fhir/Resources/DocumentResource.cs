using MediAgents.Records.Documents;
using MediAgents.Records.Fhir.Structure;
using MediAgents.Records.Fhir.Writing;
using MediAgents.Records.Portability;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>Documents (https://hl7.org/fhir/R4/documentreference.html), by their place in the archive, and what was found in them.</summary>
internal static class DocumentResource
{
    public static FhirResource Of(DocumentListing document, Subject subject) => new(
        subject.Id("DocumentReference", document.Id.Value),
        Node.Of(
            ("status", "current"),
            ("subject", Concepts.To(subject.Patient)),
            ("date", FhirText.Moment(document.StoredAt)),
            ("content", Node.List(Node.Of(("attachment", Node.Of(
                ("contentType", MediaTypes.IsMediaType(document.MediaType) ? document.MediaType : "application/octet-stream"),
                ("url", ArchivePaths.Of(document)),
                ("size", document.Size <= int.MaxValue ? document.Size : null),
                ("title", FhirText.Clean(document.FileName)),
                ("creation", FhirText.Moment(document.StoredAt))))))),
            ("context", Node.Of(("related", Node.List(subject.FoundIn(document.Id.Value).Select(Concepts.To)))))));
}
