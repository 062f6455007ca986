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
    // Keys are asked for one at a time, while connections of the data's pool are held: they cannot come from there.
    private const int Connections = 2;
    private const string Schema = "mediagents_keys";

    private static readonly string FindKey = PostgresSql.Read("Keys/find_key.sql");
    private static readonly string FindEarlierKeys = PostgresSql.Read("Keys/find_earlier.sql");
    private static readonly string ListUnderOtherKeys = PostgresSql.Read("Keys/list_under_others.sql");
    private static readonly string ListEarlierKeys = PostgresSql.Read("Keys/list_earlier.sql");
    private static readonly string ListAllOwners = PostgresSql.Read("Keys/list_owners.sql");
    private static readonly string CountKeys = PostgresSql.Read("Keys/count_by_master_key.sql");
    private static readonly string RewriteKeys = PostgresSql.Read("Keys/rewrite_keys.sql");

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
        return new PostgresDataKeyStore(PostgresConnections.OpenMigrated(options.KeyDatabase ?? options.Database, few, Schema, "Keys/Migrations"), time ?? TimeProvider.System);
    }

    /// <inheritdoc />
    public WrappedDataKey? Find(string owner) => Use(connection => ReadCurrent(connection, owner));

    /// <inheritdoc />
    public IReadOnlyList<WrappedDataKey> FindEarlier(string owner) => Use(connection =>
    {
        using var find = connection.Command(FindEarlierKeys).With(owner);
        return Rows(find, KeyOf);
    });

    /// <inheritdoc />
    public WrappedDataKey GetOrAdd(string owner, WrappedDataKey key) => Use(connection =>
    {
        // Of two processes the second keeps the first's key; so it may also run twice.
        KeyChanges.Insert(connection, owner, key);
        return ReadCurrent(connection, owner) ?? throw new InvalidOperationException("The key was erased as it was made.");
    });

    /// <inheritdoc />
    public bool TryRenew(string owner, SealKeyId expected, WrappedDataKey renewed, DateTimeOffset now) =>
        InTransaction(connection => KeyChanges.Renew(connection, owner, expected, renewed, now));

    /// <inheritdoc />
    public bool Retire(string owner, SealKeyId id) => Rewriting(connection => KeyChanges.Retire(connection, owner, id, time.GetUtcNow()));

    /// <inheritdoc />
    /// <exception cref="StorageUnavailableException">The server is away, and the key may still stand in a file; call again.</exception>
    public bool Erase(string owner) => Rewriting(connection => KeyChanges.Erase(connection, owner, time.GetUtcNow()));

    /// <inheritdoc />
    public int Replace(IReadOnlyList<KeyReplacement> batch) => InTransaction(connection => KeyChanges.Replace(connection, batch));

    /// <inheritdoc />
    public IReadOnlyList<KeptDataKey> ListUnderOthers(string masterKeyId, SealKeyId? after, int limit) => Use(connection =>
    {
        using var list = connection.Command(ListUnderOtherKeys).With(masterKeyId).With(after?.Value ?? long.MinValue).With(limit);
        return Rows(list, KeptOf);
    });

    /// <inheritdoc />
    public IReadOnlyList<KeptDataKey> ListEarlier(SealKeyId? after, int limit) => Use(connection =>
    {
        using var list = connection.Command(ListEarlierKeys).With(after?.Value ?? long.MinValue).With(limit);
        return Rows(list, KeptOf);
    });

    /// <inheritdoc />
    public IReadOnlyList<string> ListOwners(string? after, int limit) => Use(connection =>
    {
        using var list = connection.Command(ListAllOwners).With(after ?? "").With(limit);
        return Rows(list, row => row.GetString(0));
    });

    /// <inheritdoc />
    public IReadOnlyDictionary<string, long> CountByMasterKey() => Use(connection =>
    {
        using var count = connection.Command(CountKeys);
        return Rows(count, row => (MasterKeyId: row.GetString(0), Keys: row.GetInt64(1)))
            .ToDictionary(one => one.MasterKeyId, one => one.Keys, StringComparer.Ordinal);
    });

    public void Dispose() => source.Dispose();

    private static WrappedDataKey? ReadCurrent(NpgsqlConnection connection, string owner)
    {
        using var find = connection.Command(FindKey).With(owner);
        using var row = find.ExecuteReader();
        return row.Read() ? KeyOf(row) : null;
    }

    private static List<T> Rows<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read)
    {
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read())
            rows.Add(read(row));
        return rows;
    }

    private static WrappedDataKey KeyOf(NpgsqlDataReader row) => new(new SealKeyId(row.GetInt64(0)), row.GetString(1), row.Blob(2));

    private static KeptDataKey KeptOf(NpgsqlDataReader row) => new(row.GetString(3), KeyOf(row), row.IsDBNull(4) ? null : row.Time(4));

    /// <summary>A removal, after which the key leaves the table's file, too.</summary>
    private bool Rewriting(Func<NpgsqlConnection, bool> removal)
    {
        var removed = InTransaction(removal);
        Use(connection =>
        {
            using var rewrite = connection.Command(RewriteKeys);
            return rewrite.ExecuteNonQuery();
        });
        return removed;
    }

    private TResult InTransaction<TResult>(Func<NpgsqlConnection, TResult> operation) => Use(connection =>
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
