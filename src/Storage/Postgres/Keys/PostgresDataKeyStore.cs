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
    private static readonly string InsertKey = PostgresSql.Read("Keys/insert_key.sql");
    private static readonly string EraseKey = PostgresSql.Read("Keys/erase_key.sql");
    private static readonly string RewriteKeys = PostgresSql.Read("Keys/rewrite_keys.sql");

    private readonly NpgsqlDataSource source;

    private PostgresDataKeyStore(NpgsqlDataSource source) => this.source = source;

    /// <summary>Connects to the database of the keys, its schema brought to this release.</summary>
    /// <exception cref="StorageUnavailableException">The server is away, refuses, or is too old.</exception>
    /// <exception cref="StorageTooNewException">A newer release wrote the schema.</exception>
    public static PostgresDataKeyStore Open(PostgresOptions options)
    {
        PostgresOptions.Validate(options);
        var few = options with { PoolSize = 1, MaxOverflow = Connections - 1 };
        return new PostgresDataKeyStore(PostgresConnections.OpenMigrated(options.KeyDatabase ?? options.Database, few, Schema, "Keys/Migrations"));
    }

    /// <inheritdoc />
    /// <exception cref="StorageUnavailableException">The server is away.</exception>
    public WrappedDataKey? Find(string owner) => Use(connection => Read(connection, owner));

    /// <inheritdoc />
    /// <exception cref="StorageUnavailableException">The server is away.</exception>
    public WrappedDataKey GetOrAdd(string owner, WrappedDataKey key) => Use(connection =>
    {
        // Of two processes the second keeps the first's key; so it may also run twice.
        using var insert = connection.Command(InsertKey).With(owner).With(key.Id.Value).With(key.MasterKeyId).With(key.Wrapped.ToArray());
        insert.ExecuteNonQuery();
        return Read(connection, owner) ?? throw new InvalidOperationException("The key was erased as it was made.");
    });

    /// <inheritdoc />
    /// <exception cref="StorageUnavailableException">The server is away, and the key may still stand in a file; call again.</exception>
    public bool Erase(string owner) => Use(connection =>
    {
        using var delete = connection.Command(EraseKey).With(owner);
        var erased = delete.ExecuteNonQuery() > 0;
        using var rewrite = connection.Command(RewriteKeys);
        rewrite.ExecuteNonQuery();
        return erased;
    });

    public void Dispose() => source.Dispose();

    private static WrappedDataKey? Read(NpgsqlConnection connection, string owner)
    {
        using var find = connection.Command(FindKey).With(owner);
        using var row = find.ExecuteReader();
        return row.Read() ? new WrappedDataKey(new SealKeyId(row.GetInt64(0)), row.GetString(1), row.Blob(2)) : null;
    }

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
