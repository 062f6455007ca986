using MediAgents.Primitives;
using MediAgents.Records.Timeline;

namespace MediAgents.Storage.Timeline;

/// <summary>A version of an event as a database holds it.</summary>
internal sealed record EventRow(
    string Id,
    int Version,
    EventStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    Principal ChangedBy,
    long Position,
    byte[] SealedContent);

/// <summary>A version to store: sealed, with what it is ordered and found by.</summary>
/// <param name="Id">The event.</param>
/// <param name="Version">From 1.</param>
/// <param name="OccurredAt">Milliseconds since 1970.</param>
/// <param name="DocumentId">Where it was found; not sealed.</param>
/// <param name="Terms">Blind index values.</param>
/// <param name="SealedContent">The content.</param>
internal sealed record SealedEvent(string Id, int Version, long OccurredAt, string? DocumentId, BlindTerms Terms, byte[] SealedContent);

/// <summary>Keyed fingerprints of what filters ask for: equal for equal values of one patient, and telling nothing else.</summary>
internal readonly record struct BlindTerms(long? Type, long? Code, long? BodyPart);
