using MediAgents.Primitives;
using MediAgents.Records.Timeline;

namespace MediAgents.Gateway.Timeline;

/// <summary>An event in one of its versions; what it says stands at the top level.</summary>
/// <param name="Version">1, 2, 3 ...; the ETag.</param>
/// <param name="ChangedBy">Who stored this version, without any user id: <c>user:HASH</c>, <c>service:NAME</c>, <c>loopback</c>, <c>system:TASK</c>.</param>
public sealed record EventReply(
    string Id,
    int Version,
    EventStatus Status,
    EventType Type,
    string Title,
    string? Description,
    EventTime OccurredAt,
    EventTime? EndedAt,
    EventCode? Code,
    string? BodyPart,
    string? Specialty,
    string? Severity,
    IReadOnlyList<Measurement> Measurements,
    string? Source,
    EventEvidence? Evidence,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    Principal ChangedBy)
{
    public static EventReply Of(TimelineEvent stored)
    {
        var content = stored.Content;
        return new EventReply(
            stored.Id,
            stored.Version,
            stored.Status,
            content.Type,
            content.Title,
            content.Description,
            content.OccurredAt,
            content.EndedAt,
            content.Code,
            content.BodyPart,
            content.Specialty,
            content.Severity,
            content.Measurements,
            content.Source,
            content.Evidence,
            stored.CreatedAt,
            stored.ChangedAt,
            stored.ChangedBy);
    }
}

/// <summary>A page of events.</summary>
/// <param name="NextCursor">Where the next page begins; absent on the last.</param>
public sealed record EventPage(IReadOnlyList<EventReply> Events, string? NextCursor);

/// <summary>All versions of an event, oldest first.</summary>
public sealed record EventHistory(string Id, IReadOnlyList<EventReply> Versions);
