using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using Npgsql;

namespace MediAgents.Storage.Postgres.Keys;

/// <summary>
/// Wrapped data keys in PostgreSQL: in a database of their own, or in the schema <c>mediagents_keys</c> beside the data,
/// which a backup can leave out. Safe for concurrent use.
/// </summary>
public sealed class PostgresDataKeyStore : IDataKeyStore, IDisposable
{
    internal const string Schema = "mediagents_keys";
    internal const string Migrations = "Keys/Migrations";

    /// <summary>Gives the table a new file, without what was deleted; in a transaction that changes nothing else after it.</summary>
    internal static readonly string RewriteKeys = PostgresSql.Read("Keys/rewrite_keys.sql");

    // A million keys take some seconds.
    private const int RewriteSeconds = 600;

    // Keys are asked for one at a time, while connections of the data's pool are held: they cannot come from there.
    private const int Connections = 2;

    private static readonly string FindKey = PostgresSql.Read("Keys/find_key.sql");
    private static readonly string FindEarlierKeys = PostgresSql.Read("Keys/find_earlier.sql");
    private static readonly string InsertKey = PostgresSql.Read("Keys/insert_key.sql");
    private static readonly string DemoteKey = PostgresSql.Read("Keys/demote_key.sql");
    private static readonly string RetireKey = PostgresSql.Read("Keys/retire_key.sql");
    private static readonly string NoteErased = PostgresSql.Read("Keys/note_erased.sql");
    private static readonly string NoteRetiredErased = PostgresSql.Read("Keys/note_retired_erased.sql");
    private static readonly string EraseKey = PostgresSql.Read("Keys/erase_key.sql");
    private static readonly string LockKeys = PostgresSql.Read("Keys/lock_keys.sql");
    private static readonly string ReplaceKey = PostgresSql.Read("Keys/replace_key.sql");
    private static readonly string ListUnderOtherKeys = PostgresSql.Read("Keys/list_under_others.sql");
    private static readonly string ListEarlierKeys = PostgresSql.Read("Keys/list_earlier.sql");
    private static readonly string FindErasedKeys = PostgresSql.Read("Keys/find_erased.sql");
    private static readonly string ListErasedKeys = PostgresSql.Read("Keys/list_erased.sql");
    private static readonly string ListAllOwners = PostgresSql.Read("Keys/list_owners.sql");
    private static readonly string CountKeys = PostgresSql.Read("Keys/count_by_master_key.sql");

    private readonly NpgsqlDataSource source;
    private readonly TimeProvider time;

    private PostgresDataKeyStore(NpgsqlDataSource source, TimeProvider time)
    {
        this.source = source;
        this.time = time;
    }

    /// <summary>Connects to the database of the keys, its schema brought to this release.</summary>
    /// <exception cref="StorageUnavailableException">The server is away, refuses, or is too old.</exception>
    /// <exception cref="StorageTooNewException">A newer release wrote the schema.</exception>
    public static PostgresDataKeyStore Open(PostgresOptions options, TimeProvider? time = null)
    {
        PostgresOptions.Validate(options);
        var few = options with { PoolSize = 1, MaxOverflow = Connections - 1 };
        var keys = PostgresConnections.OpenMigrated(options.KeyDatabase ?? options.Database, few, Schema, Migrations);
        return new PostgresDataKeyStore(keys, time ?? TimeProvider.System);
    }

    /// <inheritdoc />
    public WrappedDataKey? Find(string owner) => Use(connection => ReadCurrent(connection, owner));

    /// <inheritdoc />
    public IReadOnlyList<WrappedDataKey> FindEarlier(string owner) => Use(connection => List(connection.Command(FindEarlierKeys).With(owner), KeyOf));

    /// <inheritdoc />
    public WrappedDataKey GetOrAdd(string owner, WrappedDataKey key) => Use(connection =>
    {
        // Of two processes the second keeps the first's key; so it may also run twice.
        Insert(connection, owner, key);
        return ReadCurrent(connection, owner) ?? throw new RecordBeingErasedException(); // as the key was made
    });

    /// <inheritdoc />
    public bool TryRenew(string owner, SealKeyId expected, WrappedDataKey renewed, DateTimeOffset now) => UseInTransaction(connection =>
    {
        using var demote = connection.Command(DemoteKey).With(owner).With(expected.Value).With(now.ToUnixTimeMilliseconds());
        if (demote.ExecuteNonQuery() == 0)
            return false;
        Insert(connection, owner, renewed);
        return true;
    });

    /// <inheritdoc />
    public bool Retire(string owner, SealKeyId id) => Use(connection =>
    {
        using var retire = connection.Command(RetireKey).With(owner).With(id.Value).With(time.GetUtcNow().ToUnixTimeMilliseconds());
        return retire.ExecuteNonQuery() > 0;
    });

    /// <inheritdoc />
    /// <remarks>Key and file go in one transaction: as long as somebody else reads the table in a transaction of theirs, neither does.</remarks>
    /// <exception cref="StorageUnavailableException">The server is away, or the table is in use for ten seconds on end; call again.</exception>
    public bool Erase(string owner)
    {
        return UseInTransaction(connection =>
        {
            using (var alone = connection.Command(LockKeys))
                alone.ExecuteNonQuery();
            foreach (var note in (ReadOnlySpan<string>)[NoteErased, NoteRetiredErased])
            {
                using var noting = connection.Command(note).With(owner).With(time.GetUtcNow().ToUnixTimeMilliseconds());
                noting.ExecuteNonQuery();
            }

            using var delete = connection.Command(EraseKey).With(owner);
            var erased = delete.ExecuteNonQuery() > 0;
            using var rewrite = connection.Command(RewriteKeys);
            rewrite.CommandTimeout = RewriteSeconds;
            rewrite.ExecuteNonQuery();
            return erased;
        });
    }

    /// <inheritdoc />
    public int Replace(IReadOnlyList<KeyReplacement> batch) => UseInTransaction(connection =>
    {
        var replaced = 0;
        foreach (var (owner, before, after) in batch)
        {
            using var update = connection.Command(ReplaceKey)
                .With(owner).With(before.Id.Value).With(before.MasterKeyId).With(before.Wrapped.ToArray())
                .With(after.MasterKeyId).With(after.Wrapped.ToArray());
            replaced += update.ExecuteNonQuery();
        }

        return replaced;
    });

    /// <inheritdoc />
    public IReadOnlyList<KeptDataKey> ListUnderOthers(string masterKeyId, SealKeyId? after, int limit) =>
        Use(connection => List(connection.Command(ListUnderOtherKeys).With(masterKeyId).With(after?.Value ?? long.MinValue).With((long)limit), KeptOf));

    /// <inheritdoc />
    public IReadOnlyList<KeptDataKey> ListEarlier(SealKeyId? after, int limit) =>
        Use(connection => List(connection.Command(ListEarlierKeys).With(after?.Value ?? long.MinValue).With((long)limit), KeptOf));

    /// <inheritdoc />
    public IReadOnlyList<string> ListOwners(string? after, int limit) =>
        Use(connection => List(connection.Command(ListAllOwners).With(after ?? "").With((long)limit), row => row.GetString(0)));

    /// <inheritdoc />
    public IReadOnlyList<SealKeyId> FindErased(string owner) =>
        Use(connection => List(connection.Command(FindErasedKeys).With(owner), row => new SealKeyId(row.GetInt64(0))));

    /// <inheritdoc />
    public IReadOnlyList<ErasedKey> ListErased(SealKeyId? after, int limit) => Use(connection => List(
        connection.Command(ListErasedKeys).With(after?.Value ?? long.MinValue).With((long)limit),
        row => new ErasedKey(row.GetString(1), new SealKeyId(row.GetInt64(0)))));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, long> CountByMasterKey() => Use(connection =>
        List(connection.Command(CountKeys), row => (Id: row.GetString(0), Count: row.GetInt64(1)))
            .ToDictionary(count => count.Id, count => count.Count, StringComparer.Ordinal));

    public void Dispose() => source.Dispose();

    private static WrappedDataKey? ReadCurrent(NpgsqlConnection connection, string owner) =>
        List(connection.Command(FindKey).With(owner), KeyOf).SingleOrDefault();

    private static void Insert(NpgsqlConnection connection, string owner, WrappedDataKey key)
    {
        using var insert = connection.Command(InsertKey).With(owner).With(key.Id.Value).With(key.MasterKeyId).With(key.Wrapped.ToArray());
        insert.ExecuteNonQuery();
    }

    private static List<T> List<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> of)
    {
        using (command)
        {
            using var row = command.ExecuteReader();
            var list = new List<T>();
            while (row.Read())
                list.Add(of(row));
            return list;
        }
    }

    private static WrappedDataKey KeyOf(NpgsqlDataReader row) => new(new SealKeyId(row.GetInt64(0)), row.GetString(1), row.Blob(2));

    private static KeptDataKey KeptOf(NpgsqlDataReader row) => new(row.GetString(3), KeyOf(row), row.IsDBNull(4) ? null : row.Time(4));

    private TResult UseInTransaction<TResult>(Func<NpgsqlConnection, TResult> operation) => Use(connection =>
    {
        using var transaction = connection.BeginTransaction();
        var result = operation(connection);
        transaction.Commit();
        return result;
    });

    /// <summary>Runs <paramref name="operation"/>, which has the same effect when run twice; again if the connection is lost.</summary>
    private TResult Use<TResult>(Func<NpgsqlConnection, TResult> operation)
    {
        try
        {
            try
            {
                return UseOnce(operation);
            }
            catch (Exception e) when (PostgresFailure.IsLostConnection(e))
            {
                return UseOnce(operation);
            }
        }
        catch (Exception e) when (PostgresFailure.IsOfTheStore(e))
        {
            throw PostgresFailure.Unavailable(e);
        }
    }

    private TResult UseOnce<TResult>(Func<NpgsqlConnection, TResult> operation)
    {
        using var connection = source.OpenConnection();
        return operation(connection);
    }
}
