using System.Collections.Concurrent;

namespace MediAgents.Storage.Sqlite;

/// <summary>A bounded pool of connections that read one database file.</summary>
internal sealed class SqliteReaders(string path, TimeSpan busyTimeout, int count) : IAsyncDisposable
{
    private readonly SemaphoreSlim free = new(count);
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private volatile TaskCompletionSource? pause;
    private volatile bool closed;

    /// <inheritdoc cref="SqliteDatabase.ReadAsync"/>
    public async ValueTask<TResult> ReadAsync<TResult>(Func<SqliteSession, TResult> query, CancellationToken cancellationToken)
    {
        while (pause is { } paused)
            await paused.Task.WaitAsync(cancellationToken);
        await free.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(closed, this);
            if (!idle.TryTake(out var session))
                session = SqliteSession.OpenReader(path, busyTimeout);
            try
            {
                return query(session);
            }
            finally
            {
                idle.Add(session);
            }
        }
        catch (Exception e) when (SqliteFailure.IsOfTheStore(e))
        {
            throw SqliteFailure.Unavailable(e);
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Runs <paramref name="action"/> while nobody reads, unless that takes longer to come about than <paramref name="patience"/>.</summary>
    public bool TryWithout(TimeSpan patience, Action action)
    {
        // Else whoever reads again at once would have the connection before whoever waits for it has woken.
        var paused = pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var time = new CancellationTokenSource(patience);
        var taken = 0;
        try
        {
            for (; taken < count; taken++)
                free.Wait(time.Token);
            action();
            return true;
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            if (taken > 0)
                free.Release(taken);
            pause = null;
            paused.SetResult();
        }
    }

    /// <summary>Waits for the reads that run, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var reader = 0; reader < count; reader++)
            await free.WaitAsync();
        closed = true;
        while (idle.TryTake(out var session))
            session.Dispose();
        free.Release(count); // whoever waits still is told that it is closed
    }
}
