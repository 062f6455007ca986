using Npgsql;

namespace MediAgents.Storage.Postgres;

/// <summary>
/// Holds the database for this process, or, shared, for the processes of one cluster: two servers with embedded agents, or two
/// clusters, on one database would each wake the other's unfinished runs. The lock goes with its connection, and so with the
/// process, however it ends.
/// </summary>
public sealed class PostgresHostLock : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(10), TryAgainAfter = TimeSpan.FromSeconds(1);

    private static readonly string TakeAlone = PostgresSql.Read("take_host_lock.sql");
    private static readonly string TakeShared = PostgresSql.Read("share_host_lock.sql");
    private static readonly string ShareCluster = PostgresSql.Read("share_cluster_lock.sql");
    private static readonly string FindOtherCluster = PostgresSql.Read("find_other_cluster.sql");

    private readonly NpgsqlDataSource source;
    private readonly string? cluster;
    private NpgsqlConnection connection;

    private PostgresHostLock(NpgsqlDataSource source, string? cluster, NpgsqlConnection connection)
    {
        this.source = source;
        this.cluster = cluster;
        this.connection = connection;
    }

    /// <summary>Takes the lock alone; waits for a moment, since the server may not have noticed yet that a process before is gone.</summary>
    /// <exception cref="DatabaseInUseException">Another server, or a cluster, has it.</exception>
    /// <exception cref="Primitives.StorageUnavailableException">The server is away or refuses.</exception>
    public static PostgresHostLock Take(PostgresOptions options) => Hold(options, cluster: null);

    /// <summary>Takes the lock together with the other processes of a cluster; waits for a moment for a server alone.</summary>
    /// <exception cref="DatabaseInUseException">A server alone, or another cluster, has it.</exception>
    /// <exception cref="Primitives.StorageUnavailableException">The server is away or refuses.</exception>
    public static PostgresHostLock Share(PostgresOptions options, string clusterId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clusterId);
        return Hold(options, clusterId);
    }

    /// <summary>Looks after the lock until cancelled: when its connection broke, takes it again on another.</summary>
    /// <exception cref="DatabaseInUseException">Meanwhile another server, or another cluster, took it; this one must stop.</exception>
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

    private static PostgresHostLock Hold(PostgresOptions options, string? cluster)
    {
        PostgresOptions.Validate(options);
        var single = PostgresConnections.Single(options.Database, options, PostgresDatabase.Schema);
        try
        {
            return new PostgresHostLock(single, cluster, TakeOn(single.OpenConnection(), cluster));
        }
        catch (Exception e)
        {
            single.Dispose();
            if (PostgresFailure.IsOfTheStore(e))
                throw PostgresFailure.Unavailable(e);
            throw;
        }
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
            connection = TakeOn(await source.OpenConnectionAsync(cancellationToken), cluster);
        }
        catch (NpgsqlException)
        {
            await Task.Delay(TryAgainAfter, cancellationToken); // the server is still away
        }
    }

    private static NpgsqlConnection TakeOn(NpgsqlConnection connection, string? cluster)
    {
        try
        {
            Run(connection, cluster is null ? TakeAlone : TakeShared);
            if (cluster is not null)
                ShareWith(connection, cluster);
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

    /// <summary>
    /// Looks before, so that an intruder who starts again and again never stands in the cluster's way, and after: of two clusters
    /// that begin at once at least one sees the other.
    /// </summary>
    private static void ShareWith(NpgsqlConnection connection, string cluster)
    {
        RefuseAnotherCluster(connection, cluster);
        using (var share = connection.Command(ShareCluster).With(cluster))
            share.ExecuteNonQuery();
        RefuseAnotherCluster(connection, cluster);
    }

    private static void RefuseAnotherCluster(NpgsqlConnection connection, string cluster)
    {
        using var find = connection.Command(FindOtherCluster).With(cluster);
        if (find.ExecuteScalar() is true)
            throw new DatabaseInUseException(byAnotherCluster: true);
    }

    private static void Run(NpgsqlConnection connection, string statement)
    {
        using var command = connection.Command(statement);
        command.ExecuteNonQuery();
    }
}
