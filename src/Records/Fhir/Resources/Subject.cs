using MediAgents.Primitives;
using MediAgents.Records.Fhir.Writing;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>Whom and what the resources of one bundle refer to.</summary>
internal sealed class Subject(BundledRecord record)
{
    private readonly Dictionary<string, List<FhirId>> found = record.Documents.ToDictionary(document => document.Id.Value, _ => new List<FhirId>(), StringComparer.Ordinal);

    public FhirId Patient { get; } = FhirId.Of(record.Patient, "Patient", "patient");

    /// <summary>The patient's insurance; null when none is known.</summary>
    public FhirId? Coverage { get; } = record.Profile?.Insurance is { Type: not "none" } ? FhirId.Of(record.Patient, "Coverage", "coverage") : null;

    public DateTimeOffset Time => record.Time;

    public FhirId Id(string type, string id) => FhirId.Of(record.Patient, type, id);

    /// <summary>The document in this bundle; null when it has none of that id.</summary>
    public FhirId? Document(string? id) => id is not null && found.ContainsKey(id) ? Id("DocumentReference", id) : null;

    /// <summary>Notes that the resource comes from the document, for <see cref="FoundIn"/>.</summary>
    public void NoteSource(string? document, FhirId resource)
    {
        if (document is not null && found.TryGetValue(document, out var resources))
            resources.Add(resource);
    }

    /// <summary>The resources written so far that come from the document.</summary>
    public IReadOnlyList<FhirId> FoundIn(string document) => found[document];
}
