using System.Text.Json.Nodes;
using MediAgents.Records.Fhir.Writing;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>An event in the bundle of its patient, and the parts that most resources share.</summary>
internal sealed record ToldEvent(TimelineEvent Event, Subject Subject)
{
    public EventContent Content => Event.Content;

    public bool IsProposed => Event.Status == EventStatus.Proposed;

    public bool IsAhead => Content.OccurredAt.Start > Subject.Time;

    public JsonObject Patient => Concepts.To(Subject.Patient);

    public string Title => Concepts.TitleOf(Content);

    public JsonObject Code => Concepts.OfEvent(Content);

    public JsonObject? BodySite => Concepts.Said(Content.BodyPart);

    public JsonObject? Source => Concepts.Named(Content.Source);

    /// <summary>The document it was found in; null when that is not in the bundle.</summary>
    public JsonObject? Document => Subject.Document(Content.Evidence?.DocumentId) is { } id ? Concepts.To(id) : null;

    public string RecordedAt => FhirText.Moment(Event.CreatedAt);

    public FhirId Id(string type) => Subject.Id(type, Event.Id);

    public FhirResource As(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> parts) => new(Id(type), Node.Of(parts));

    /// <summary>What has no element of its own: the description, the words in the document, and what <paramref name="further"/> says.</summary>
    public JsonArray? Notes(params IEnumerable<string?> further) => Node.List(
        [
            Concepts.Note(Content.Description, Content.Source, Event.ChangedAt),
            Concepts.Note(Content.Evidence is { } evidence ? Quoted(evidence) : null),
            .. further.Select(text => Concepts.Note(text)),
        ]);

    public string? SpecialtyNote => Labelled("Specialty", Content.Specialty);

    public string? SeverityNote => Labelled("Severity", Content.Severity);

    public string? BodyPartNote => Labelled("Body part", Content.BodyPart);

    public string? ProposedNote => IsProposed ? "Proposed from a document, not yet confirmed." : null;

    private static string? Labelled(string label, string? text) => FhirText.Clean(text) is { } clean ? $"{label}: {clean}" : null;

    private static string Quoted(EventEvidence evidence) =>
        $"Document {evidence.DocumentId}{(evidence.Page is { } page ? $", page {page}" : "")}: \"{evidence.Quote}\"";
}
