using MediAgents.Primitives;
using MediAgents.Records.Timeline;

namespace MediAgents.Contract.Stores;

/// <summary>Events as patients and documents would give them.</summary>
public static class Events
{
    public static EventAddition Addition(string title, string occurredAt = "2024-03-07", EventStatus status = EventStatus.Confirmed) =>
        Content(title, occurredAt).ToAddition(status);

    public static EventAddition ToAddition(this EventContent content, EventStatus status = EventStatus.Confirmed) =>
        new(SortableId.New("e_", TimeProvider.System), content, status);

    public static EventContent Content(string title, string occurredAt = "2024-03-07", EventType type = EventType.Note) => new()
    {
        Type = type,
        Title = title,
        OccurredAt = EventTime.Parse(occurredAt),
    };

    public static TimelineQuery Query(
        TimelineFilter? filter = null, TimelineOrder order = TimelineOrder.NewestFirst, int limit = 50, TimelineCursor? cursor = null) =>
        new(filter ?? new TimelineFilter(), order, limit, cursor);

    public static async Task<TimelineEvent> AddAsync(this ITimelineStore timeline, PatientScope scope, EventAddition addition) =>
        (await timeline.AddAsync(scope, addition, key: null)).Event.ShouldNotBeNull();

    /// <summary>The titles on all pages, from the first on.</summary>
    public static async Task<List<string>> TitlesAsync(this ITimelineStore timeline, PatientScope scope, TimelineQuery query)
    {
        var titles = new List<string>();
        for (var cursor = query.Cursor; ;)
        {
            var page = await timeline.PageAsync(scope, query with { Cursor = cursor });
            titles.AddRange(page.Events.Select(one => one.Content.Title));
            if (page.Next is not { } next)
                return titles;
            page.Events.Count.ShouldBe(query.Limit); // only the last is shorter
            cursor = next;
        }
    }
}
