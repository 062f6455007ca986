using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Contract.Storage;

/// <summary>Storage that forgets with the process; strict about what the contract of a commit promises. Thread-safe.</summary>
public sealed class InMemoryGrainStorage : IGrainStorage
{
    private readonly Lock sync = new();
    private readonly Dictionary<GrainKey, Row> rows = [];

    public ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            return new(rows.GetValueOrDefault(key)?.Grain);
        }
    }

    public ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            var row = rows.GetValueOrDefault(commit.Key);
            if ((row?.Grain.Version ?? 0) != commit.ExpectedVersion || (row?.Journal.Count ?? 0) != commit.Grain.JournalLength - commit.Appended.Count)
            {
                return new(false);
            }

            RequireSound(commit, row);
            row ??= rows[commit.Key] = new Row(rows.Count + 1);
            row.Grain = commit.Grain with { State = commit.Grain.State.ToArray() };
            row.Journal.AddRange(commit.Appended);
            return new(true);
        }
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            if (rows.GetValueOrDefault(key) is not { } row)
            {
                return new([]);
            }

            if (row.Grain.Owner != owner)
            {
                throw new InvalidOperationException("The journal is sealed for another owner.");
            }

            return new([.. row.Journal.Skip((int)after).Take(limit)]);
        }
    }

    public ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            return new([.. rows.Where(row => row.Value.Grain.WakeAfterCrash).OrderBy(row => row.Value.Position).Select(row => row.Key)]);
        }
    }

    public ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            return new([.. rows
                .Where(row => row.Key.Kind == kind && row.Value.Grain.Owner == owner && (before is null || row.Value.Position < before))
                .OrderByDescending(row => row.Value.Position)
                .Take(limit)
                .Select(row => new GrainListing(row.Value.Position, row.Key.Id, DateTimeOffset.UnixEpoch))]);
        }
    }

    private static void RequireSound(GrainCommit commit, Row? row)
    {
        var seq = row?.Journal.Count ?? 0;
        if (commit.Grain.Version != commit.ExpectedVersion + 1 || commit.Appended.Any(entry => entry.Seq != ++seq))
        {
            throw new InvalidOperationException("The commit contradicts itself.");
        }

        if (row?.Grain.Owner is { } owner && commit.Grain.Owner != owner)
        {
            throw new InvalidOperationException("An owner never changes.");
        }
    }

    private sealed class Row(long position)
    {
        public long Position { get; } = position;

        public StoredGrain Grain { get; set; } = null!;

        public List<JournalEntry> Journal { get; } = [];
    }
}
