using MediAgents.Primitives;
using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Sqlite.Keys;

/// <summary>Wrapped data keys in <c>keys.db</c>, a file of its own beside the data. Safe for concurrent use.</summary>
public sealed class SqliteDataKeyStore : IDataKeyStore, IDisposable
{
    private static readonly string FindKey = SqlFiles.Read("Keys/find_key.sql");
    private static readonly string InsertKey = SqlFiles.Read("Keys/insert_key.sql");
    private static readonly string EraseKey = SqlFiles.Read("Keys/erase_key.sql");

    private readonly SqliteSession session;
    private readonly Lock gate = new();
    private bool closed;

    private SqliteDataKeyStore(SqliteSession session) => this.session = session;

    /// <summary>Opens <c>keys.db</c> in the data directory, brought to the schema of this release.</summary>
    /// <exception cref="StorageUnavailableException">The file cannot be opened.</exception>
    /// <exception cref="StorageTooNewException">A newer release wrote it.</exception>
    public static SqliteDataKeyStore Open(StorageOptions options)
    {
        StorageOptions.Validate(options);
        PrivateFiles.CreateDirectory(options.DataDirectory);
        var file = Path.Combine(options.DataDirectory, "keys.db");
        var store = new SqliteDataKeyStore(SqliteDatabase.OpenMigrated(file, "Keys/Migrations", options.BusyTimeout));
        store.session.ExecuteScript("PRAGMA secure_delete = 1;"); // an erased key leaves no copy on a free page
        return store;
    }

    /// <inheritdoc />
    public WrappedDataKey? Find(string owner) => Guarded(() => ReadKey(owner));

    /// <inheritdoc />
    /// <exception cref="StorageUnavailableException">The disk is full or the file locked; no key was kept.</exception>
    public WrappedDataKey GetOrAdd(string owner, WrappedDataKey key) => Guarded(() =>
    {
        // One statement is one transaction, synced when it ends; of two processes the second keeps the first's key.
        using (var insert = session.Statement(InsertKey))
        {
            insert.Bind(1, owner);
            insert.Bind(2, key.Id.Value);
            insert.Bind(3, key.MasterKeyId);
            insert.Bind(4, key.Wrapped.Span);
            insert.Step();
        }

        return ReadKey(owner) ?? throw new InvalidOperationException("The key was erased as it was made.");
    });

    /// <inheritdoc />
    /// <exception cref="StorageUnavailableException">
    /// The disk is full or the file in use by another process, and the key may still stand in a file; call again.
    /// </exception>
    public bool Erase(string owner) => Guarded(() =>
    {
        bool erased;
        using (var delete = session.Statement(EraseKey))
        {
            delete.Bind(1, owner);
            erased = delete.Step();
            while (delete.Step())
            {
                // The deletion is committed once the statement has run to its end.
            }
        }

        EmptyLog();
        return erased;
    });

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            session.Dispose();
        }
    }

    /// <summary>Makes an erased key leave the write-ahead log, too.</summary>
    private void EmptyLog()
    {
        using var checkpoint = session.Statement("PRAGMA wal_checkpoint(TRUNCATE)");
        if (checkpoint.Step() && checkpoint.Number(0) != 0)
            throw new StorageUnavailableException("keys.db is in use by another process.");
    }

    private WrappedDataKey? ReadKey(string owner)
    {
        using var row = session.Statement(FindKey);
        row.Bind(1, owner);
        return row.Step() ? new WrappedDataKey(new SealKeyId(row.Number(0)), row.Text(1), row.Blob(2).ToArray()) : null;
    }

    private TResult Guarded<TResult>(Func<TResult> operation)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            try
            {
                return operation();
            }
            catch (Exception e) when (SqliteFailure.IsOfTheStore(e))
            {
                throw SqliteFailure.Unavailable(e);
            }
        }
    }
}
