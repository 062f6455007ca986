using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;

namespace MediAgents.Storage.Timeline;

/// <summary>
/// Seals contents of events, each bound to its event and version, and makes the blind index values. Callers do this on
/// their own threads: what the one that writes is left with is to write.
/// </summary>
internal sealed class EventSeals(Sealer sealer)
{
    private const string Table = "timeline_event";

    public SealedEvent Seal(PatientId owner, string id, int version, EventContent content) => new(
        id,
        version,
        content.OccurredAt.Start.ToUnixTimeMilliseconds(),
        content.Evidence?.DocumentId,
        new BlindTerms(
            Blind(owner, "type", EventTerms.OfType(content.Type)),
            content.Code is { } code ? Blind(owner, "code", EventTerms.OfCode(code)) : null,
            content.BodyPart is { } bodyPart ? Blind(owner, "body_part", EventTerms.OfBodyPart(bodyPart)) : null),
        sealer.Seal(owner, Table, "content", JsonSerializer.SerializeToUtf8Bytes(content, WireJson.Options), RowOf(id, version)));

    /// <summary>The blind index values that a filter asks for.</summary>
    public BlindTerms TermsOf(PatientId owner, TimelineFilter filter) => new(
        filter.Type is { } type ? Blind(owner, "type", EventTerms.OfType(type)) : null,
        filter.Code is { } code ? Blind(owner, "code", EventTerms.OfCode(code)) : null,
        filter.BodyPart is { } bodyPart ? Blind(owner, "body_part", EventTerms.OfBodyPart(bodyPart)) : null);

    /// <exception cref="SealBrokenException">The row was changed, or the patient's key erased.</exception>
    public TimelineEvent Open(PatientId owner, EventRow row) => new(
        row.Id,
        row.Version,
        row.Status,
        OpenContent(owner, row.Id, row.Version, row.SealedContent),
        row.CreatedAt,
        row.ChangedAt,
        row.ChangedBy,
        row.Position);

    /// <inheritdoc cref="Open" />
    public EventContent OpenContent(PatientId owner, string id, int version, ReadOnlySpan<byte> sealedContent) =>
        JsonSerializer.Deserialize<EventContent>(sealer.Unseal(owner, Table, "content", sealedContent, RowOf(id, version)), WireJson.Options)
        ?? throw new SealBrokenException("An event has no content.");

    private long Blind(PatientId owner, string field, string term) =>
        BinaryPrimitives.ReadInt64BigEndian(sealer.Fingerprint(owner, Table, field, Encoding.UTF8.GetBytes(term)));

    private static string RowOf(string id, int version) => $"{id}/{version}";
}
