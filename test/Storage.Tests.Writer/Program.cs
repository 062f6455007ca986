using System.Globalization;
using System.Text;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage;
using Microsoft.Extensions.DependencyInjection;

// Commits to the data directory named by the first argument until it is killed, with a write-ahead log of as many pages as the
// second says. Each line it prints acknowledges a
// commit: the grain's id and its version, which is its journal's length divided by two as well.
var dataDirectory = args[0];
await using var services = new ServiceCollection()
    .AddSqliteStorage(
        new StorageOptions { DataDirectory = dataDirectory, LogPages = int.Parse(args[1], CultureInfo.InvariantCulture) },
        new KeyOptions { DataDirectory = dataDirectory, AllowGenerated = true })
    .BuildServiceProvider();
var storage = services.GetRequiredService<IGrainStorage>();
var output = Console.OpenStandardOutput();
var printing = new Lock();

await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(() => CommitForEver(caller))));

async Task CommitForEver(int caller)
{
    var owner = new PatientId($"{caller:x64}");
    for (var series = 0; ; series++)
    {
        var key = new GrainKey("run", $"{caller}-{series}");
        for (var version = 1; version <= 20; version++)
        {
            JournalEntry[] appended = [Entry(version * 2 - 1), Entry(version * 2)];
            var grain = new StoredGrain(version, owner, Encoding.UTF8.GetBytes($"state {version}"), version * 2, WakeAfterCrash: version < 20);
            if (!await storage.CommitAsync(new GrainCommit(key, version - 1, grain, appended, []), CancellationToken.None))
                throw new InvalidOperationException("A commit nobody raced was refused.");
            Acknowledge($"{key.Id} {version}\n");
        }
    }
}

JournalEntry Entry(long seq) => new(seq, "progress", Encoding.UTF8.GetBytes($"entry {seq}"));

void Acknowledge(string line)
{
    lock (printing)
        output.Write(Encoding.ASCII.GetBytes(line));
}
