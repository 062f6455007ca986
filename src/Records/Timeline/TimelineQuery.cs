namespace MediAgents.Records.Timeline;

/// <summary>Which events; null means all. </summary>
/// <param name="From">Only events that begin at this moment or later.</param>
/// <param name="Until">Only events that begin before this moment.</param>
/// <param name="Type">Only this type; found by a blind index.</param>
/// <param name="Code">Only this code, as <c>system|value</c>; found by a blind index.</param>
/// <param name="BodyPart">Only this body part, compared without case; found by a blind index.</param>
/// <param name="DocumentId">Only events from this document.</param>
/// <param name="Status">Only this status; confirmed when null.</param>
/// <param name="AnyStatus">Whatever the status; then <paramref name="Status"/> is null.</param>
public sealed record TimelineFilter(
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    EventType? Type = null,
    string? Code = null,
    string? BodyPart = null,
    string? DocumentId = null,
    EventStatus? Status = null,
    bool AnyStatus = false);

/// <summary>In which order pages come.</summary>
public enum TimelineOrder
{
    /// <summary>Latest event first.</summary>
    NewestFirst,

    /// <summary>Earliest event first.</summary>
    OldestFirst,

    /// <summary>In the order in which they were recorded, last recorded first.</summary>
    LastRecordedFirst,
}

/// <summary>A page of a timeline.</summary>
/// <param name="Filter">Which events.</param>
/// <param name="Order">In which order.</param>
/// <param name="Limit">Events on the page, 1 to 200.</param>
/// <param name="Cursor">That of the page before; null for the first.</param>
public sealed record TimelineQuery(TimelineFilter Filter, TimelineOrder Order, int Limit, TimelineCursor? Cursor)
{
    /// <summary>Events on the largest page.</summary>
    public const int MaxLimit = 200;
}

/// <summary>
/// Where the next page begins, and the state of the timeline the first page showed: all pages show that state, whatever is
/// written meanwhile.
/// </summary>
/// <param name="AsOf">The newest position when the first page was read.</param>
/// <param name="OccurredAt">Of the last event shown, milliseconds since 1970; 0 when ordered by recording.</param>
/// <param name="Position">Of the last event shown.</param>
public sealed record TimelineCursor(long AsOf, long OccurredAt, long Position)
{
    /// <summary>The cursor of a page that ends with <paramref name="last"/>.</summary>
    public static TimelineCursor After(TimelineEvent last, TimelineOrder order, long asOf) =>
        new(asOf, order == TimelineOrder.LastRecordedFirst ? 0 : last.Content.OccurredAt.Start.ToUnixTimeMilliseconds(), last.Position);
}

/// <param name="Events">The events.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineEvent> Events, TimelineCursor? Next);
