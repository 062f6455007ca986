using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediAgents.Clinical.Extraction;
using MediAgents.Documents.Reading;
using MediAgents.Grains.Documents;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Timeline;

namespace MediAgents.Grains.DocumentAnalyst;

/// <summary>
/// Makes proposals of what was extracted. The same document proposes the same events under the same ids, so that reading it again
/// adds nothing, also nothing that was rejected meanwhile.
/// </summary>
internal static class TimelineProposals
{
    /// <summary>OCR may misread letters; what rests on a scan is less sure.</summary>
    private const double OcrFactor = 0.9;

    public static IReadOnlyList<EventAddition> Of(PatientId patient, StoredDocument document, TextSource source, IReadOnlyList<ExtractedEvent> events)
    {
        // Keyed with the sealed document: an id tells nothing to those who cannot read it.
        var key = SHA256.HashData(document.Content.Span);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var proposals = new List<EventAddition>(events.Count);
        foreach (var found in events)
        {
            var identity = IdentityOf(patient, document.Id, found);
            var number = seen[identity] = seen.GetValueOrDefault(identity) + 1;
            var id = SortableId.Of(EventIds.Prefix, HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{identity}\n{number}")).AsSpan(0, 16));
            proposals.Add(new EventAddition(id, ContentOf(document.Id, source, found), EventStatus.Proposed));
        }

        return proposals;
    }

    public static ProposedEvent Short(EventAddition proposal)
    {
        var content = proposal.Content;
        return new ProposedEvent(
            proposal.Id,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(content.Type.ToString()),
            content.Title,
            content.OccurredAt.Text,
            content.Evidence!.Page ?? 1,
            content.Evidence.Confidence);
    }

    /// <summary>What it says, not where it stands.</summary>
    private static string IdentityOf(PatientId patient, DocumentId document, ExtractedEvent found) => string.Join(
        '\n',
        [patient.Hash, document.Value, found.Type.ToString(), found.Title, found.Date.ToString(), .. found.Measurements.Select(one => $"{one.Name}={one.Text} {one.Unit}")]);

    private static EventContent ContentOf(DocumentId document, TextSource source, ExtractedEvent found) => new()
    {
        Type = TypeOf(found.Type),
        Title = found.Title,
        Description = found.Description,
        OccurredAt = EventTime.Parse(found.Date.ToString()),
        EndedAt = found.Ended is { } ended ? EventTime.Parse(ended.ToString()) : null,
        Measurements = [.. found.Measurements.Select(one => new Measurement(one.Name, one.Value, one.Text, one.Unit, one.Low, one.High, one.Flag))],
        Evidence = new EventEvidence(
            document.Value,
            found.Evidence.Page,
            found.Evidence.Quote,
            found.Evidence.Start,
            found.Evidence.End,
            source == TextSource.Ocr ? Math.Round(found.Evidence.Confidence * OcrFactor, 2) : found.Evidence.Confidence),
    };

    private static EventType TypeOf(ExtractedEventType type) => type switch
    {
        ExtractedEventType.Encounter => EventType.Encounter,
        ExtractedEventType.Diagnosis => EventType.Diagnosis,
        ExtractedEventType.Symptom => EventType.Symptom,
        ExtractedEventType.Medication => EventType.Medication,
        ExtractedEventType.Procedure => EventType.Procedure,
        ExtractedEventType.LabResult => EventType.LabResult,
        ExtractedEventType.VitalSign => EventType.VitalSign,
        ExtractedEventType.Imaging => EventType.Imaging,
        ExtractedEventType.Vaccination => EventType.Vaccination,
        ExtractedEventType.Allergy => EventType.Allergy,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No event of the timeline."),
    };
}
