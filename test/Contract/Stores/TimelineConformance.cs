using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using static MediAgents.Contract.Stores.Events;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>Events of patients: added, changed, kept as history, found.</summary>
public abstract class TimelineConformance(StoreUnderTest store) : StoreConformance(store)
{
    private static readonly EventContent Whole = new()
    {
        Type = EventType.LabResult,
        Title = "HbA1c \u0930\u0915\u094d\u0924",
        Description = "'); DROP TABLE timeline_event; --",
        OccurredAt = EventTime.Parse("2024-03-07T10:30:00+05:30"),
        EndedAt = EventTime.Parse("2024-03-08"),
        Code = new EventCode("loinc", "4548-4", "Hemoglobin A1c"),
        BodyPart = "Left knee",
        Specialty = "endocrinology",
        Severity = "moderate",
        Measurements = [new Measurement("HbA1c", 7.25m, Unit: "%", Low: 4m, High: 5.6m, Flag: "high"), new Measurement("Remark", Text: "see \"note\"")],
        Source = "Lab",
        Evidence = new EventEvidence("d_1", 2, "HbA1c 7.25 %", 10, 22, 0.93),
    };

    private ITimelineStore Timeline => Store.Timeline;

    [StoreFact]
    public async Task An_event_comes_back_as_it_was()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var addition = Whole.ToAddition(EventStatus.Proposed);
        var added = (await Timeline.AddAsync(Asha.Scope(), addition, key: null)).Event.ShouldNotBeNull();
        var found = (await Timeline.FindAsync(Asha.Scope(), addition.Id)).ShouldNotBeNull();

        foreach (var one in (TimelineEvent[])[added, found])
        {
            WireText(one.Content).ShouldBe(WireText(Whole));
            (one.Id, one.Version, one.Status, one.ChangedBy).ShouldBe((addition.Id, 1, EventStatus.Proposed, Principal.Loopback));
            one.CreatedAt.ShouldBeGreaterThan(before);
            one.ChangedAt.ShouldBe(one.CreatedAt);
        }

        found.Position.ShouldBe(added.Position);
        found.CreatedAt.ShouldBe(added.CreatedAt);
    }

    [StoreFact]
    public async Task Adding_an_id_again_changes_nothing()
    {
        var addition = Addition("first");
        await Timeline.AddAsync(Asha.Scope(), addition);
        var again = await Timeline.AddAsync(Asha.Scope(), addition with { Content = Content("second") }, key: null);
        again.Outcome.ShouldBe(AddOutcome.Repeated);
        again.Event.ShouldNotBeNull().Content.Title.ShouldBe("first");
        (await Timeline.TitlesAsync(Asha.Scope(), Query())).ShouldBe(["first"]);
    }

    [StoreFact]
    public async Task A_key_makes_a_repetition_the_first_event()
    {
        var key = new IdempotencyKey("POST /timeline/event", "k1", "the request"u8.ToArray());
        var first = await Timeline.AddAsync(Asha.Scope(), Addition("first"), key);
        var repeated = await Timeline.AddAsync(Asha.Scope(), Addition("first"), key);
        var reused = await Timeline.AddAsync(Asha.Scope(), Addition("other"), key with { Request = "another"u8.ToArray() });
        var his = await Timeline.AddAsync(Ravi.Scope(), Addition("his"), key);

        (first.Outcome, repeated.Outcome, reused.Outcome, his.Outcome).ShouldBe((AddOutcome.Created, AddOutcome.Repeated, AddOutcome.KeyReused, AddOutcome.Created));
        repeated.Event.ShouldNotBeNull().Id.ShouldBe(first.Event.ShouldNotBeNull().Id);
        reused.Event.ShouldBeNull();
        (await Timeline.TitlesAsync(Asha.Scope(), Query())).ShouldBe(["first"]);
    }

    [StoreFact]
    public async Task Of_racing_repetitions_one_creates()
    {
        var key = new IdempotencyKey("POST /timeline/event", "k1", "the request"u8.ToArray());
        var added = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Timeline.AddAsync(Asha.Scope(), Addition("one"), key).AsTask())));
        added.Count(one => one.Outcome == AddOutcome.Created).ShouldBe(1);
        added.Select(one => one.Event.ShouldNotBeNull().Id).Distinct().Count().ShouldBe(1);
    }

    [StoreFact]
    public async Task Every_change_adds_a_version_and_keeps_those_before()
    {
        var addition = Addition("first", status: EventStatus.Proposed);
        var added = await Timeline.AddAsync(Asha.Scope(), addition);
        var edited = await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 1, new EventChange("timeline.change", Content("second", "2023")));
        var confirmed = await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 2, new EventChange("timeline.confirm", Status: EventStatus.Confirmed, OnlyFrom: EventStatus.Proposed));

        (edited.Outcome, confirmed.Outcome).ShouldBe((ChangeOutcome.Changed, ChangeOutcome.Changed));
        edited.Event.ShouldNotBeNull().Status.ShouldBe(EventStatus.Proposed);
        var found = (await Timeline.FindAsync(Asha.Scope(), addition.Id)).ShouldNotBeNull();
        (found.Version, found.Status, found.Content.Title, found.CreatedAt).ShouldBe((3, EventStatus.Confirmed, "second", added.CreatedAt));
        (await Timeline.HistoryAsync(Asha.Scope(), addition.Id)).Select(one => (one.Version, one.Status, one.Content.Title))
            .ShouldBe([(1, EventStatus.Proposed, "first"), (2, EventStatus.Proposed, "second"), (3, EventStatus.Confirmed, "second")]);
    }

    [StoreFact]
    public async Task A_change_with_a_key_is_made_once_and_a_refused_one_claims_nothing()
    {
        var addition = Addition("first", status: EventStatus.Proposed);
        await Timeline.AddAsync(Asha.Scope(), addition, key: null);
        var key = new IdempotencyKey("POST timeline.confirm", "k1", "the request"u8.ToArray());
        var confirm = new EventChange("timeline.confirm", Status: EventStatus.Confirmed, OnlyFrom: EventStatus.Proposed, Key: key);

        (await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 7, confirm)).Outcome.ShouldBe(ChangeOutcome.Stale);
        var first = await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 1, confirm);
        await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 2, new EventChange("timeline.delete", Status: EventStatus.Deleted));
        var again = await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 0, confirm);
        var other = await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 3, confirm with { Key = key with { Request = "another"u8.ToArray() } });

        (first.Outcome, again.Outcome).ShouldBe((ChangeOutcome.Changed, ChangeOutcome.Repeated));
        (again.Event!.Version, again.Event.Status, again.Event.Position).ShouldBe((2, EventStatus.Confirmed, first.Event!.Position));
        (other.Outcome, other.Event).ShouldBe((ChangeOutcome.KeyReused, null));
    }

    [StoreFact]
    public async Task Changes_based_on_something_else_are_refused()
    {
        var addition = Addition("first");
        await Timeline.AddAsync(Asha.Scope(), addition);
        await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 1, new EventChange("timeline.change", Content("second")));

        foreach (var version in (int[])[0, 1, 3])
        {
            var stale = await Timeline.ChangeAsync(Asha.Scope(), addition.Id, version, new EventChange("timeline.delete", Status: EventStatus.Deleted));
            stale.Outcome.ShouldBe(ChangeOutcome.Stale);
            stale.Event.ShouldNotBeNull().Version.ShouldBe(2);
        }

        var wrong = await Timeline.ChangeAsync(
            Asha.Scope(), addition.Id, 2, new EventChange("timeline.confirm", Status: EventStatus.Confirmed, OnlyFrom: EventStatus.Proposed));
        wrong.Outcome.ShouldBe(ChangeOutcome.WrongStatus);
        var missing = await Timeline.ChangeAsync(Asha.Scope(), "e_none", 1, new EventChange("timeline.change", Content("x")));
        (missing.Outcome, missing.Event).ShouldBe((ChangeOutcome.Missing, null));
        (await Timeline.HistoryAsync(Asha.Scope(), addition.Id)).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task Of_racing_changes_one_wins()
    {
        var addition = Addition("first");
        await Timeline.AddAsync(Asha.Scope(), addition);
        var changes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() =>
            Timeline.ChangeAsync(Asha.Scope(), addition.Id, 1, new EventChange("timeline.change", Content($"{i}"))).AsTask())));
        changes.Count(one => one.Outcome == ChangeOutcome.Changed).ShouldBe(1);
        changes.Count(one => one.Outcome == ChangeOutcome.Stale).ShouldBe(11);
        (await Timeline.HistoryAsync(Asha.Scope(), addition.Id)).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task A_deleted_event_is_as_one_that_never_was_but_for_its_history()
    {
        var addition = Addition("first");
        await Timeline.AddAsync(Asha.Scope(), addition);
        await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 1, new EventChange("timeline.delete", Status: EventStatus.Deleted));

        (await Timeline.FindAsync(Asha.Scope(), addition.Id)).ShouldBeNull();
        (await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 2, new EventChange("timeline.change", Content("x")))).Outcome.ShouldBe(ChangeOutcome.Missing);
        (await Timeline.TitlesAsync(Asha.Scope(), Query())).ShouldBeEmpty();
        (await Timeline.HistoryAsync(Asha.Scope(), addition.Id)).Select(one => one.Status).ShouldBe([EventStatus.Confirmed, EventStatus.Deleted]);
    }

    [StoreFact]
    public async Task Anothers_events_are_as_if_they_did_not_exist()
    {
        var hers = Addition("hers");
        await Timeline.AddAsync(Asha.Scope(), hers);

        (await Timeline.FindAsync(Ravi.Scope(), hers.Id)).ShouldBeNull();
        (await Timeline.HistoryAsync(Ravi.Scope(), hers.Id)).ShouldBeEmpty();
        (await Timeline.ChangeAsync(Ravi.Scope(), hers.Id, 1, new EventChange("timeline.delete", Status: EventStatus.Deleted))).Outcome.ShouldBe(ChangeOutcome.Missing);
        (await Timeline.TitlesAsync(Ravi.Scope(), Query())).ShouldBeEmpty();
        (await ScanAsync(Ravi.Scope(), new TimelineFilter())).ShouldBeEmpty();

        // Even the same id is another event.
        (await Timeline.AddAsync(Ravi.Scope(), hers with { Content = Content("his") }, key: null)).Outcome.ShouldBe(AddOutcome.Created);
        (await Timeline.FindAsync(Asha.Scope(), hers.Id)).ShouldNotBeNull().Content.Title.ShouldBe("hers");
        (await Timeline.FindAsync(Ravi.Scope(), hers.Id)).ShouldNotBeNull().Content.Title.ShouldBe("his");
    }

    [StoreFact]
    public async Task Many_are_added_at_once_and_those_already_there_left_alone()
    {
        var additions = Enumerable.Range(0, 2500).Select(i => Addition($"{i}", $"{1950 + i % 70}")).ToList();
        (await Timeline.AddManyAsync(Asha.Scope(), additions[..10], "timeline.import")).ShouldBe(10);
        (await Timeline.AddManyAsync(Asha.Scope(), [.. additions, additions[7]], "timeline.import")).ShouldBe(2490);
        (await Timeline.AddManyAsync(Asha.Scope(), [], "timeline.import")).ShouldBe(0);
        (await ScanAsync(Asha.Scope(), new TimelineFilter())).Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, 2500));
        (await Store.CountAsync("SELECT count(*) FROM audit_trail WHERE action = 'timeline.import'")).ShouldBe(3);
    }

    [StoreFact]
    public async Task Ids_that_no_event_has_find_nothing()
    {
        foreach (var id in (string[])["", "e_", "e_\0", "' OR '1'='1", "\ud800", new string('e', 5000)])
        {
            (await Timeline.FindAsync(Asha.Scope(), id)).ShouldBeNull();
            (await Timeline.HistoryAsync(Asha.Scope(), id)).ShouldBeEmpty();
        }

        (await Store.Trail.VerifyAsync()).Faults.ShouldBeEmpty(); // whatever stood in the ids
    }

    [StoreTheory]
    [InlineData("UPDATE timeline_event SET content = (SELECT content FROM timeline_event WHERE version = 2) WHERE version = 1")]
    [InlineData("UPDATE timeline_event SET version = 7 WHERE version = 1")]
    public async Task An_event_opens_only_in_its_own_row(string tampering)
    {
        var addition = Addition("first");
        await Timeline.AddAsync(Asha.Scope(), addition);
        await Timeline.ChangeAsync(Asha.Scope(), addition.Id, 1, new EventChange("timeline.change", Content("second")));
        await Store.TamperAsync(tampering);
        await Should.ThrowAsync<SealBrokenException>(() => Timeline.HistoryAsync(Asha.Scope(), addition.Id).AsTask());
    }

    private async Task<List<string>> ScanAsync(PatientScope scope, TimelineFilter filter)
    {
        var titles = new List<string>();
        await foreach (var one in Timeline.ScanAsync(scope, filter, "timeline.search"))
            titles.Add(one.Content.Title);
        return titles;
    }

    private static string WireText(EventContent content) => System.Text.Json.JsonSerializer.Serialize(content, WireJson.Options);
}
