using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Grains;
using MediAgents.Storage.Postgres.Erasure;

namespace MediAgents.Storage.Postgres.Grains;

/// <summary>Grains in PostgreSQL, state and journal sealed for the owner before they reach the database.</summary>
internal sealed class PostgresGrainStorage(PostgresDatabase database, PostgresWriter writer, Sealer sealer, TimeProvider time) : IGrainStorage
{
    private static readonly string ReadGrain = PostgresSql.Read("Grains/read_grain.sql");
    private static readonly string ReadEntries = PostgresSql.Read("Grains/read_entries.sql");
    private static readonly string ListUnfinished = PostgresSql.Read("Grains/list_unfinished.sql");
    private static readonly string ListOwned = PostgresSql.Read("Grains/list_owned.sql");

    private readonly GrainSeals seals = new(sealer);

    /// <inheritdoc />
    /// <exception cref="SealBrokenException">The stored state was changed, or the owner's key erased.</exception>
    public async ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async connection =>
            {
                await using var command = connection.Command(ReadGrain).With(key.Kind).With(key.Id);
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                if (!await row.ReadAsync(cancellationToken))
                    return null;
                var version = row.GetInt64(0);
                var owner = row.IsDBNull(1) ? (PatientId?)null : new PatientId(row.GetString(1));
                var state = seals.UnsealState(key, owner, version, row.Blob(4));
                return new StoredGrain(version, owner, state, JournalLength: row.GetInt64(2), WakeAfterCrash: row.GetBoolean(3));
            },
            cancellationToken);

    /// <inheritdoc />
    /// <exception cref="GrainOwnerChangedException">The grain was stored for another owner.</exception>
    /// <exception cref="ArgumentException">The commit contradicts itself.</exception>
    /// <exception cref="StorageUnavailableException">The server is away or its disk full.</exception>
    /// <exception cref="RecordBeingErasedException">The owner's record is being erased.</exception>
    public async ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return commit.Grain.Owner is { } owner
            ? await SealedAnew.WriteAsync(sealer, owner, () => CommitOnceAsync(commit, cancellationToken))
            : await CommitOnceAsync(commit, cancellationToken);
    }

    /// <inheritdoc />
    /// <remarks>Empty, too, when the grain is not <paramref name="owner"/>'s: as if there were none.</remarks>
    /// <exception cref="SealBrokenException">The stored entries were changed, or the owner's key erased.</exception>
    public async ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async connection =>
            {
                var entries = new List<JournalEntry>();
                await using var command = connection.Command(ReadEntries).With(key.Kind).With(key.Id).With(owner?.Hash).With(after).With(limit);
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (entries.Count < limit && await row.ReadAsync(cancellationToken))
                {
                    var block = seals.UnsealEntries(key, owner, row.GetInt64(0), row.Blob(1));
                    entries.AddRange(block.Where(entry => entry.Seq > after).Take(limit - entries.Count));
                }

                return entries;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async connection =>
            {
                var keys = new List<GrainKey>();
                await using var command = connection.Command(ListUnfinished);
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                    keys.Add(new GrainKey(row.GetString(0), row.GetString(1)));
                return keys;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async connection =>
            {
                var listings = new List<GrainListing>();
                await using var command = connection.Command(ListOwned)
                    .With(owner.Hash).With(kind).With(before ?? long.MaxValue).With(Math.Max(limit, 0));
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                    listings.Add(new GrainListing(row.GetInt64(0), row.GetString(1), row.Time(2)));
                return listings;
            },
            cancellationToken);

    private async Task<bool> CommitOnceAsync(GrainCommit commit, CancellationToken cancellationToken)
    {
        var write = new GrainStatement(SealedCommit.Prepare(commit, seals, time.GetUtcNow()));
        if (commit.Accesses.Count == 0)
            return await database.WriteAsync(connection => write.RunAsync(connection.Command), CancellationToken.None);
        return await writer.WriteAsync(
            write.Brings,
            async transaction =>
            {
                if (!await write.RunAsync(transaction.Command))
                    return false;
                foreach (var access in commit.Accesses)
                    transaction.Record(access);
                return true;
            },
            cancellationToken);
    }
}
