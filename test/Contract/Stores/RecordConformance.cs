using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using static MediAgents.Contract.Stores.Events;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>The record as a whole: what stores do together, beside other processes, after a restart, and with what was tampered with.</summary>
public abstract class RecordConformance(StoreUnderTest store) : StoreConformance(store)
{
    private static readonly IdempotencyKey Key = new("POST /chat/", "k1", "the request"u8.ToArray());

    private ITimelineStore Timeline => Store.Timeline;

    private IProfileStore Profiles => Store.Profiles;

    private IIdempotencyStore Claims => Store.Claims;

    private IAuditTrail Trail => Store.Trail;

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

    [StoreFact]
    public async Task A_cursor_shows_nobody_elses_events()
    {
        for (var i = 0; i < 5; i++)
            await Timeline.AddAsync(Asha.Scope(), Addition($"{i}"));
        var cursor = (await Timeline.PageAsync(Asha.Scope(), Query(limit: 2))).Next;
        (await Timeline.PageAsync(Ravi.Scope(), Query(cursor: cursor))).Events.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Of_racing_writers_one_wins()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = $"{i}" }, 0).AsTask())));
        stored.Count(one => one is not null).ShouldBe(1);
        (await Profiles.FindAsync(Asha.Scope())).ShouldNotBeNull().Profile.Name.ShouldBe(stored.Single(one => one is not null)!.Profile.Name);
    }

    [StoreTheory]
    [InlineData("UPDATE profile SET content = (SELECT content FROM profile WHERE version = 1)")]
    [InlineData("UPDATE profile SET version = version + 5")]
    public async Task A_profile_opens_only_in_its_own_row(string tampering)
    {
        await Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "Asha" }, 0);
        await Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "Asha Rao" }, 1);
        await Store.TamperAsync(tampering);
        await Should.ThrowAsync<SealBrokenException>(() => Profiles.FindAsync(Asha.Scope()).AsTask());
    }

    [StoreFact]
    public async Task A_claim_survives_a_restart()
    {
        (await Claims.ClaimAsync(Asha.Scope(), Key, "first"u8.ToArray())).Outcome.ShouldBe(ClaimOutcome.New);
        await Store.CloseAsync();
        await using var reopened = Store.OpenAgain();
        (await reopened.Claims.ClaimAsync(Asha.Scope(), Key, "second"u8.ToArray())).Outcome.ShouldBe(ClaimOutcome.Repeated);
    }

    [StoreFact]
    public async Task Claims_expire_and_leave()
    {
        (await Claims.ClaimAsync(Asha.Scope(), Key, "first"u8.ToArray())).Outcome.ShouldBe(ClaimOutcome.New);
        await Claims.ClaimAsync(Asha.Scope(), Key with { Key = "k2" }, "second"u8.ToArray());
        await Store.TamperAsync($"UPDATE idempotency_claim SET claimed_at = claimed_at - {(long)IIdempotencyStore.Lifetime.TotalMilliseconds + 1}");
        (await Claims.ClaimAsync(Asha.Scope(), Key, "anew"u8.ToArray())).Outcome.ShouldBe(ClaimOutcome.New);
        (await Store.CountAsync("SELECT count(*) FROM idempotency_claim")).ShouldBe(1);
    }

    [StoreFact]
    public async Task Every_access_leaves_an_entry_with_how_it_ended()
    {
        var scope = new PatientScope(Principal.User(Asha), Asha);
        var id = (await Store.Timeline.AddAsync(scope, Addition("hers"))).Id;
        await Store.Timeline.FindAsync(scope, id);
        await Store.Timeline.FindAsync(Ravi.Scope(), id);
        await Store.Timeline.ChangeAsync(scope, id, 5, new EventChange("timeline.delete", Status: EventStatus.Deleted));
        await Store.Timeline.PageAsync(scope, Query());
        await Store.Timeline.HistoryAsync(scope, id);
        await Store.Profiles.FindAsync(scope);
        await Store.Profiles.PutAsync(scope, new PatientProfile(), 0);
        var document = await Store.Documents.PutAsync(scope, "ECG"u8.ToArray(), "text/plain", null);
        await Store.Documents.GetAsync(Ravi.Scope(), document);
        await Store.Grains.CommitAsync(Turn(Run("r1"), 0, owner: Asha) with { Accesses = [Access.By(scope, "chat.post", "r1")] });
        await Trail.RecordAsync(new Access(Principal.Loopback, null, "auth.fail", Outcome: AccessOutcome.Denied));

        var entries = await ReadAsync(new TrailFilter());
        entries.Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, entries.Count).Select(seq => (long)seq));
        entries.Select(entry => (entry.Access.Patient == Asha ? "asha" : entry.Access.Patient == Ravi ? "ravi" : "", entry.Access.Action, entry.Access.Subject, entry.Access.Outcome)).ShouldBe(
        [
            ("asha", "timeline.add", id, AccessOutcome.Ok),
            ("asha", "timeline.read", id, AccessOutcome.Ok),
            ("ravi", "timeline.read", id, AccessOutcome.NotFound),
            ("asha", "timeline.delete", id, AccessOutcome.Conflict),
            ("asha", "timeline.list", null, AccessOutcome.Ok),
            ("asha", "timeline.history", id, AccessOutcome.Ok),
            ("asha", "profile.read", null, AccessOutcome.NotFound),
            ("asha", "profile.write", null, AccessOutcome.Ok),
            ("asha", "document.store", document.Value, AccessOutcome.Ok),
            ("ravi", "document.read", document.Value, AccessOutcome.NotFound),
            ("asha", "chat.post", "r1", AccessOutcome.Ok),
            ("", "auth.fail", null, AccessOutcome.Denied),
        ]);
        entries[0].Access.Principal.ShouldBe(Principal.User(Asha));
        (await Trail.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_refused_commit_leaves_no_entry()
    {
        var commit = Turn(Run("r1"), 3, owner: Asha) with { Accesses = [Access.By(Asha.Scope(), "chat.post")] };
        (await Store.Grains.CommitAsync(commit)).ShouldBeFalse();
        (await ReadAsync(new TrailFilter())).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Two_processes_append_to_one_chain()
    {
        await using var other = Store.OpenAgain();
        _ = (Trail, other.Trail);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Trail : other.Trail).RecordAsync(Access.By(Asha.Scope(), "test.append", $"{i}")).AsTask())));
        var report = await other.Trail.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.Entries.ShouldBe(200);
    }

    [StoreFact]
    public async Task A_head_set_back_to_the_beginning_is_noticed()
    {
        await RecordAsync(10, _ => Asha);
        await Store.TamperAsync("UPDATE audit_trail_head SET seq = 0");
        (await Trail.VerifyAsync()).IsWhole.ShouldBeFalse();
    }

    [StoreFact]
    public async Task A_trail_is_whole_after_a_restart_and_goes_on()
    {
        await RecordAsync(3, _ => Asha);
        await Store.CloseAsync();
        await using var reopened = Store.OpenAgain();
        await reopened.Trail.RecordAsync(Access.By(Asha.Scope(), "test.append"));
        var report = await reopened.Trail.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.Head.Seq.ShouldBe(4);
    }

    private async Task<List<string>> ScanAsync(PatientScope scope, TimelineFilter filter)
    {
        var titles = new List<string>();
        await foreach (var one in Timeline.ScanAsync(scope, filter, "timeline.search"))
            titles.Add(one.Content.Title);
        return titles;
    }

    private async Task RecordAsync(int count, Func<int, PatientId> patient)
    {
        for (var i = 0; i < count; i++)
            await Trail.RecordAsync(Access.By(patient(i).Scope(), "test.append", $"{i}"));
    }

    private async Task<List<TrailEntry>> ReadAsync(TrailFilter filter)
    {
        var entries = new List<TrailEntry>();
        await foreach (var entry in Trail.ReadAsync(filter))
            entries.Add(entry);
        return entries;
    }
}
