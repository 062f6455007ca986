using FsCheck;
using FsCheck.Fluent;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Profiles;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>Nobody changes the audit trail unseen: whatever is done to its rows, it verifies only if nothing changed.</summary>
public abstract class TrailTamperingConformance(StoreUnderTest store) : StoreConformance(store)
{
    private const int Entries = 30;

    private const string Save = "CREATE TABLE saved_trail AS SELECT * FROM audit_trail; CREATE TABLE saved_head AS SELECT * FROM audit_trail_head";

    private const string Restore =
        "DELETE FROM audit_trail; DELETE FROM audit_trail_head; " +
        "INSERT INTO audit_trail SELECT * FROM saved_trail; INSERT INTO audit_trail_head SELECT * FROM saved_head";

    private IAuditTrail Trail => Store.Trail;

    [StoreFact]
    public async Task No_tampering_at_random_verifies()
    {
        await RecordAsync(Entries);
        await Store.TamperAsync(Save);
        var saved = await RowsAsync();
        var seq = Gen.Choose(1, Entries);
        var field = Gen.Elements("time", "principal", "patient", "action", "subject", "outcome", "count", "mac");
        var tampering = Gen.OneOf(
            from one in seq from other in seq from name in field
            select $"UPDATE audit_trail SET {name} = (SELECT {name} FROM saved_trail WHERE seq = {other}) WHERE seq = {one}",
            from one in seq select $"UPDATE audit_trail SET seq = {one + Entries} WHERE seq = {one}",
            from first in seq from count in seq select $"DELETE FROM audit_trail WHERE seq >= {first} AND seq < {first + count}",
            from one in seq select $"UPDATE audit_trail_head SET seq = {one - 1}",
            from one in seq select $"UPDATE audit_trail_head SET mac = (SELECT mac FROM saved_trail WHERE seq = {one})");

        Prop.ForAll(Gen.NonEmptyListOf(tampering).ToArbitrary(), script => IsJudgedRightly(script, saved).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(3));
    }

    [StoreTheory]
    [InlineData("INSERT INTO audit_trail SELECT 11, time, principal, patient, action, subject, outcome, count, mac FROM audit_trail WHERE seq = 10", "There are entries after the head")]
    [InlineData("INSERT INTO audit_trail SELECT 0, time, principal, patient, action, subject, outcome, count, mac FROM audit_trail WHERE seq = 10", "before the checkpoint")]
    [InlineData("DELETE FROM audit_trail WHERE seq <= 3; INSERT INTO audit_trail_checkpoint SELECT 1, 3, mac, mac FROM audit_trail WHERE seq = 4", "The checkpoint was forged")]
    [InlineData("DELETE FROM audit_trail; DELETE FROM audit_trail_head", "There are records and no trail")]
    [InlineData("UPDATE audit_trail SET time = 9223372036854775807 WHERE seq = 3", "The entry was changed")]
    public async Task What_was_put_in_or_emptied_is_found(string tampering, string fault)
    {
        await Store.Profiles.PutAsync(Asha.Scope(), new PatientProfile(), expectedVersion: 0);
        await RecordAsync(9);
        (await Trail.VerifyAsync()).IsWhole.ShouldBeTrue();
        await Store.TamperAsync(tampering);
        (await Trail.VerifyAsync()).Faults.ShouldContain(found => found.Problem.Contains(fault));
    }

    [StoreTheory]
    [InlineData("DELETE FROM audit_trail WHERE seq = 11")]
    [InlineData("DELETE FROM audit_trail_checkpoint")]
    [InlineData("DELETE FROM audit_trail WHERE seq = 11; UPDATE audit_trail_checkpoint SET seq = 11")]
    [InlineData("UPDATE audit_trail_checkpoint SET mac = checkpoint_mac")]
    public async Task A_pruned_trail_is_guarded_at_its_beginning(string tampering)
    {
        await RecordAsync(10);
        (await Trail.PruneAsync(Principal.System("retention"), TimeProvider.System.GetUtcNow().AddDays(1))).ShouldBe(10);
        await RecordAsync(5);
        (await Trail.VerifyAsync()).IsWhole.ShouldBeTrue();
        await Store.TamperAsync(tampering);
        (await Trail.VerifyAsync()).IsWhole.ShouldBeFalse();
    }

    [StoreFact]
    public async Task What_is_more_than_is_removed_at_once_is_removed_too()
    {
        await Task.WhenAll(Enumerable.Range(0, 12_000).Select(i => Trail.RecordAsync(Access.By(Asha.Scope(), "test.append", $"{i}")).AsTask()));
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        (await Trail.PruneAsync(Principal.System("retention"), tomorrow)).ShouldBe(12_000);
        var report = await Trail.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        (await Trail.PruneAsync(Principal.System("retention"), tomorrow)).ShouldBe(report.Entries);
        (await Trail.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    private async Task<bool> IsJudgedRightly(IEnumerable<string> script, string saved)
    {
        foreach (var sql in script)
            await Store.TamperAsync(sql);
        var changed = await RowsAsync() != saved;
        var isWhole = (await Trail.VerifyAsync()).IsWhole;
        await Store.TamperAsync(Restore);
        return isWhole != changed;
    }

    /// <summary>All there is, entries and head, as text.</summary>
    private async Task<string> RowsAsync()
    {
        var rows = new List<string> { Convert.ToHexString((await Trail.HeadAsync()).Mac.Span) };
        await foreach (var row in Trail.ReadAsync(new TrailFilter()))
            rows.Add($"{row.Seq} {row.Time:O} {row.Access} {Convert.ToHexString(row.Mac.Span)}");
        return string.Join('\n', rows);
    }

    private async Task RecordAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await Trail.RecordAsync(new Access(Principal.Loopback, i % 2 == 0 ? Asha : null, "test.append", $"{i}", (AccessOutcome)(i % 3), i));
    }
}
