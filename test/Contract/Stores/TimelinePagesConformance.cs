using MediAgents.Contract.Storage;
using MediAgents.Records.Timeline;
using static MediAgents.Contract.Stores.Events;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>Pages of timelines: filtered, ordered, and showing one state whatever is written meanwhile.</summary>
public abstract class TimelinePagesConformance(StoreUnderTest store) : StoreConformance(store)
{
    private ITimelineStore Timeline => Store.Timeline;

    [StoreTheory]
    [InlineData(TimelineOrder.NewestFirst)]
    [InlineData(TimelineOrder.OldestFirst)]
    [InlineData(TimelineOrder.LastRecordedFirst)]
    public async Task Pages_of_any_size_show_everything_once_in_order(TimelineOrder order)
    {
        // Few moments, so that pages end within one.
        var added = new List<TimelineEvent>();
        for (var i = 0; i < 23; i++)
            added.Add(await Timeline.AddAsync(Asha.Scope(), Addition($"{i:d2}", $"2024-03-0{1 + i * 7 % 4}")));
        await Timeline.AddAsync(Ravi.Scope(), Addition("his"));

        var byTime = added.OrderBy(one => one.Content.OccurredAt.Start).ThenBy(one => one.Position);
        var expected = (order switch
        {
            TimelineOrder.OldestFirst => byTime,
            TimelineOrder.NewestFirst => byTime.Reverse(),
            _ => added.AsEnumerable().Reverse(),
        }).Select(one => one.Content.Title).ToList();
        foreach (var limit in (int[])[1, 2, 3, 7, 22, 23, 24, 200])
            (await Timeline.TitlesAsync(Asha.Scope(), Query(order: order, limit: limit))).ShouldBe(expected);
    }

    [StoreTheory]
    [InlineData(TimelineOrder.NewestFirst)]
    [InlineData(TimelineOrder.OldestFirst)]
    [InlineData(TimelineOrder.LastRecordedFirst)]
    public async Task Pages_show_the_state_of_the_first_whatever_is_written_meanwhile(TimelineOrder order)
    {
        var random = new Random(20261120);
        var ids = new List<(string Id, int Version)>();
        for (var i = 0; i < 30; i++)
            ids.Add((await Timeline.AddAsync(Asha.Scope(), Addition($"{i:d2}", Day(random)))).Id is var id ? (id, 1) : default);
        var whole = await Timeline.TitlesAsync(Asha.Scope(), Query(order: order, limit: 200));

        var shown = new List<string>();
        for (TimelineCursor? cursor = null; ;)
        {
            var page = await Timeline.PageAsync(Asha.Scope(), Query(order: order, limit: 4, cursor: cursor));
            shown.AddRange(page.Events.Select(one => one.Content.Title));
            if (page.Next is not { } next)
                break;
            cursor = next;

            await Timeline.AddAsync(Asha.Scope(), Addition("new", Day(random)));
            for (var change = 0; change < 3; change++)
            {
                var chosen = random.Next(ids.Count);
                var (id, version) = ids[chosen];
                var changed = random.Next(2) == 0
                    ? new EventChange("timeline.change", Content("moved", Day(random)))
                    : new EventChange("timeline.delete", Status: EventStatus.Deleted);
                if ((await Timeline.ChangeAsync(Asha.Scope(), id, version, changed)).Outcome == ChangeOutcome.Changed)
                    ids[chosen] = (id, version + 1);
            }
        }

        shown.ShouldBe(whole);
        (await Timeline.TitlesAsync(Asha.Scope(), Query(order: order))).ShouldNotBe(whole);

        static string Day(Random random) => $"2024-03-{random.Next(1, 8):d2}";
    }

    [StoreFact]
    public async Task Every_filter_shows_what_fits_and_nothing_else()
    {
        var contents = new[]
        {
            Content("a", "2019", EventType.Diagnosis) with { Code = new EventCode("icd-10-cm", "I10") },
            Content("b", "2020-05", EventType.Diagnosis) with { Code = new EventCode("icd-10-cm", "E11"), BodyPart = "Left Knee" },
            Content("c", "2021-06-07", EventType.LabResult) with { BodyPart = "left knee" },
            Content("d", "2021-06-08T00:00:00Z", EventType.LabResult) with { Evidence = new EventEvidence("d_1", 1, "quote", 0, 5, 0.9) },
        };
        foreach (var content in contents)
            await Timeline.AddAsync(Asha.Scope(), content.ToAddition());
        await Timeline.AddAsync(Asha.Scope(), Addition("e", "2022", EventStatus.Proposed));
        await Timeline.AddAsync(Ravi.Scope(), contents[0].ToAddition());

        await Shows("abcd", new TimelineFilter());
        await Shows("abcde", new TimelineFilter(AnyStatus: true));
        await Shows("e", new TimelineFilter(Status: EventStatus.Proposed));
        await Shows("ab", new TimelineFilter(Type: EventType.Diagnosis));
        await Shows("a", new TimelineFilter(Code: "icd-10-cm|I10"));
        await Shows("", new TimelineFilter(Code: "icd-10|I10"));
        await Shows("bc", new TimelineFilter(BodyPart: "LEFT KNEE"));
        await Shows("d", new TimelineFilter(DocumentId: "d_1"));
        await Shows("cd", new TimelineFilter(From: Moment("2021-06-07")));
        await Shows("ab", new TimelineFilter(Until: Moment("2021-06-07")));
        await Shows("c", new TimelineFilter(From: Moment("2021-06-07"), Until: Moment("2021-06-08")));
        await Shows("b", new TimelineFilter(Type: EventType.Diagnosis, BodyPart: "left knee", From: Moment("2020"), Until: Moment("2021")));
        await Shows("", new TimelineFilter(From: Moment("2023"), Until: Moment("2019")));

        async Task Shows(string titles, TimelineFilter filter)
        {
            foreach (var order in Enum.GetValues<TimelineOrder>())
            {
                foreach (var limit in (int[])[1, 50])
                    string.Concat((await Timeline.TitlesAsync(Asha.Scope(), Query(filter, order, limit))).Order()).ShouldBe(titles, $"{filter} {order}");
            }

            var scanned = new List<string>();
            await foreach (var one in Timeline.ScanAsync(Asha.Scope(), filter, "timeline.search"))
                scanned.Add(one.Content.Title);
            string.Concat(scanned).ShouldBe(titles); // oldest first, and so they were added
        }

        static DateTimeOffset Moment(string text) => EventTime.Parse(text).Start;
    }

    [StoreTheory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(201)]
    public async Task A_page_has_1_to_200_events(int limit) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Timeline.PageAsync(Asha.Scope(), Query(limit: limit)).AsTask());

    [StoreFact]
    public async Task A_cursor_shows_nobody_elses_events()
    {
        for (var i = 0; i < 5; i++)
            await Timeline.AddAsync(Asha.Scope(), Addition($"{i}"));
        var cursor = (await Timeline.PageAsync(Asha.Scope(), Query(limit: 2))).Next;
        (await Timeline.PageAsync(Ravi.Scope(), Query(cursor: cursor))).Events.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_scan_is_noted_before_it_gives_anything_out()
    {
        for (var i = 0; i < 3; i++)
            await Timeline.AddAsync(Asha.Scope(), Addition($"{i}"));
        await foreach (var _ in Timeline.ScanAsync(Asha.Scope(), new TimelineFilter(), "export.read"))
        {
            (await Store.CountAsync("SELECT count FROM audit_trail WHERE action = 'export.read'")).ShouldBe(3);
            return;
        }
    }
}
