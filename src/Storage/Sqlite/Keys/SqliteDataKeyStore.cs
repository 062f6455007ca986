using MediAgents.Primitives;
using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Sqlite.Keys;

/// <summary>
/// Wrapped data keys in <c>keys.db</c>, a file of its own beside the data. Safe for concurrent use; who reads never waits
/// for who writes.
/// </summary>
public sealed class SqliteDataKeyStore : IDataKeyStore, IDisposable
{
    /// <summary>The file within the data directory.</summary>
    public const string FileName = "keys.db";

    internal const string Migrations = "Keys/Migrations";

    private static readonly string FindKey = SqlFiles.Read("Keys/find_key.sql");
    private static readonly string FindEarlierKeys = SqlFiles.Read("Keys/find_earlier.sql");
    private static readonly string ListUnderOtherKeys = SqlFiles.Read("Keys/list_under_others.sql");
    private static readonly string ListEarlierKeys = SqlFiles.Read("Keys/list_earlier.sql");
    private static readonly string FindErasedKeys = SqlFiles.Read("Keys/find_erased.sql");
    private static readonly string ListErasedKeys = SqlFiles.Read("Keys/list_erased.sql");
    private static readonly string ListAllOwners = SqlFiles.Read("Keys/list_owners.sql");
    private static readonly string CountKeys = SqlFiles.Read("Keys/count_by_master_key.sql");

    private readonly KeySession reading;
    private readonly KeySession writing;
    private readonly TimeProvider time;

    private SqliteDataKeyStore(SqliteSession reader, SqliteSession writer, TimeProvider time)
    {
        reading = new KeySession(reader);
        writing = new KeySession(writer);
        this.time = time;
    }

    /// <summary>Opens <c>keys.db</c> in the data directory, brought to the schema of this release.</summary>
    /// <exception cref="StorageUnavailableException">The file cannot be opened.</exception>
    /// <exception cref="StorageTooNewException">A newer release wrote it.</exception>
    public static SqliteDataKeyStore Open(StorageOptions options, TimeProvider? time = null)
    {
        StorageOptions.Validate(options);
        PrivateFiles.CreateDirectory(options.DataDirectory);
        var file = Path.Combine(options.DataDirectory, FileName);
        var writer = SqliteDatabase.OpenMigrated(file, Migrations, options.BusyTimeout);
        try
        {
            writer.ExecuteScript("PRAGMA secure_delete = 1;"); // an erased key leaves no copy on a free page
            return new SqliteDataKeyStore(SqliteSession.OpenReader(file, options.BusyTimeout), writer, time ?? TimeProvider.System);
        }
        catch (Exception e)
        {
            writer.Dispose();
            if (SqliteFailure.IsOfTheStore(e))
                throw SqliteFailure.Unavailable(e);
            throw;
        }
    }

    /// <inheritdoc />
    public WrappedDataKey? Find(string owner) => reading.Run(session => ReadCurrent(session, owner));

    /// <inheritdoc />
    public IReadOnlyList<WrappedDataKey> FindEarlier(string owner) => reading.Run(session =>
    {
        using var row = session.Statement(FindEarlierKeys);
        row.Bind(1, owner);
        var keys = new List<WrappedDataKey>();
        while (row.Step())
            keys.Add(KeyOf(row));
        return keys;
    });

    /// <inheritdoc />
    /// <exception cref="StorageUnavailableException">The disk is full or the file locked; no key was kept.</exception>
    public WrappedDataKey GetOrAdd(string owner, WrappedDataKey key) => writing.Run(session =>
    {
        // One statement is one transaction, synced when it ends; of two processes the second keeps the first's key.
        KeyChanges.Insert(session, owner, key);
        return ReadCurrent(session, owner) ?? throw new InvalidOperationException("The key was erased as it was made.");
    });

    /// <inheritdoc />
    public bool TryRenew(string owner, SealKeyId expected, WrappedDataKey renewed, DateTimeOffset now) =>
        writing.RunInTransaction(session => KeyChanges.Renew(session, owner, expected, renewed, now));

    /// <inheritdoc />
    public bool Retire(string owner, SealKeyId id) => EmptyingLog(session => KeyChanges.Retire(session, owner, id, time.GetUtcNow()));

    /// <inheritdoc />
    /// <exception cref="StorageUnavailableException">
    /// The disk is full or the file in use by another process, and the key may still stand in a file; call again.
    /// </exception>
    public bool Erase(string owner) => EmptyingLog(session => KeyChanges.Erase(session, owner, time.GetUtcNow()));

    /// <inheritdoc />
    public int Replace(IReadOnlyList<KeyReplacement> batch) => writing.RunInTransaction(session => KeyChanges.Replace(session, batch));

    /// <inheritdoc />
    public IReadOnlyList<KeptDataKey> ListUnderOthers(string masterKeyId, SealKeyId? after, int limit) => reading.Run(session =>
    {
        using var row = session.Statement(ListUnderOtherKeys);
        row.Bind(1, masterKeyId);
        row.Bind(2, after?.Value ?? long.MinValue);
        row.Bind(3, limit);
        return KeptOf(row);
    });

    /// <inheritdoc />
    public IReadOnlyList<KeptDataKey> ListEarlier(SealKeyId? after, int limit) => reading.Run(session =>
    {
        using var row = session.Statement(ListEarlierKeys);
        row.Bind(1, after?.Value ?? long.MinValue);
        row.Bind(2, limit);
        return KeptOf(row);
    });

    /// <inheritdoc />
    public IReadOnlyList<string> ListOwners(string? after, int limit) => reading.Run(session =>
    {
        using var row = session.Statement(ListAllOwners);
        row.Bind(1, after ?? "");
        row.Bind(2, limit);
        var owners = new List<string>();
        while (row.Step())
            owners.Add(row.Text(0));
        return owners;
    });

    /// <inheritdoc />
    public IReadOnlyList<SealKeyId> FindErased(string owner) => reading.Run(session =>
    {
        using var row = session.Statement(FindErasedKeys);
        row.Bind(1, owner);
        var erased = new List<SealKeyId>();
        while (row.Step())
            erased.Add(new SealKeyId(row.Number(0)));
        return erased;
    });

    /// <inheritdoc />
    public IReadOnlyList<ErasedKey> ListErased(SealKeyId? after, int limit) => reading.Run(session =>
    {
        using var row = session.Statement(ListErasedKeys);
        row.Bind(1, after?.Value ?? long.MinValue);
        row.Bind(2, limit);
        var erased = new List<ErasedKey>();
        while (row.Step())
            erased.Add(new ErasedKey(row.Text(1), new SealKeyId(row.Number(0))));
        return erased;
    });

    /// <inheritdoc />
    public IReadOnlyDictionary<string, long> CountByMasterKey() => reading.Run(session =>
    {
        using var row = session.Statement(CountKeys);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        while (row.Step())
            counts.Add(row.Text(0), row.Number(1));
        return counts;
    });

    public void Dispose()
    {
        reading.Dispose();
        writing.Dispose(); // the last to close takes the log with it
    }

    private static WrappedDataKey? ReadCurrent(SqliteSession session, string owner)
    {
        using var row = session.Statement(FindKey);
        row.Bind(1, owner);
        return row.Step() ? KeyOf(row) : null;
    }

    private static List<KeptDataKey> KeptOf(SqliteStatement row)
    {
        var keys = new List<KeptDataKey>();
        while (row.Step())
        {
            var replacedAt = row.IsNull(4) ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(row.Number(4));
            keys.Add(new KeptDataKey(row.Text(3), KeyOf(row), replacedAt));
        }

        return keys;
    }

    private static WrappedDataKey KeyOf(SqliteStatement row) => new(new SealKeyId(row.Number(0)), row.Text(1), row.Blob(2).ToArray());

    /// <summary>A removal, after which the key leaves the write-ahead log, too.</summary>
    private bool EmptyingLog(Func<SqliteSession, bool> removal)
    {
        var removed = writing.RunInTransaction(removal);
        writing.Run(session =>
        {
            using var checkpoint = session.Statement("PRAGMA wal_checkpoint(TRUNCATE)");
            if (checkpoint.Step() && checkpoint.Number(0) != 0)
                throw new StorageUnavailableException($"{FileName} is in use by another process.");
            return true;
        });
        return removed;
    }
}
