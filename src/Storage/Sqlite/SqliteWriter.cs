using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace MediAgents.Storage.Sqlite;

/// <summary>
/// Group commit: one thread takes every write that waits, runs them in one transaction and tells the callers after the
/// commit, so that one sync of the disk serves them all. Writes keep their order. One that throws takes only itself back.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    // Bounds how long the first of a batch waits for the last.
    private const int LargestBatch = 512;

    private readonly SqliteSession session;
    private readonly SqliteCheckpoints checkpoints;
    private readonly Channel<QueuedWrite> queue;
    private readonly List<QueuedWrite> batch = new(LargestBatch);
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SqliteWriter(SqliteSession session, SqliteCheckpoints checkpoints, string name, int queueLength)
    {
        this.session = session;
        this.checkpoints = checkpoints;
        queue = Channel.CreateBounded<QueuedWrite>(new BoundedChannelOptions(queueLength) { SingleReader = true });
        new Thread(WriteUntilClosed) { IsBackground = true, Name = $"writer of {name}" }.Start();
    }

    /// <inheritdoc cref="SqliteDatabase.WriteAsync"/>
    public async Task<TResult> WriteAsync<TResult>(Func<SqliteSession, TResult> operation, CancellationToken cancellationToken)
    {
        var write = new QueuedWrite<TResult>(operation);
        try
        {
            await queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("The database is closed.", e);
        }

        await using var cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((QueuedWrite<TResult>)state!).Cancel(token),
            write);
        return await write.Completion;
    }

    /// <summary>Takes no more writes, finishes those that wait, and closes the session.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stopped.Task;
    }

    private void WriteUntilClosed()
    {
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < LargestBatch && queue.Reader.TryRead(out var write))
            {
                if (write.TryStart())
                    batch.Add(write);
            }

            if (batch.Count > 0) // none is left when all were cancelled
                CommitBatch();
            batch.Clear();
        }

        session.Dispose();
        stopped.SetResult();
    }

    private void CommitBatch()
    {
        try
        {
            if (!TryCommit(alone: false))
                TryCommit(alone: true);
        }
        catch (Exception e)
        {
            RollBack();
            var failure = e is SqliteException ? SqliteFailure.Unavailable(e) : e;
            batch.ForEach(write => write.Fail(failure));
            return;
        }

        batch.ForEach(write => write.Complete());
        checkpoints.AfterCommit(session);
    }

    /// <summary>
    /// Runs and commits the batch. Savepoints cost as much as the writes themselves, so they are set only (<paramref name="alone"/>)
    /// when a first try without them met a write that throws: that try is rolled back and the answer is false.
    /// </summary>
    private bool TryCommit(bool alone)
    {
        session.Execute("BEGIN IMMEDIATE");
        foreach (var write in batch)
        {
            if (alone)
                session.Execute("SAVEPOINT one");
            write.Run(session);
            if (write.Failure is { } failure)
            {
                if (SqliteFailure.IsOfTheStore(failure))
                    throw failure;
                if (!alone)
                {
                    RollBack();
                    return false;
                }

                session.ForgetDeferred();
                session.Execute("ROLLBACK TO one");
            }

            if (alone)
            {
                session.WriteDeferred(); // or a later write that is taken back would take this one's part with it
                session.Execute("RELEASE one");
            }
        }

        session.WriteDeferred();
        session.Execute("COMMIT");
        return true;
    }

    private void RollBack()
    {
        session.ForgetDeferred();
        // After some failures SQLite has rolled back by itself.
        if (!session.InTransaction)
            return;
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The next batch cannot begin then, tells its callers so, and comes here again: the writer lives on.
        }
    }
}
