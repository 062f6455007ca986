using Npgsql;

namespace MediAgents.Storage.Postgres;

/// <summary>
/// Holds the database for this process, or, shared, for the processes of a cluster: two servers with embedded agents on one
/// database would each wake the other's unfinished runs. The lock goes with its connection, and so with the process, however it ends.
/// </summary>
public sealed class PostgresHostLock : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(10), TryAgainAfter = TimeSpan.FromSeconds(1);

    private static readonly string TakeAlone = PostgresSql.Read("take_host_lock.sql");
    private static readonly string TakeShared = PostgresSql.Read("share_host_lock.sql");

    private readonly NpgsqlDataSource source;
    private readonly string taking;
    private NpgsqlConnection connection;

    private PostgresHostLock(NpgsqlDataSource source, string statement, NpgsqlConnection connection)
    {
        this.source = source;
        taking = statement;
        this.connection = connection;
    }

    /// <summary>Takes the lock; waits for a moment, since the server may not have noticed yet that a process before is gone.</summary>
    /// <param name="options">Where the database is.</param>
    /// <param name="shared">Whether others may hold it, shared, at the same time.</param>
    /// <exception cref="DatabaseInUseException">Another server has it.</exception>
    /// <exception cref="Primitives.StorageUnavailableException">The server is away or refuses.</exception>
    public static PostgresHostLock Take(PostgresOptions options, bool shared = false)
    {
        PostgresOptions.Validate(options);
        var statement = shared ? TakeShared : TakeAlone;
        var single = PostgresConnections.Single(options.Database, options, PostgresDatabase.Schema);
        try
        {
            return new PostgresHostLock(single, statement, TakeOn(single.OpenConnection(), statement));
        }
        catch (Exception e)
        {
            single.Dispose();
            if (PostgresFailure.IsOfTheStore(e))
                throw PostgresFailure.Unavailable(e);
            throw;
        }
    }

    /// <summary>Looks after the lock until cancelled: when its connection broke, takes it again on another.</summary>
    /// <exception cref="DatabaseInUseException">Meanwhile another server took it; this one must stop.</exception>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(CheckEvery);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            while (!await IsHeldAsync(cancellationToken))
                await RetakeAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        connection.Dispose();
        source.Dispose();
    }

    private async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var probe = connection.Command("SELECT");
            await probe.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException) // the latter when it was seen to be broken before
        {
            return false;
        }
    }

    private async Task RetakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await connection.DisposeAsync();
            connection = TakeOn(await source.OpenConnectionAsync(cancellationToken), taking);
        }
        catch (NpgsqlException)
        {
            await Task.Delay(TryAgainAfter, cancellationToken); // the server is still away
        }
    }

    private static NpgsqlConnection TakeOn(NpgsqlConnection connection, string statement)
    {
        try
        {
            using var take = connection.Command(statement);
            take.ExecuteNonQuery();
            return connection;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            connection.Dispose();
            throw new DatabaseInUseException();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
