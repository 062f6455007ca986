using MediAgents.Primitives;

namespace MediAgents.Storage.Sqlite.Keys;

/// <summary>A session that many threads use, one at a time.</summary>
internal sealed class KeySession(SqliteSession session) : IDisposable
{
    private readonly Lock gate = new();
    private bool closed;

    /// <exception cref="StorageUnavailableException">The disk is full or the file locked.</exception>
    public TResult Run<TResult>(Func<SqliteSession, TResult> operation)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            try
            {
                return operation(session);
            }
            catch (Exception e) when (SqliteFailure.IsOfTheStore(e))
            {
                throw SqliteFailure.Unavailable(e);
            }
        }
    }

    /// <summary>As <see cref="Run"/>, all of it or nothing, durable when this returns.</summary>
    public TResult RunInTransaction<TResult>(Func<SqliteSession, TResult> operation) => Run(session =>
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            var result = operation(session);
            session.Execute("COMMIT");
            return result;
        }
        catch
        {
            if (session.InTransaction)
                session.Execute("ROLLBACK");
            throw;
        }
    });

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            session.Dispose();
        }
    }
}
