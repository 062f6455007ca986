using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;
using static MediAgents.Contract.Stores.Events;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>The audit trail: complete, in one chain, and telling when somebody touched it.</summary>
public abstract class AuditTrailConformance(StoreUnderTest store) : StoreConformance(store)
{
    private IAuditTrail Trail => Store.Trail;

    [StoreFact]
    public async Task An_empty_trail_is_whole()
    {
        var report = await Trail.VerifyAsync();
        (report.Entries, report.FirstSeq, report.Head.Seq).ShouldBe((0, 1, 0));
        report.Faults.ShouldBeEmpty();
        (await ReadAsync(new TrailFilter())).ShouldBeEmpty();
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
    public async Task Entries_are_found_by_patient_and_time()
    {
        await RecordAsync(10, patient => patient % 2 == 0 ? Asha : Ravi);
        var all = await ReadAsync(new TrailFilter());
        (await ReadAsync(new TrailFilter(Patient: Asha))).Select(entry => entry.Seq).ShouldBe([1, 3, 5, 7, 9]);
        (await ReadAsync(new TrailFilter(Patient: Asha, AfterSeq: 5))).Select(entry => entry.Seq).ShouldBe([7, 9]);
        (await ReadAsync(new TrailFilter(From: all[3].Time, Until: all[^1].Time.AddMilliseconds(1)))).Select(entry => entry.Seq)
            .ShouldBe(all.Where(entry => entry.Time >= all[3].Time).Select(entry => entry.Seq));
        (await ReadAsync(new TrailFilter(Until: all[0].Time))).ShouldBeEmpty();
    }

    [StoreTheory]
    [InlineData("UPDATE audit_trail SET outcome = 1 WHERE seq = 4", 4)]
    [InlineData("UPDATE audit_trail SET time = time + 1 WHERE seq = 4", 4)]
    [InlineData("UPDATE audit_trail SET patient = NULL WHERE seq = 4", 4)]
    [InlineData("UPDATE audit_trail SET subject = '' WHERE seq = 4", 4)]
    [InlineData("UPDATE audit_trail SET principal = 'service:other' WHERE seq = 4", 4)]
    [InlineData("DELETE FROM audit_trail WHERE seq = 4", 5)]
    [InlineData("DELETE FROM audit_trail WHERE seq = 1", 2)]
    [InlineData("DELETE FROM audit_trail WHERE seq > 8", 10)]
    [InlineData("DELETE FROM audit_trail", 10)]
    [InlineData("UPDATE audit_trail SET seq = -1 WHERE seq = 4; UPDATE audit_trail SET seq = 4 WHERE seq = 5; UPDATE audit_trail SET seq = 5 WHERE seq = -1", 4)]
    [InlineData("DELETE FROM audit_trail WHERE seq > 8; UPDATE audit_trail_head SET seq = 8, mac = (SELECT mac FROM audit_trail WHERE seq = 8)", 8)]
    [InlineData("DELETE FROM audit_trail_head", 10)]
    public async Task A_trail_somebody_touched_is_not_whole(string tampering, long at)
    {
        await RecordAsync(10, _ => Asha);
        await Store.TamperAsync(tampering);
        var report = await Trail.VerifyAsync();
        report.IsWhole.ShouldBeFalse();
        report.Faults[0].Seq.ShouldBe(at);
    }

    [StoreFact]
    public async Task A_head_set_back_to_the_beginning_is_noticed()
    {
        await RecordAsync(10, _ => Asha);
        await Store.TamperAsync("UPDATE audit_trail_head SET seq = 0");
        (await Trail.VerifyAsync()).IsWhole.ShouldBeFalse();
    }

    [StoreFact]
    public async Task A_trail_set_back_as_a_whole_is_told_by_an_anchor()
    {
        await RecordAsync(5, _ => Asha);
        await Trail.RecordAsync(Access.By(Asha.Scope(), "test.append"));
        var anchor = await Trail.HeadAsync();
        anchor.Seq.ShouldBe(6);
        (await Trail.VerifyAsync(anchor)).Faults.ShouldBeEmpty();
        (await Trail.VerifyAsync(anchor with { Seq = 5 })).Faults.ShouldNotBeEmpty();
        (await Trail.VerifyAsync(anchor with { Seq = 7 })).Faults.ShouldNotBeEmpty();
    }

    [StoreFact]
    public async Task What_is_pruned_is_said_and_the_rest_stays_whole()
    {
        await RecordAsync(10, _ => Asha);
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        (await Trail.PruneAsync(Principal.System("retention"), tomorrow.AddDays(-2))).ShouldBe(0);
        (await Trail.PruneAsync(Principal.System("retention"), tomorrow)).ShouldBe(10);

        var entries = await ReadAsync(new TrailFilter());
        entries.Select(entry => (entry.Seq, entry.Access.Action, entry.Access.Count)).ShouldBe([(11, TrailPruning.Action, 10)]);
        await RecordAsync(2, _ => Asha);
        var report = await Trail.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        (report.FirstSeq, report.Entries).ShouldBe((11, 3));
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
