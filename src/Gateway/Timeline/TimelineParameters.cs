using MediAgents.Gateway.Paging;
using MediAgents.Gateway.Problems;
using MediAgents.Records.Timeline;
using Microsoft.AspNetCore.Mvc;

namespace MediAgents.Gateway.Timeline;

/// <summary>Which events of whose timeline, as a query says it; all optional.</summary>
public record TimelineFilterParameters
{
    private const int LongestSystem = 32;
    private const int LongestDocumentId = 64;

    [FromQuery(Name = "user_id")]
    public string? UserId { get; init; }

    /// <summary>Events that begin then or later: a year, month, day, or a time with its offset.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Events that begin before the end of this year, month or day, or before this time.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>One of the types of events.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    /// <summary>Terminology and code, <c>icd-10-cm|I10</c>.</summary>
    [FromQuery(Name = "code")]
    public string? Code { get; init; }

    /// <summary>Compared without case.</summary>
    [FromQuery(Name = "body_part")]
    public string? BodyPart { get; init; }

    /// <summary>The document an event was found in.</summary>
    [FromQuery(Name = "document_id")]
    public string? DocumentId { get; init; }

    /// <exception cref="ProblemException">A value that is none; names its field.</exception>
    internal TimelineFilter ToFilter()
    {
        var from = Time("from", From)?.Start;
        var until = Time("to", To) is { } to ? to.End : (DateTimeOffset?)null;
        if (until <= from)
            throw Invalid("to", "to is not after from.");
        return new TimelineFilter(
            from,
            until,
            WireWord.Of<EventType>("type", Type),
            CodeOf(Text("code", Code, LongestSystem + 1 + EventValidation.MaxCode)),
            Text("body_part", BodyPart, EventValidation.MaxBodyPart),
            Text("document_id", DocumentId, LongestDocumentId));
    }

    // In a query + means a space; no form of a time has one.
    private static EventTime? Time(string field, string? text) =>
        EventRequest.TimeOf(field, string.IsNullOrEmpty(text) ? null : text.Replace(' ', '+'));

    private static ProblemException Invalid(string field, string detail) => new(Problem.InvalidField(field, detail));

    private static string? CodeOf(string? code) =>
        code is null || code.Trim('|').Contains('|') ? code : throw Invalid("code", "code is a terminology and a code, e.g. icd-10-cm|I10.");

    private static string? Text(string field, string? text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? null
        : text.Length <= longest ? text
        : throw Invalid(field, $"{field} is longer than {longest} characters.");
}

/// <summary>A page of a timeline, as a query says it.</summary>
public sealed record TimelinePageParameters : TimelineFilterParameters
{
    private const string AnyStatus = "any";

    /// <summary><c>confirmed</c> (default), <c>proposed</c>, <c>rejected</c>, <c>deleted</c>, or <c>any</c> of them.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    /// <summary><c>newest_first</c> (default), <c>oldest_first</c> or <c>last_recorded_first</c>.</summary>
    [FromQuery(Name = "order")]
    public string? Order { get; init; }

    /// <summary>Events on the page, 1 to 200, by default 50.</summary>
    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <exception cref="ProblemException">A value that is none; names its field.</exception>
    internal TimelineQuery ToQuery()
    {
        var filter = ToFilter();
        filter = Status == AnyStatus ? filter with { AnyStatus = true } : filter with { Status = WireWord.Of<EventStatus>("status", Status) };
        var order = WireWord.Of<TimelineOrder>("order", Order) ?? TimelineOrder.NewestFirst;
        return new TimelineQuery(filter, order, PageNumbers.Limit(Limit), CursorOf(Cursor, filter, order));
    }

    /// <exception cref="ProblemException">It is none, or one of another filter or order.</exception>
    private static TimelineCursor? CursorOf(string? text, TimelineFilter filter, TimelineOrder order)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return TimelineCursorText.Decode(text, filter, order)
            ?? throw new ProblemException(Problem.InvalidField("cursor", "cursor is the next_cursor of a page of the same filter and order."));
    }
}
