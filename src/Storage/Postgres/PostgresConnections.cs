using MediAgents.Primitives;
using Npgsql;

namespace MediAgents.Storage.Postgres;

/// <summary>How this product connects to PostgreSQL.</summary>
internal static class PostgresConnections
{
    // Statements kept prepared on a connection; there are fewer than this, so none is prepared twice.
    private const int PreparedStatements = 100;

    private const int IdleSeconds = 60;

    // After so much silence each end asks the other whether it is there, and again and again.
    private const int KeepAliveSeconds = 15, KeepAliveIntervalSeconds = 5;

    /// <summary>A pool of connections to a schema brought to this release.</summary>
    /// <exception cref="StorageUnavailableException">The server is away, refuses, or is too old.</exception>
    /// <exception cref="StorageTooNewException">A newer release wrote the schema.</exception>
    public static NpgsqlDataSource OpenMigrated(PostgresUrl url, PostgresOptions options, string schema, string migrations)
    {
        var source = Pool(url, options, schema);
        try
        {
            using var connection = source.OpenConnection();
            PostgresMigrations.Run(connection, schema, migrations);
            return source;
        }
        catch (Exception e)
        {
            source.Dispose();
            if (PostgresFailure.IsOfTheStore(e))
                throw PostgresFailure.Unavailable(e);
            throw;
        }
    }

    /// <summary>A pool of connections; none is opened yet.</summary>
    public static NpgsqlDataSource Pool(PostgresUrl url, PostgresOptions options, string schema)
    {
        var connection = Connection(url, options, schema);
        connection.MinPoolSize = options.PoolSize;
        connection.MaxPoolSize = options.PoolSize + options.MaxOverflow;
        connection.ConnectionIdleLifetime = IdleSeconds;
        connection.NoResetOnClose = true; // sessions are never changed
        connection.MaxAutoPrepare = PreparedStatements;
        connection.AutoPrepareMinUsages = 2;
        return Source(connection);
    }

    /// <summary>A connection of its own, beside every pool.</summary>
    public static NpgsqlDataSource Single(PostgresUrl url, PostgresOptions options, string schema)
    {
        var connection = Connection(url, options, schema);
        connection.Pooling = false;
        return Source(connection);
    }

    /// <summary>The words for a small pool that a library opens by itself.</summary>
    public static NpgsqlConnectionStringBuilder Bounded(PostgresUrl url, PostgresOptions options, string schema, string application, int connections)
    {
        var connection = Connection(url, options, schema);
        connection.ApplicationName = application;
        connection.MaxPoolSize = connections;
        connection.ConnectionIdleLifetime = IdleSeconds;
        return connection;
    }

    private static NpgsqlConnectionStringBuilder Connection(PostgresUrl url, PostgresOptions options, string schema)
    {
        var connection = url.ToBuilder();
        connection.ApplicationName = "mediagents";
        connection.SearchPath = schema;
        connection.Timeout = (int)options.ConnectTimeout.TotalSeconds;
        connection.CommandTimeout = (int)options.StatementTimeout.TotalSeconds;
        connection.CancellationTimeout = (int)options.ConnectTimeout.TotalMilliseconds;
        // The system's own times let a connection whose other end is gone pass for alive for hours.
        connection.TcpKeepAlive = true;
        connection.TcpKeepAliveTime = KeepAliveSeconds;
        connection.TcpKeepAliveInterval = KeepAliveIntervalSeconds;
        // A commit is durable before it is acknowledged, whatever the server's default. A session that hangs, or whose
        // machine is gone, does not hold the others off for long.
        connection.Options =
            "-c synchronous_commit=on -c TimeZone=UTC -c lock_timeout=10s -c idle_in_transaction_session_timeout=15s "
            + $"-c tcp_keepalives_idle={KeepAliveSeconds} -c tcp_keepalives_interval={KeepAliveIntervalSeconds} -c tcp_keepalives_count=3";
        return connection;
    }

    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder connection) =>
        new NpgsqlSlimDataSourceBuilder(connection.ConnectionString).EnableArrays().EnableTransportSecurity().Build();
}
