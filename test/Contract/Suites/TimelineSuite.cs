using System.Text.Json;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Timeline;

namespace MediAgents.Contract.Suites;

/// <summary>What a store of timelines promises.</summary>
public abstract class TimelineSuite : RecordsSuite
{
    [Fact]
    public async Task An_event_comes_back_as_it_was()
    {
        var content = new EventContent
        {
            Type = EventType.LabResult,
            Title = "Fasting glucose \u0930\u0915\u094d\u0924",
            Description = "After ten hours\nwithout food.",
            OccurredAt = EventTime.Parse("2019-03-07T10:30:00+05:30"),
            EndedAt = EventTime.Parse("2019-03-07"),
            Code = new EventCode("loinc", "1558-6", "Fasting glucose"),
            BodyPart = "Blood",
            Specialty = "endocrinology",
            Severity = "mild",
            Measurements = [new Measurement("Glucose", 104.50m, "104.5", "mg/dL", 70, 100, "high")],
            Source = "Apollo",
            Evidence = new EventEvidence("d_0000000000000000000000000x", 2, "Glucose 104.5", 10, 23, 0.9),
        };
        var added = await Timeline.AddAsync(Asha.Scope(), new EventAddition("e_1", content, EventStatus.Proposed), null);
        added.Outcome.ShouldBe(AddOutcome.Created);

        var found = (await Timeline.FindAsync(Asha.Scope(), "e_1")).ShouldNotBeNull();
        found.ShouldBe(added.Event.ShouldNotBeNull() with { Content = found.Content });
        JsonSerializer.Serialize(found.Content, WireJson.Options).ShouldBe(JsonSerializer.Serialize(content, WireJson.Options));
        (found.Version, found.Status, found.CreatedAt, found.ChangedBy).ShouldBe((1, EventStatus.Proposed, Stores.Time.GetUtcNow(), Principal.Loopback));
    }

    [Fact]
    public async Task Another_patients_event_is_as_one_that_never_was()
    {
        await Add("e_1");
        (await Timeline.FindAsync(Ravi.Scope(), "e_1")).ShouldBeNull();
        (await Timeline.HistoryAsync(Ravi.Scope(), "e_1")).ShouldBeEmpty();
        (await Timeline.ChangeAsync(Ravi.Scope(), "e_1", 1, new EventChange("timeline.delete", Status: EventStatus.Deleted)))
            .ShouldBe(new EventChanged(ChangeOutcome.Missing, null));
        (await Page(Ravi)).ShouldBeEmpty();
        (await Timeline.FindAsync(Asha.Scope(), "e_1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Two_patients_events_may_have_one_id()
    {
        await Add("e_1", title: "hers");
        (await Timeline.AddAsync(Ravi.Scope(), Addition("e_1", title: "his"), null)).Outcome.ShouldBe(AddOutcome.Created);
        (await Timeline.FindAsync(Asha.Scope(), "e_1"))!.Content.Title.ShouldBe("hers");
        (await Timeline.FindAsync(Ravi.Scope(), "e_1"))!.Content.Title.ShouldBe("his");
    }

    [Fact]
    public async Task Changes_add_versions_and_keep_the_earlier_ones()
    {
        await Add("e_1", title: "first");
        Stores.Time.Advance(TimeSpan.FromMinutes(5));
        var changed = await Timeline.ChangeAsync(Asha.Scope(), "e_1", 1, new EventChange("timeline.change", Content("second", "2020")));
        var deleted = await Timeline.ChangeAsync(Asha.Scope(), "e_1", 2, new EventChange("timeline.delete", Status: EventStatus.Deleted));

        changed.Outcome.ShouldBe(ChangeOutcome.Changed);
        changed.Event!.Version.ShouldBe(2);
        (deleted.Event!.Version, deleted.Event.Status, deleted.Event.Content.Title).ShouldBe((3, EventStatus.Deleted, "second"));
        (await Timeline.FindAsync(Asha.Scope(), "e_1")).ShouldBeNull();
        (await Page(Asha)).ShouldBeEmpty();

        var history = await Timeline.HistoryAsync(Asha.Scope(), "e_1");
        history.Select(version => (version.Version, version.Status, version.Content.Title)).ShouldBe(
            [(1, EventStatus.Confirmed, "first"), (2, EventStatus.Confirmed, "second"), (3, EventStatus.Deleted, "second")]);
        history.ShouldAllBe(version => version.CreatedAt == history[0].ChangedAt);
        (history[1].ChangedAt - history[0].ChangedAt).ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_change_based_on_an_older_version_is_refused_with_the_current_one()
    {
        await Add("e_1", title: "first");
        await Timeline.ChangeAsync(Asha.Scope(), "e_1", 1, new EventChange("timeline.change", Content("second")));
        foreach (var stale in (int[])[1, 3, 0, -1, int.MaxValue])
        {
            foreach (var change in (EventChange[])[new("timeline.change", Content("lost")), new("timeline.delete", Status: EventStatus.Deleted)])
            {
                var refused = await Timeline.ChangeAsync(Asha.Scope(), "e_1", stale, change);
                refused.Outcome.ShouldBe(ChangeOutcome.Stale);
                refused.Event!.Content.Title.ShouldBe("second");
            }
        }
    }

    [Fact]
    public async Task Of_changes_that_race_one_wins()
    {
        await Add("e_1");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            (await Timeline.ChangeAsync(Asha.Scope(), "e_1", 1, new EventChange("timeline.change", Content($"{i}")))).Outcome)));
        outcomes.Count(outcome => outcome == ChangeOutcome.Changed).ShouldBe(1);
        outcomes.Count(outcome => outcome == ChangeOutcome.Stale).ShouldBe(15);
        (await Timeline.HistoryAsync(Asha.Scope(), "e_1")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Only_a_proposal_is_confirmed()
    {
        var confirm = new EventChange("timeline.confirm", Status: EventStatus.Confirmed, OnlyFrom: EventStatus.Proposed);
        await Add("e_1", EventStatus.Proposed);
        (await Timeline.ChangeAsync(Asha.Scope(), "e_1", 1, confirm)).Event!.Status.ShouldBe(EventStatus.Confirmed);
        var again = await Timeline.ChangeAsync(Asha.Scope(), "e_1", 2, confirm);
        (again.Outcome, again.Event!.Version).ShouldBe((ChangeOutcome.WrongStatus, 2));
    }

    [Fact]
    public async Task A_key_makes_adding_again_the_same_event()
    {
        var key = Key("k", 1);
        var first = await Timeline.AddAsync(Asha.Scope(), Addition("e_1"), key);
        await Timeline.ChangeAsync(Asha.Scope(), "e_1", 1, new EventChange("timeline.change", Content("changed since")));
        var again = await Timeline.AddAsync(Asha.Scope(), Addition("e_2"), key);
        (again.Outcome, again.Event!.Id, again.Event.Version).ShouldBe((AddOutcome.Repeated, "e_1", 1));
        again.Event.Content.Title.ShouldBe(first.Event!.Content.Title);
        (await Timeline.AddAsync(Asha.Scope(), Addition("e_3"), Key("k", 2))).ShouldBe(new AddedEvent(AddOutcome.KeyReused, null));
        (await Timeline.AddAsync(Ravi.Scope(), Addition("e_4"), key)).Outcome.ShouldBe(AddOutcome.Created);
        (await Page(Asha)).ShouldBe(["e_1"]);

        Stores.Time.Advance(IIdempotencyStore.Lifetime);
        (await Timeline.AddAsync(Asha.Scope(), Addition("e_5"), Key("k", 2))).Outcome.ShouldBe(AddOutcome.Created);
    }

    [Fact]
    public async Task Of_repetitions_that_race_one_adds()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            Timeline.AddAsync(Asha.Scope(), Addition($"e_{i}"), Key("k", 1)).AsTask())));
        added.Count(one => one.Outcome == AddOutcome.Created).ShouldBe(1);
        added.Select(one => one.Event!.Id).Distinct().Count().ShouldBe(1);
        (await Page(Asha)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_id_that_is_there_already_adds_nothing()
    {
        await Add("e_1", title: "first");
        var again = await Timeline.AddAsync(Asha.Scope(), Addition("e_1", title: "second"), null);
        (again.Outcome, again.Event!.Content.Title).ShouldBe((AddOutcome.Repeated, "first"));
        (await Timeline.AddManyAsync(Asha.Scope(), [Addition("e_1"), Addition("e_2"), Addition("e_2")], "timeline.import")).ShouldBe(1);
        (await Page(Asha)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_added_as_rejected_or_deleted() =>
        await Should.ThrowAsync<ArgumentException>(() => Timeline.AddAsync(Asha.Scope(), Addition("e_1", EventStatus.Deleted), null).AsTask());

    [Fact]
    public async Task Filters_find_what_they_name()
    {
        await Timeline.AddManyAsync(
            Asha.Scope(),
            [
                new("e_a", Content("a", "2019") with { Code = new EventCode("icd-10", "I10"), BodyPart = "Heart" }),
                new("e_b", Content("b", "2020-05") with { Type = EventType.Imaging, BodyPart = "he\u0061rt " }),
                new("e_c", Content("c", "2020-05-01") with { Evidence = new EventEvidence("d_1", 1, "c", 0, 1, 1) }),
                new("e_d", Content("d", "2021"), EventStatus.Proposed),
            ],
            "timeline.import");
        await Add("e_e", patient: Ravi);

        (await Page(Asha, new(Code: "ICD-10|i10"))).ShouldBe(["e_a"]);
        (await Page(Asha, new(BodyPart: "HEART"))).ShouldBe(["e_b", "e_a"]);
        (await Page(Asha, new(Type: EventType.Imaging))).ShouldBe(["e_b"]);
        (await Page(Asha, new(Type: EventType.Note, BodyPart: "heart"))).ShouldBe(["e_a"]);
        (await Page(Asha, new(DocumentId: "d_1"))).ShouldBe(["e_c"]);
        (await Page(Asha, new(Status: EventStatus.Proposed))).ShouldBe(["e_d"]);
        (await Page(Asha, new(AnyStatus: true))).ShouldBe(["e_d", "e_c", "e_b", "e_a"]);
        var may = new DateTimeOffset(2020, 5, 1, 0, 0, 0, TimeSpan.Zero);
        (await Page(Asha, new(From: may))).ShouldBe(["e_c", "e_b"]);
        (await Page(Asha, new(Until: may))).ShouldBe(["e_a"]);
        (await Page(Asha, new(From: may, Until: may))).ShouldBeEmpty();
        (await Page(Asha, new(From: may), TimelineOrder.OldestFirst)).ShouldBe(["e_b", "e_c"]);
        (await Page(Asha, new(From: may), TimelineOrder.LastRecordedFirst)).ShouldBe(["e_c", "e_b"]);
        (await Page(Asha, new(BodyPart: "heart", Until: may), TimelineOrder.LastRecordedFirst)).ShouldBe(["e_a"]);
        (await Page(Asha, new(Code: "icd-10|i10"), TimelineOrder.LastRecordedFirst)).ShouldBe(["e_a"]);
        (await Page(Asha, new(Code: "icd-10|i11"))).ShouldBeEmpty();
        (await Page(Asha, new(DocumentId: "d_1' OR 1=1 --"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_changed_is_the_last_recorded()
    {
        await Add("e_1");
        await Add("e_2");
        await Timeline.ChangeAsync(Asha.Scope(), "e_1", 1, new EventChange("timeline.change", Content("again")));
        (await Page(Asha, order: TimelineOrder.LastRecordedFirst)).ShouldBe(["e_1", "e_2"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task A_page_has_1_to_200_events(int limit) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Timeline.PageAsync(Asha.Scope(), new TimelineQuery(new(), default, limit, null)).AsTask());

    [Fact]
    public async Task A_scan_gives_everything_as_it_was_when_it_began()
    {
        var additions = Enumerable.Range(0, 1203).Select(i => new EventAddition($"e_{i:d4}", Content($"{i}", $"{1950 + i % 60}"))).ToList();
        await Timeline.AddManyAsync(Asha.Scope(), additions, "timeline.import");
        var seen = new List<TimelineEvent>();
        await foreach (var found in Timeline.ScanAsync(Asha.Scope(), new(), "timeline.search"))
        {
            if (seen.Count == 0)
            {
                await Add("e_later", at: "2000");
                await Timeline.ChangeAsync(Asha.Scope(), "e_1202", 1, new EventChange("timeline.delete", Status: EventStatus.Deleted));
            }

            seen.Add(found);
        }

        seen.Select(found => found.Id).Order(StringComparer.Ordinal).ShouldBe(additions.Select(addition => addition.Id));
        seen.Select(found => found.Content.OccurredAt.Start).ShouldBeInOrder();
        (await TrailAsync()).ShouldContain("timeline.search - Ok 1203");
    }

    [Fact]
    public async Task Every_access_is_noted_also_of_what_is_not_there()
    {
        await Timeline.AddAsync(Asha.Scope(), Addition("e_1"), Key("k", 1));
        await Timeline.AddAsync(Asha.Scope(), Addition("e_2"), Key("k", 2));
        await Timeline.AddAsync(Asha.Scope(), Addition("e_2"), Key("k", 1));
        await Timeline.FindAsync(Asha.Scope(), "e_1");
        await Timeline.FindAsync(Asha.Scope(), "e_0");
        await Timeline.HistoryAsync(Asha.Scope(), "e_0");
        await Timeline.ChangeAsync(Asha.Scope(), "e_1", 9, new EventChange("timeline.change", Content("late")));
        await Timeline.ChangeAsync(Asha.Scope(), "e_0", 1, new EventChange("timeline.delete", Status: EventStatus.Deleted));
        await Timeline.ChangeAsync(Asha.Scope(), "e_1", 1, new EventChange("timeline.delete", Status: EventStatus.Deleted));
        await Page(Asha);
        await Timeline.AddManyAsync(Asha.Scope(), [Addition("e_3"), Addition("e_4")], "timeline.import");
        await Page(Asha);
        await Timeline.FindAsync(Ravi.Scope(), "e_3");
        (await TrailAsync()).ShouldBe(
            [
                "timeline.add e_1 Ok 1",
                "timeline.add - Conflict 0",
                "timeline.add e_1 Ok 0",
                "timeline.read e_1 Ok 1",
                "timeline.read e_0 NotFound 1",
                "timeline.history e_0 NotFound 0",
                "timeline.change e_1 Conflict 1",
                "timeline.delete e_0 NotFound 1",
                "timeline.delete e_1 Ok 1",
                "timeline.list - Ok 0",
                "timeline.import - Ok 2",
                "timeline.list - Ok 2",
                "timeline.read e_3 NotFound 1",
            ]);
        (await TrailAsync(Ravi)).ShouldBe(["timeline.read e_3 NotFound 1"]);
    }

    protected static EventContent Content(string title, string at = "2020") =>
        new() { Type = EventType.Note, Title = title, OccurredAt = EventTime.Parse(at) };

    protected static EventAddition Addition(string id, EventStatus status = EventStatus.Confirmed, string title = "note", string at = "2020") =>
        new(id, Content(title, at), status);

    protected static IdempotencyKey Key(string key, byte request) => new("POST /timeline/event", key, new[] { request });

    protected async Task Add(string id, EventStatus status = EventStatus.Confirmed, string title = "note", string at = "2020", PatientId? patient = null) =>
        (await Timeline.AddAsync((patient ?? Asha).Scope(), Addition(id, status, title, at), null)).Outcome.ShouldBe(AddOutcome.Created);

    private async Task<List<string>> Page(PatientId patient, TimelineFilter? filter = null, TimelineOrder order = TimelineOrder.NewestFirst) =>
        [.. (await Timeline.PageAsync(patient.Scope(), new TimelineQuery(filter ?? new(), order, 50, null))).Events.Select(found => found.Id)];
}
