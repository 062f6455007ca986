using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Grains;
using MediAgents.Storage.Sqlite.AuditTrail;

namespace MediAgents.Storage.Sqlite.Grains;

/// <summary>Grains in SQLite, state and journal sealed for the owner before they reach the writer.</summary>
public sealed class SqliteGrainStorage(SqliteDatabase database, Sealer sealer, TrailWriter trail, TimeProvider time) : IGrainStorage
{
    private static readonly string ReadGrain = SqlFiles.Read("Grains/read_grain.sql");
    private static readonly string ReadEntries = SqlFiles.Read("Grains/read_entries.sql");
    private static readonly string ListUnfinished = SqlFiles.Read("Grains/list_unfinished.sql");
    private static readonly string ListOwned = SqlFiles.Read("Grains/list_owned.sql");

    private readonly GrainSeals seals = new(sealer);

    /// <inheritdoc />
    /// <exception cref="SealBrokenException">The stored state was changed, or the owner's key erased.</exception>
    public ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
            {
                using var row = session.Statement(ReadGrain);
                row.Bind(1, key.Kind);
                row.Bind(2, key.Id);
                if (!row.Step())
                    return null;
                var version = row.Number(0);
                var owner = row.IsNull(1) ? (PatientId?)null : new PatientId(row.Text(1));
                var state = seals.UnsealState(key, owner, version, row.Blob(4));
                return new StoredGrain(version, owner, state, JournalLength: row.Number(2), WakeAfterCrash: row.Number(3) != 0);
            },
            cancellationToken);

    /// <inheritdoc />
    /// <exception cref="GrainOwnerChangedException">The grain was stored for another owner.</exception>
    /// <exception cref="ArgumentException">The commit contradicts itself.</exception>
    /// <exception cref="StorageUnavailableException">The disk is full or the file locked; nothing was written.</exception>
    public async ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new GrainWrite(SealedCommit.Prepare(commit, seals, time.GetUtcNow()));
        return await database.WriteAsync(session => write.Run(session, trail), cancellationToken);
    }

    /// <inheritdoc />
    /// <remarks>Empty, too, when the grain is not <paramref name="owner"/>'s: as if there were none.</remarks>
    /// <exception cref="SealBrokenException">The stored entries were changed, or the owner's key erased.</exception>
    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<JournalEntry>>(
            session =>
            {
                using var row = session.Statement(ReadEntries);
                row.Bind(1, key.Kind);
                row.Bind(2, key.Id);
                row.Bind(3, owner?.Hash);
                row.Bind(4, after);
                var entries = new List<JournalEntry>();
                while (entries.Count < limit && row.Step())
                {
                    var block = seals.UnsealEntries(key, owner, row.Number(0), row.Blob(1));
                    entries.AddRange(block.Where(entry => entry.Seq > after).Take(limit - entries.Count));
                }

                return entries;
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<GrainKey>>(
            session =>
            {
                using var row = session.Statement(ListUnfinished);
                var keys = new List<GrainKey>();
                while (row.Step())
                    keys.Add(new GrainKey(row.Text(0), row.Text(1)));
                return keys;
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<GrainListing>>(
            session =>
            {
                using var row = session.Statement(ListOwned);
                row.Bind(1, owner.Hash);
                row.Bind(2, kind);
                row.Bind(3, before ?? long.MaxValue);
                row.Bind(4, Math.Max(limit, 0));
                var listings = new List<GrainListing>();
                while (row.Step())
                    listings.Add(new GrainListing(row.Number(0), row.Text(1), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(2))));
                return listings;
            },
            cancellationToken);
}
