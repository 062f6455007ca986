using System.Text;
using MediAgents.Contract.Grains;
using MediAgents.Grains;
using MediAgents.Grains.Embedded;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage;
using Microsoft.Extensions.DependencyInjection;

// Hosts the contract's grains on SQLite in the folder named by the first argument and keeps them busy until it is killed.
// The second argument begins the ids of its grains. Each line it prints acknowledges a turn: kind, id, and what the turn
// brought the grain to.
const int TurnsOfOne = 40;
const int StepsOfJob = 12;

var (folder, series) = (args[0], args[1]);
await using var services = new ServiceCollection()
    .AddLogging()
    .AddSqliteStorage(
        new StorageOptions { DataDirectory = folder },
        new KeyOptions { DataDirectory = folder, AllowGenerated = true })
    .AddEmbeddedGrains(TestKinds.All(new Probe()))
    .BuildServiceProvider();
services.GetRequiredService<EmbeddedGrains>().WakeUnfinished();
var grains = services.GetRequiredService<IGrains>();
var output = Console.OpenStandardOutput();
var printing = new Lock();

await Task.WhenAll(Enumerable.Range(0, 6).Select(caller => Task.Run(() => (caller % 3) switch
{
    0 => CountForEver(caller),
    1 => RecordForEver(caller),
    _ => StartJobsForEver(caller),
})));

async Task CountForEver(int caller)
{
    for (var turn = 0; ; turn++)
    {
        var key = TestKinds.Counter($"{series}-{caller}-{turn / TurnsOfOne}");
        var total = await grains.AskAsync(key, new Add(turn % TurnsOfOne));
        Acknowledge(key, total.Added.Count);
    }
}

async Task RecordForEver(int caller)
{
    var owner = new PatientId($"{caller:x64}");
    for (var turn = 0; ; turn++)
    {
        var key = TestKinds.Recorder($"{series}-{caller}-{turn / TurnsOfOne}");
        var texts = Enumerable.Repeat($"turn {turn}", 1 + turn % 3);
        var recorded = await grains.AskAsync(key, new RecordTexts([.. texts], owner));
        Acknowledge(key, recorded.LastSeq);
    }
}

async Task StartJobsForEver(int caller)
{
    for (var job = 0; ; job++)
    {
        var key = TestKinds.Worker($"{series}-{caller}-{job}");
        await grains.AskAsync(key, new StartJob(StepsOfJob, Free: StepsOfJob));
        Acknowledge(key, StepsOfJob);
    }
}

void Acknowledge(GrainKey key, long reached)
{
    lock (printing)
        output.Write(Encoding.ASCII.GetBytes($"{key.Kind} {key.Id} {reached}\n"));
}
