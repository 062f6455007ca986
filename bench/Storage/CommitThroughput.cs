using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Bench.Storage;

/// <summary>What a store did under <see cref="CommitThroughput"/>.</summary>
/// <param name="Commits">Durable commits.</param>
/// <param name="Elapsed">In that time.</param>
/// <param name="MedianLatency">Of one commit as its caller sees it.</param>
/// <param name="SlowLatency">The same at the 99th percentile.</param>
internal sealed record CommitFigures(int Commits, TimeSpan Elapsed, TimeSpan MedianLatency, TimeSpan SlowLatency)
{
    public double CommitsPerSecond => Commits / Elapsed.TotalSeconds;
}

/// <summary>
/// The load that runs put on a store: each caller commits a grain's turns one after the other, 1 KB of state and four
/// journal entries of 300 bytes each, and after ten turns goes on to a new grain.
/// </summary>
internal sealed class CommitThroughput(IGrainStorage storage)
{
    private const int StateSize = 1024, EntrySize = 300, EntriesPerCommit = 4, CommitsPerGrain = 10;

    private readonly byte[] state = RandomNumberGenerator.GetBytes(StateSize);
    private readonly byte[] entry = RandomNumberGenerator.GetBytes(EntrySize);

    /// <summary>Measures <paramref name="callers"/> callers that make <paramref name="commits"/> commits together.</summary>
    public async Task<CommitFigures> MeasureAsync(int callers, int commits, CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller =>
            Task.Run(() => CommitTurnsAsync(caller, commits / callers, cancellationToken), cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(started);

        var sorted = latencies.SelectMany(latency => latency).Order().ToArray();
        return new CommitFigures(sorted.Length, elapsed, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
    }

    private async Task<TimeSpan[]> CommitTurnsAsync(int caller, int commits, CancellationToken cancellationToken)
    {
        var latencies = new TimeSpan[commits];
        var series = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        for (var i = 0; i < commits; i++)
        {
            var commit = Turn(caller, $"{series}-{i / CommitsPerGrain}", version: i % CommitsPerGrain);
            var started = Stopwatch.GetTimestamp();
            if (!await storage.CommitAsync(commit, cancellationToken))
                throw new InvalidOperationException("A commit nobody raced was refused.");
            latencies[i] = Stopwatch.GetElapsedTime(started);
        }

        return latencies;
    }

    private GrainCommit Turn(int caller, string grain, int version)
    {
        var owner = new PatientId(Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(caller))));
        var first = version * EntriesPerCommit + 1L;
        var appended = Enumerable.Range(0, EntriesPerCommit).Select(i => new JournalEntry(first + i, "answer.delta", entry)).ToList();
        var stored = new StoredGrain(version + 1, owner, state, first + EntriesPerCommit - 1, WakeAfterCrash: version < CommitsPerGrain - 1);
        return new GrainCommit(new GrainKey("run", grain), version, stored, appended, []);
    }
}
