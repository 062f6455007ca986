using System.Threading.Channels;
using MediAgents.Primitives;
using MediAgents.Storage.Postgres.AuditTrail;
using MediAgents.Storage.Postgres.Erasure;
using Npgsql;

namespace MediAgents.Storage.Postgres;

/// <summary>
/// Group commit of everything that appends to the audit trail: one connection takes every operation that waits, locks the
/// end of the trail, runs them in one transaction, appends all their entries and commits, then tells the callers. Several
/// processes may do so on one database; they take turns at the end of the trail. One that throws takes only itself back.
/// </summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    // Bounds how long the first of a batch waits for the last.
    private const int LargestBatch = 512;

    private readonly PostgresDatabase database;
    private readonly TrailCommit trail;
    private readonly Channel<PostgresWrite> queue;
    private readonly List<PostgresWrite> batch = new(LargestBatch);
    private readonly Task writing;
    private NpgsqlConnection? connection;

    public PostgresWriter(PostgresDatabase database, TrailCommit trail, PostgresOptions options)
    {
        this.database = database;
        this.trail = trail;
        queue = Channel.CreateBounded<PostgresWrite>(new BoundedChannelOptions(options.WriteQueueLength) { SingleReader = true });
        writing = Task.Run(WriteUntilClosedAsync);
    }

    /// <summary>
    /// Runs <paramref name="operation"/> in a transaction with whatever else waits; durable when this returns. If it throws,
    /// its changes are undone and the caller gets what it threw. It may run twice, so it does nothing but read and write
    /// here, and the work that can be done before is.
    /// </summary>
    /// <exception cref="StorageUnavailableException">
    /// The server is away or cannot work; nothing was written, unless its words say that this is not known.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled before it started; nothing was written.</exception>
    public Task<TResult> WriteAsync<TResult>(Func<PostgresTransaction, Task<TResult>> operation, CancellationToken cancellationToken = default) =>
        WriteAsync(brings: null, operation, cancellationToken);

    /// <summary>As the other, for an operation that stores sealed data of a patient.</summary>
    /// <inheritdoc cref="WriteAsync{TResult}(Func{PostgresTransaction, Task{TResult}}, CancellationToken)" path="/exception"/>
    /// <exception cref="RecordBeingErasedException">The patient's record is being erased; the operation was not run.</exception>
    /// <exception cref="ErasedKeyException">The data is sealed under a key that was erased; the operation was not run.</exception>
    public async Task<TResult> WriteAsync<TResult>(
        SealedFor? brings, Func<PostgresTransaction, Task<TResult>> operation, CancellationToken cancellationToken = default)
    {
        var write = new PostgresWrite<TResult>(brings, operation);
        try
        {
            await queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("The database is closed.", e);
        }

        await using var cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((PostgresWrite<TResult>)state!).Cancel(token),
            write);
        return await write.Completion;
    }

    /// <summary>Appends one entry to the audit trail; durable when this returns.</summary>
    /// <inheritdoc cref="WriteAsync{TResult}(Func{PostgresTransaction, Task{TResult}}, CancellationToken)" path="/exception"/>
    public Task RecordAsync(Access access, CancellationToken cancellationToken = default) =>
        WriteAsync(
            transaction =>
            {
                transaction.Record(access);
                return Task.FromResult(true);
            },
            cancellationToken);

    /// <summary>Takes no more writes, finishes those that wait, and gives the connection back.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writing;
    }

    private async Task WriteUntilClosedAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && queue.Reader.TryRead(out var write))
            {
                if (write.TryStart())
                    batch.Add(write);
            }

            if (batch.Count > 0) // none is left when all were cancelled
                await CommitBatchAsync();
            batch.Clear();
        }

        await DropConnectionAsync();
    }

    private async Task CommitBatchAsync()
    {
        try
        {
            await CommitOnConnectionAsync();
        }
        catch (Exception e)
        {
            await RollBackAsync();
            var failure = PostgresFailure.IsOfTheStore(e) ? PostgresFailure.Unavailable(e) : e;
            batch.ForEach(write => write.Fail(failure));
            return;
        }

        batch.ForEach(write => write.Complete());
    }

    private async Task CommitOnConnectionAsync()
    {
        try
        {
            await CommitOnceAsync();
        }
        catch (Exception e) when (PostgresFailure.IsLostConnection(e))
        {
            // Nothing was committed. The server was perhaps restarted, and takes a new connection.
            await DropConnectionAsync();
            await CommitOnceAsync();
        }
    }

    private async Task CommitOnceAsync()
    {
        if (!await TryCommitAsync(alone: false))
            await TryCommitAsync(alone: true);
    }

    /// <summary>
    /// Runs and commits the batch. Savepoints cost two round trips a write, so they are set only (<paramref name="alone"/>)
    /// when a first try without them met a write that throws: that try is rolled back and the answer is false.
    /// </summary>
    private async Task<bool> TryCommitAsync(bool alone)
    {
        connection ??= await database.ConnectAsync(CancellationToken.None);
        var transaction = await trail.BeginAsync(connection, [.. batch.Select(write => write.Brings).OfType<SealedFor>()]);
        foreach (var write in batch)
        {
            if (transaction.Fence.Refuses(write.Brings) is { } refusal)
            {
                write.Refuse(refusal);
                continue;
            }

            if (alone)
                await ExecuteAsync("SAVEPOINT one");
            var recorded = transaction.Accesses.Count;
            await write.RunAsync(transaction);
            if (write.Failure is { } failure)
            {
                if (PostgresFailure.IsOfTheStore(failure))
                    throw failure;
                if (!alone)
                {
                    await ExecuteAsync("ROLLBACK");
                    return batch.Count == 1; // of one alone there is nothing else to commit
                }

                await ExecuteAsync("ROLLBACK TO one");
                transaction.ForgetAfter(recorded);
            }

            if (alone)
                await ExecuteAsync("RELEASE one");
        }

        await CommitAsync(transaction);
        return true;
    }

    private async Task CommitAsync(PostgresTransaction transaction)
    {
        try
        {
            await trail.CommitAsync(connection!, transaction);
        }
        catch (Exception e) when (e is NpgsqlException and not PostgresException || PostgresFailure.IsLostConnection(e))
        {
            await DropConnectionAsync();
            switch (await CommitOutcome.AskAsync(database, transaction.Number))
            {
                case true:
                    return;
                case false:
                    throw;
                default:
                    throw new StorageUnavailableException("The connection broke at the commit; whether the write was kept is not known.", e);
            }
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = connection!.Command(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task RollBackAsync()
    {
        if (connection is null)
            return;
        try
        {
            await ExecuteAsync("ROLLBACK"); // where no transaction is open, the server only remarks on it
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            await DropConnectionAsync();
        }
    }

    private async Task DropConnectionAsync()
    {
        if (connection is { } held)
        {
            connection = null;
            await held.DisposeAsync();
        }
    }
}
