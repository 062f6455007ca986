using FsCheck;
using FsCheck.Fluent;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;

namespace MediAgents.Contract.Stores;

/// <summary>
/// Random timelines, walked page by page while others write, against the plain statement of what pages show: the state when
/// the first was read, whole, in order, nothing twice.
/// </summary>
public abstract class TimelineModelConformance(StoreUnderTest store) : StoreConformance(store)
{
    private static readonly EventStatus?[] Statuses = [EventStatus.Confirmed, EventStatus.Proposed, null];
    private static readonly EventType?[] Types = [null, EventType.Note, EventType.LabResult];

    private int series;

    [StoreFact]
    public void Pages_show_one_state_whatever_is_written_meanwhile()
    {
        var write = from kind in Gen.Choose(0, 5)
                    from target in Gen.Choose(0, 40)
                    from year in Gen.Choose(2000, 2004) // few, so that many events share a moment
                    from type in Gen.Elements(EventType.Note, EventType.LabResult)
                    select new Write(kind, target, year, type);
        var walk = from before in write.ListOf()
                   from during in write.ListOf()
                   from order in Gen.Elements(TimelineOrder.NewestFirst, TimelineOrder.OldestFirst, TimelineOrder.LastRecordedFirst)
                   from limit in Gen.Choose(1, 7)
                   from status in Gen.Elements(Statuses)
                   from type in Gen.Elements(Types)
                   from year in Gen.Choose(1999, 2004)
                   select new Walk(before.ToList(), during.ToList(), order, limit, status, type, year);

        Prop.ForAll(walk.ToArbitrary(), one => Follow(one).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(30));
    }

    private async Task<bool> Follow(Walk walk)
    {
        var scope = new PatientId($"{++series:d64}").Scope();
        var current = new List<TimelineEvent>();
        foreach (var write in walk.Before)
            await Apply(scope, current, write);

        var filter = new TimelineFilter(
            From: walk.FromYear < 2000 ? null : new DateTimeOffset(walk.FromYear, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Type: walk.Type,
            Status: walk.Status,
            AnyStatus: walk.Status is null);
        var expected = Sort(current.Where(one => Matches(one, filter)), walk.Order).Select(one => (one.Id, one.Version)).ToList();
        var shown = new List<(string, int)>();
        var writes = new Queue<Write>(walk.During);
        TimelineCursor? cursor = null;
        do
        {
            var page = await Store.Timeline.PageAsync(scope, new TimelineQuery(filter, walk.Order, walk.Limit, cursor));
            if (page.Events.Count > walk.Limit || (page.Next is not null && page.Events.Count < walk.Limit))
                return false;
            shown.AddRange(page.Events.Select(one => (one.Id, one.Version)));
            cursor = page.Next;
            for (var i = 0; i < 3 && writes.TryDequeue(out var write); i++)
                await Apply(scope, current, write);
        }
        while (cursor is not null);
        return shown.SequenceEqual(expected);
    }

    /// <summary>Does to the store what it does to the model: adds, changes the content or the status, or deletes.</summary>
    private async Task Apply(PatientScope scope, List<TimelineEvent> current, Write write)
    {
        var content = new EventContent { Type = write.Type, Title = "note", OccurredAt = EventTime.Parse($"{write.Year}") };
        if (write.Kind < 3 || current.Count == 0)
        {
            var status = write.Kind == 2 ? EventStatus.Proposed : EventStatus.Confirmed;
            current.Add((await Store.Timeline.AddAsync(scope, new EventAddition(SortableId.New("e_", TimeProvider.System), content, status), null)).Event!);
            return;
        }

        var index = write.Target % current.Count;
        var target = current[index];
        var change = write.Kind switch
        {
            3 => new EventChange("timeline.change", content),
            4 => new EventChange("timeline.confirm", Status: EventStatus.Confirmed),
            _ => new EventChange("timeline.delete", Status: EventStatus.Deleted),
        };
        var changed = await Store.Timeline.ChangeAsync(scope, target.Id, target.Version, change);
        if (changed.Outcome == ChangeOutcome.Changed)
            current[index] = changed.Event!;
    }

    private static bool Matches(TimelineEvent one, TimelineFilter filter) =>
        (filter.AnyStatus || one.Status == filter.Status)
        && (filter.Type is null || one.Content.Type == filter.Type)
        && (filter.From is null || one.Content.OccurredAt.Start >= filter.From);

    private static IEnumerable<TimelineEvent> Sort(IEnumerable<TimelineEvent> events, TimelineOrder order) => order switch
    {
        TimelineOrder.NewestFirst => events.OrderByDescending(one => one.Content.OccurredAt.Start).ThenByDescending(one => one.Position),
        TimelineOrder.OldestFirst => events.OrderBy(one => one.Content.OccurredAt.Start).ThenBy(one => one.Position),
        _ => events.OrderByDescending(one => one.Position),
    };

    private sealed record Write(int Kind, int Target, int Year, EventType Type);

    private sealed record Walk(
        List<Write> Before, List<Write> During, TimelineOrder Order, int Limit, EventStatus? Status, EventType? Type, int FromYear);
}
