using MediAgents.Primitives;
using Npgsql;

namespace MediAgents.Storage.Postgres;

/// <summary>
/// One database's bounded pool of connections. What goes through it is a transaction of its own; what also appends to the
/// audit trail goes through <see cref="PostgresWriter"/>.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    internal const string Schema = "mediagents";

    private readonly NpgsqlDataSource source;

    private PostgresDatabase(NpgsqlDataSource source) => this.source = source;

    /// <summary>Connects, and brings the schema <c>mediagents</c> to this release.</summary>
    /// <exception cref="StorageUnavailableException">The server is away, refuses, or is too old.</exception>
    /// <exception cref="StorageTooNewException">A newer release wrote the schema.</exception>
    public static PostgresDatabase Open(PostgresOptions options)
    {
        PostgresOptions.Validate(options);
        return new PostgresDatabase(PostgresConnections.OpenMigrated(options.Database, options, Schema, "Migrations"));
    }

    /// <summary>
    /// Runs <paramref name="query"/>, which only reads, on a connection of the pool; a second time when the connection
    /// turns out to be lost.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The server is away, or no connection became free in time.</exception>
    internal async Task<TResult> ReadAsync<TResult>(Func<NpgsqlConnection, Task<TResult>> query, CancellationToken cancellationToken)
    {
        try
        {
            return await UseAsync(query, cancellationToken);
        }
        catch (Exception lost) when (PostgresFailure.IsLostConnection(lost))
        {
            return await TranslateAsync(query, cancellationToken);
        }
        catch (Exception e) when (PostgresFailure.IsOfTheStore(e))
        {
            throw PostgresFailure.Unavailable(e);
        }
    }

    /// <summary>
    /// Runs one statement, or one transaction that <paramref name="operation"/> begins and commits; durable when this returns.
    /// </summary>
    /// <exception cref="StorageUnavailableException">
    /// The server is away, or no connection became free in time. Where the connection broke at the very commit, what was
    /// to be written may be.
    /// </exception>
    internal Task<TResult> WriteAsync<TResult>(Func<NpgsqlConnection, Task<TResult>> operation, CancellationToken cancellationToken) =>
        TranslateAsync(operation, cancellationToken);

    /// <summary>As <see cref="WriteAsync"/>, on the caller's thread: for the start.</summary>
    /// <exception cref="StorageUnavailableException">The server is away.</exception>
    internal TResult Use<TResult>(Func<NpgsqlConnection, TResult> operation)
    {
        try
        {
            using var connection = source.OpenConnection();
            return operation(connection);
        }
        catch (Exception e) when (PostgresFailure.IsOfTheStore(e))
        {
            throw PostgresFailure.Unavailable(e);
        }
    }

    /// <summary>A connection of the pool for a long time: the writer's.</summary>
    internal ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) => source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<TResult> TranslateAsync<TResult>(Func<NpgsqlConnection, Task<TResult>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await UseAsync(operation, cancellationToken);
        }
        catch (Exception e) when (PostgresFailure.IsOfTheStore(e))
        {
            throw PostgresFailure.Unavailable(e);
        }
    }

    private async Task<TResult> UseAsync<TResult>(Func<NpgsqlConnection, Task<TResult>> operation, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await operation(connection);
    }
}
