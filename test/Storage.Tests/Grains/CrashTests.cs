using System.Diagnostics;
using MediAgents.Storage.Sqlite;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Grains;

public sealed class CrashTests
{
    [Theory]
    [InlineData(1, 8_000)]
    [InlineData(700, 8_000)]
    [InlineData(12_000, 8_000)] // past the first checkpoint
    [InlineData(3_000, 16)] // amid checkpoints, one after the other
    [InlineData(9_000, 200)]
    public async Task What_was_acknowledged_survives_a_kill_and_nothing_is_torn(int acknowledgements, int logPages)
    {
        var folder = Directory.CreateTempSubdirectory("mediagents-test-").FullName;
        try
        {
            var acknowledged = await CommitUntilKilled(folder, acknowledgements, logPages);
            acknowledged.Count.ShouldBeGreaterThan(0);

            await using var store = new TestStore(folder);
            foreach (var (id, version) in acknowledged)
            {
                var grain = (await store.Grains.ReadAsync(Run(id))).ShouldNotBeNull(id);
                grain.Version.ShouldBeGreaterThanOrEqualTo(version);
                grain.State.Text().ShouldBe($"state {grain.Version}");
                grain.JournalLength.ShouldBe(grain.Version * 2);
                grain.WakeAfterCrash.ShouldBe(grain.Version < 20);
                var journal = await store.Grains.ReadJournalAsync(Run(id), grain.Owner);
                journal.Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, (int)grain.JournalLength).Select(seq => (long)seq));
                journal.ShouldAllBe(entry => entry.Json.Text() == $"entry {entry.Seq}");
            }

            var entries = await store.Database.ReadAsync(session => Count(session, "SELECT sum(journal_length) FROM grain"));
            (await store.Database.ReadAsync(session => Count(session, "SELECT sum(last_seq - first_seq + 1) FROM grain_journal"))).ShouldBe(entries);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Dictionary<string, int>> CommitUntilKilled(string folder, int acknowledgements, int logPages)
    {
        var writer = Path.Combine(AppContext.BaseDirectory, "MediAgents.Storage.Tests.Writer.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", writer, folder, $"{logPages}"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start).ShouldNotBeNull();
        var latest = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var count = 0; await process.StandardOutput.ReadLineAsync() is { } line; count++)
        {
            if (count == acknowledgements - 1)
                process.Kill(); // SIGKILL; what it said before is read to the end
            if (line.Split(' ') is [var id, var version] && int.TryParse(version, out var number))
                latest[id] = number;
        }

        await process.WaitForExitAsync();
        return latest;
    }

    private static long Count(SqliteSession session, string sql)
    {
        using var row = session.Statement(sql);
        row.Step();
        return row.Number(0);
    }
}
