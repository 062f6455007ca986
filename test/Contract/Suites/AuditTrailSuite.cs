using FsCheck;
using FsCheck.Fluent;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Profiles;

namespace MediAgents.Contract.Suites;

/// <summary>What an audit trail promises: above all that nobody changes it unseen.</summary>
public abstract class AuditTrailSuite : RecordsSuite
{
    private const string Restore =
        "DELETE FROM audit_trail; DELETE FROM audit_trail_head; " +
        "INSERT INTO audit_trail SELECT * FROM saved_trail; INSERT INTO audit_trail_head SELECT * FROM saved_head";

    private IAuditTrail Trail => Stores.Trail;

    [Fact]
    public async Task Entries_come_back_in_order_and_by_patient_and_time()
    {
        var start = Stores.Time.GetUtcNow();
        for (var i = 1; i <= 1500; i++)
        {
            var access = new Access(Principal.Service("clinic"), i % 3 == 0 ? Ravi : i % 3 == 1 ? Asha : null, "timeline.read", i % 2 == 0 ? $"e_{i}" : null, (AccessOutcome)(i % 5), i);
            await Trail.RecordAsync(access);
            Stores.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var all = await Read(new TrailFilter());
        all.Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, 1500).Select(seq => (long)seq));
        all[1].Access.ShouldBe(new Access(Principal.Service("clinic"), null, "timeline.read", "e_2", AccessOutcome.Denied, 2));
        (await Read(new TrailFilter(Ravi))).Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, 500).Select(i => i * 3L));
        (await Read(new TrailFilter(From: start.AddSeconds(10), Until: start.AddSeconds(12), AfterSeq: 11))).Select(entry => entry.Seq).ShouldBe([12L]);
        var head = await Trail.HeadAsync();
        (head.Seq, head.Mac.Span.SequenceEqual(all[^1].Mac.Span)).ShouldBe((1500, true));
        var report = await Trail.VerifyAsync(head);
        (report.Entries, report.FirstSeq, report.IsWhole).ShouldBe((1500, 1, true));
    }

    [Fact]
    public async Task An_empty_trail_is_whole() => (await Trail.VerifyAsync()).ShouldSatisfyAllConditions(
        report => report.IsWhole.ShouldBeTrue(),
        report => report.Head.Seq.ShouldBe(0));

    [Theory]
    [InlineData("UPDATE audit_trail SET count = 7 WHERE seq = 3", "3:")]
    [InlineData("UPDATE audit_trail SET patient = NULL WHERE seq = 3", "3:")]
    [InlineData("UPDATE audit_trail SET subject = '' WHERE seq = 3", "3:")]
    [InlineData("UPDATE audit_trail SET time = 9223372036854775807 WHERE seq = 3", "3:")]
    [InlineData("DELETE FROM audit_trail WHERE seq = 3", "Entries 3 to 3 are missing")]
    [InlineData("DELETE FROM audit_trail WHERE seq <= 3", "Entries 1 to 3 are missing")]
    [InlineData("DELETE FROM audit_trail WHERE seq > 8", "Entries 9 to 10 at the end are missing")]
    [InlineData("UPDATE audit_trail SET seq = 99 WHERE seq = 3; UPDATE audit_trail SET seq = 3 WHERE seq = 4; UPDATE audit_trail SET seq = 4 WHERE seq = 99", "3:")]
    [InlineData("DELETE FROM audit_trail WHERE seq > 8; UPDATE audit_trail_head SET seq = 8, mac = (SELECT mac FROM audit_trail WHERE seq = 8)", "The head was forged")]
    [InlineData("DELETE FROM audit_trail_head", "The head is missing")]
    [InlineData("DELETE FROM audit_trail; DELETE FROM audit_trail_head", "There are records and no trail")]
    [InlineData("INSERT INTO audit_trail SELECT 11, time, principal, patient, action, subject, outcome, count, mac FROM audit_trail WHERE seq = 10", "There are entries after the head")]
    [InlineData("INSERT INTO audit_trail SELECT 0, time, principal, patient, action, subject, outcome, count, mac FROM audit_trail WHERE seq = 10", "before the checkpoint")]
    [InlineData("INSERT INTO audit_trail_checkpoint SELECT 1, seq, mac, mac FROM audit_trail WHERE seq = 3; DELETE FROM audit_trail WHERE seq <= 3", "The checkpoint was forged")]
    public async Task What_was_done_behind_its_back_is_found(string tampering, string fault)
    {
        await WriteAsync(10);
        (await Trail.VerifyAsync()).IsWhole.ShouldBeTrue();
        await Stores.TamperAsync(tampering);
        (await Trail.VerifyAsync()).Faults.Select(found => $"{found.Seq}: {found.Problem}").ShouldContain(found => found.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_anchor_finds_a_trail_that_was_put_back()
    {
        await WriteAsync(5);
        var anchor = await Trail.HeadAsync();
        (await Trail.VerifyAsync(anchor)).IsWhole.ShouldBeTrue();
        (await Trail.VerifyAsync(anchor with { Seq = 6 })).Faults.ShouldHaveSingleItem().Problem.ShouldContain("ends before the anchor");
        await WriteAsync(1);
        (await Trail.VerifyAsync(anchor)).IsWhole.ShouldBeTrue();
        (await Trail.VerifyAsync(anchor with { Seq = 6 })).Faults.ShouldHaveSingleItem().Problem.ShouldContain("not the one of the anchor");
    }

    [Fact]
    public async Task No_tampering_at_random_verifies()
    {
        await WriteAsync(30);
        await Stores.TamperAsync("CREATE TABLE saved_trail AS SELECT * FROM audit_trail; CREATE TABLE saved_head AS SELECT * FROM audit_trail_head");
        var saved = await Rows();
        var column = Gen.Elements("time", "principal", "patient", "action", "subject", "outcome", "count", "mac", "seq");
        var tampering = Gen.OneOf(
            from field in column from seq in Gen.Choose(1, 30) from other in Gen.Choose(1, 30) select field == "seq"
                ? $"UPDATE audit_trail SET seq = {seq + 30} WHERE seq = {seq}"
                : $"UPDATE audit_trail SET {field} = (SELECT {field} FROM saved_trail WHERE seq = {other}) WHERE seq = {seq}",
            from first in Gen.Choose(1, 30) from count in Gen.Choose(1, 30) select $"DELETE FROM audit_trail WHERE seq >= {first} AND seq < {first + count}",
            from seq in Gen.Choose(0, 29) select $"UPDATE audit_trail_head SET seq = {seq}",
            from seq in Gen.Choose(1, 29) select $"UPDATE audit_trail_head SET mac = (SELECT mac FROM saved_trail WHERE seq = {seq})");

        Prop.ForAll(Gen.NonEmptyListOf(tampering).ToArbitrary(), script => IsJudgedRightly(script, saved).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(3));
    }

    [Fact]
    public async Task What_remains_after_pruning_verifies_and_says_what_went()
    {
        await WriteAsync(10);
        var anchor = await Trail.HeadAsync();
        var third = (await Read(new TrailFilter()))[2];
        Stores.Time.Advance(TimeSpan.FromDays(2));
        await WriteAsync(5, expectedProfile: 10);

        (await Trail.PruneAsync(Principal.System("retention"), Stores.Time.GetUtcNow().AddDays(-1))).ShouldBe(10);
        (await Trail.PruneAsync(Principal.System("retention"), Stores.Time.GetUtcNow().AddDays(-1))).ShouldBe(0);

        var report = await Trail.VerifyAsync(anchor);
        report.Faults.ShouldBeEmpty();
        (report.Entries, report.FirstSeq).ShouldBe((6, 11));
        var last = (await Read(new TrailFilter()))[^1];
        last.Access.ShouldBe(new Access(Principal.System("retention"), null, "trail.prune", $"10:{Convert.ToHexStringLower(anchor.Mac.Span)}", Count: 10));
        (await Trail.VerifyAsync(anchor with { Mac = third.Mac })).IsWhole.ShouldBeFalse();
    }

    [Fact]
    public async Task Pruning_everything_leaves_what_says_so()
    {
        await WriteAsync(12_000, viaTrail: true); // more than are removed at once
        (await Trail.PruneAsync(Principal.System("retention"), Stores.Time.GetUtcNow().AddDays(1))).ShouldBe(12_000);
        var report = await Trail.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        (await Read(new TrailFilter())).ShouldAllBe(entry => entry.Access.Action == "trail.prune");
        (await Trail.PruneAsync(Principal.System("retention"), Stores.Time.GetUtcNow().AddDays(1))).ShouldBe(report.Entries);
        (await Trail.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DELETE FROM audit_trail WHERE seq = 11")]
    [InlineData("DELETE FROM audit_trail_checkpoint")]
    [InlineData("UPDATE audit_trail_checkpoint SET seq = 11; DELETE FROM audit_trail WHERE seq = 11")]
    [InlineData("UPDATE audit_trail_checkpoint SET mac = checkpoint_mac")]
    public async Task A_pruned_trail_is_guarded_at_its_beginning_too(string tampering)
    {
        await WriteAsync(10);
        Stores.Time.Advance(TimeSpan.FromDays(2));
        await WriteAsync(5, expectedProfile: 10);
        await Trail.PruneAsync(Principal.System("retention"), Stores.Time.GetUtcNow().AddDays(-1));
        await Stores.TamperAsync(tampering);
        (await Trail.VerifyAsync()).IsWhole.ShouldBeFalse();
    }

    /// <summary>Has entries written, by a store in transactions of its own or directly.</summary>
    private async Task WriteAsync(int count, int expectedProfile = 0, bool viaTrail = false)
    {
        if (viaTrail)
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Trail.RecordAsync(new Access(Principal.Loopback, Asha, "conversation.read")).AsTask()));
            return;
        }

        var version = expectedProfile;
        for (var i = 0; i < count; i++)
        {
            // Of each a little different, so that no two rows can be exchanged without a change.
            Stores.Time.Advance(TimeSpan.FromMilliseconds(1));
            if (await Stores.Profiles.PutAsync(Asha.Scope(), new PatientProfile(), version) is not null)
                version++;
        }
    }

    private async Task<List<TrailEntry>> Read(TrailFilter filter)
    {
        var entries = new List<TrailEntry>();
        await foreach (var entry in Trail.ReadAsync(filter))
            entries.Add(entry);
        return entries;
    }

    /// <summary>Whether a tampered trail verifies only if the tampering changed nothing.</summary>
    private async Task<bool> IsJudgedRightly(IEnumerable<string> script, string saved)
    {
        foreach (var sql in script)
            await Stores.TamperAsync(sql);
        var changed = await Rows() != saved;
        var isWhole = (await Trail.VerifyAsync()).IsWhole;
        await Stores.TamperAsync(Restore);
        return isWhole != changed;
    }

    private async Task<string> Rows()
    {
        var rows = (await Read(new TrailFilter())).Append(new TrailEntry(0, default, new Access(default, null, "head"), (await Trail.HeadAsync()).Mac));
        return string.Join('\n', rows.Select(row => $"{row.Seq} {row.Time:O} {row.Access} {Convert.ToHexString(row.Mac.Span)}"));
    }
}
