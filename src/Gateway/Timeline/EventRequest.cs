using MediAgents.Gateway.Problems;
using MediAgents.Records.Timeline;

namespace MediAgents.Gateway.Timeline;

/// <summary>Body of <c>POST /timeline/event</c> and of its PUT: the whole event as it is to be. Limits as of <see cref="EventContent"/>.</summary>
public sealed record EventRequest
{
    public string? UserId { get; init; }

    /// <summary>One of the types of events, e.g. <c>lab_result</c>.</summary>
    public string? Type { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>A year, month, day, or a time with its offset.</summary>
    public string? OccurredAt { get; init; }

    /// <summary>As <see cref="OccurredAt"/>, and not before it.</summary>
    public string? EndedAt { get; init; }

    public EventCode? Code { get; init; }

    public string? BodyPart { get; init; }

    public string? Specialty { get; init; }

    public string? Severity { get; init; }

    public IReadOnlyList<Measurement?>? Measurements { get; init; }

    public string? Source { get; init; }

    public EventEvidence? Evidence { get; init; }

    /// <exception cref="ProblemException">400, naming the field that is wrong.</exception>
    internal EventContent ToContent(TimeProvider time) =>
        EventValidation.Check(
            new EventContent
            {
                Type = WireWord.Of<EventType>("type", Type) ?? throw new ProblemException(Problem.InvalidField("type", "type is missing.")),
                Title = Title ?? "",
                Description = Description,
                OccurredAt = TimeOf("occurred_at", OccurredAt) ?? default,
                EndedAt = TimeOf("ended_at", EndedAt),
                Code = Code is { } code ? code with { System = code.System ?? "", Value = code.Value ?? "" } : null,
                BodyPart = BodyPart,
                Specialty = Specialty,
                Severity = Severity,
                Measurements = CheckedFields.Entries("measurements", Measurements),
                Source = Source,
                Evidence = Evidence is { } evidence ? evidence with { DocumentId = evidence.DocumentId ?? "", Quote = evidence.Quote ?? "" } : null,
            },
            time.GetUtcNow()).Require();

    /// <exception cref="ProblemException">It is no time.</exception>
    internal static EventTime? TimeOf(string field, string? text) =>
        text is null ? null
        : EventTime.TryParse(text, out var time) ? time
        : throw new ProblemException(Problem.InvalidField(
            field,
            $"{field} is a time of the years 1900 to 2199: 2019, 2019-03, 2019-03-07 or 2019-03-07T10:30:00+05:30."));
}
