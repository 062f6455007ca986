using MediAgents.Primitives;
using System.Diagnostics;

namespace MediAgents.Storage.Sqlite;

/// <summary>
/// One database file: a writer that commits in groups, and a bounded pool of readers beside it. Write-ahead log, synced at
/// every commit: what a completed write wrote survives a power cut.
/// </summary>
public sealed class SqliteDatabase : IStorageHealth, IAsyncDisposable
{
    /// <summary>The file within the data directory.</summary>
    public const string FileName = "mediagents.db";

    internal const string Migrations = "Migrations";

    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;
    private readonly SqliteCheckpoints checkpoints;
    private readonly Lazy<Task> closing;

    private SqliteDatabase(string path, SqliteSession session, StorageOptions options)
    {
        readers = new SqliteReaders(path, options.BusyTimeout, options.ReadConnections);
        checkpoints = new SqliteCheckpoints(path, options.BusyTimeout, options.LogPages, readers);
        writer = new SqliteWriter(session, checkpoints, Path.GetFileName(path), options.WriteQueueLength);
        closing = new Lazy<Task>(CloseAsync);
    }

    /// <summary>Opens <c>mediagents.db</c> in the data directory, brought to the schema of this release.</summary>
    /// <exception cref="StorageUnavailableException">The file cannot be opened.</exception>
    /// <exception cref="StorageTooNewException">A newer release wrote it.</exception>
    public static SqliteDatabase Open(StorageOptions options)
    {
        StorageOptions.Validate(options);
        Records.Sealing.PrivateFiles.CreateDirectory(options.DataDirectory);
        var file = Path.Combine(options.DataDirectory, FileName);
        var session = OpenMigrated(file, Migrations, options.BusyTimeout);
        try
        {
            session.ExecuteScript("PRAGMA wal_autocheckpoint = 0;"); // else a commit, and all that wait for it, would do it
            return new SqliteDatabase(file, session, options);
        }
        catch (Exception e)
        {
            session.Dispose();
            if (SqliteFailure.IsOfTheStore(e))
                throw SqliteFailure.Unavailable(e);
            throw;
        }
    }

    /// <summary>
    /// Runs <paramref name="operation"/> in a transaction with whatever else waits; durable when this returns. If it throws,
    /// its changes are undone and the caller gets what it threw. It runs on the writer's thread and may run twice, so it
    /// does nothing but write, and the work that can be done before is.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The disk is full or the file locked; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before it started; nothing was written.</exception>
    public Task<TResult> WriteAsync<TResult>(Func<SqliteSession, TResult> operation, CancellationToken cancellationToken = default) =>
        writer.WriteAsync(operation, cancellationToken);

    /// <summary>Runs <paramref name="query"/> on the caller's thread, on one of the readers.</summary>
    /// <exception cref="StorageUnavailableException">The file cannot be read.</exception>
    public ValueTask<TResult> ReadAsync<TResult>(Func<SqliteSession, TResult> query, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(query, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        await ReadAsync(ReadSchema, cancellationToken);
        await WriteAsync(ReadSchema, cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Finishes the writes that wait and the reads that run, then closes the file. Again: waits for the same.</summary>
    public ValueTask DisposeAsync() => new(closing.Value);

    /// <summary>Opens a session that writes to a file brought to the schema in <paramref name="migrations"/>.</summary>
    internal static SqliteSession OpenMigrated(string file, string migrations, TimeSpan busyTimeout)
    {
        SqliteSession? session = null;
        try
        {
            session = SqliteSession.OpenWriter(file, busyTimeout);
            SqliteMigrations.Run(session, migrations);
            return session;
        }
        catch (Exception e)
        {
            session?.Dispose();
            if (SqliteFailure.IsOfTheStore(e))
                throw SqliteFailure.Unavailable(e);
            throw;
        }
    }

    private async Task CloseAsync()
    {
        await readers.DisposeAsync();
        await checkpoints.StopAsync();
        await writer.DisposeAsync(); // the last to close takes the log with it
        checkpoints.Dispose();
    }

    private static long ReadSchema(SqliteSession session)
    {
        using var newest = session.Statement("SELECT max(number) FROM schema_migration");
        newest.Step();
        return newest.Number(0);
    }
}
