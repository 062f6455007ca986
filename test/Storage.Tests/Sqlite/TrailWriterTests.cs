using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Storage.Sqlite.AuditTrail;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Storage.Tests.Sqlite;

/// <summary>The head is written once a transaction, whichever of its writes are taken back.</summary>
public sealed class TrailWriterTests
{
    [Fact]
    public async Task Writes_that_are_taken_back_leave_no_entry_and_no_gap()
    {
        await using var store = new TestStore();
        var trail = store.Services.GetRequiredService<TrailWriter>();
        using var held = new ManualResetEventSlim();
        var holding = store.Database.WriteAsync(_ => held.Wait(TimeSpan.FromSeconds(30))); // so that the others share a transaction
        var writes = Enumerable.Range(0, 30).Select(i => store.Database.WriteAsync(session =>
        {
            trail.Append(session, new Access(Principal.Loopback, null, "test.append", $"{i}"));
            trail.Append(session, new Access(Principal.Loopback, null, "test.append", $"{i} again"));
            return i % 3 == 1 ? throw new InvalidOperationException("a mistake of the caller's") : true;
        })).ToList();
        held.Set();
        await holding;
        foreach (var (i, write) in writes.Index())
        {
            if (i % 3 == 1)
                await Should.ThrowAsync<InvalidOperationException>(write);
            else
                (await write).ShouldBeTrue();
        }

        var report = await store.Trail.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.Entries.ShouldBe(40);
        var subjects = new List<string?>();
        await foreach (var entry in store.Trail.ReadAsync(new TrailFilter()))
            subjects.Add(entry.Access.Subject);
        subjects.ShouldBe(Enumerable.Range(0, 30).Where(i => i % 3 != 1).SelectMany(i => (string[])[$"{i}", $"{i} again"]));
    }
}
