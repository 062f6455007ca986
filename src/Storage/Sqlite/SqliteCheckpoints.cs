using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace MediAgents.Storage.Sqlite;

/// <summary>
/// Brings the write-ahead log into the database on a thread and a connection of its own, while commits go on. The writer meets it
/// only for the last pages: SQLite begins the log anew once all of it is in the database and nobody reads it, and beside a busy
/// writer that moment never comes; so the writer takes these few in itself, between two commits. Where one reader after another
/// stands in its way and the log grows to twice its measure, reads wait for it. Another process that reads, a backup, is not
/// waited for: as long as it does the log grows.
/// </summary>
internal sealed class SqliteCheckpoints : IDisposable
{
    // A page of 4 KB and its header in the log.
    private const int FrameSize = 4096 + 24;

    // 2 MB: within a millisecond or two.
    private const int Few = 500;

    // Commits in a row after which the writer looks whether readers have let go of the log.
    private const int MostTries = 20;

    // For the reads under way, when those to come are held.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly SqliteSession session;
    private readonly SafeFileHandle file;
    private readonly SqliteReaders readers;
    private readonly int measure;
    private readonly Lock passing = new();
    private readonly AutoResetEvent due = new(initialState: false);
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool fewAreLeft;
    private volatile bool stopping;

    // Of the writer's thread.
    private int pages;
    private int next;
    private int tries;

    /// <param name="path">The database, which its writer has open.</param>
    /// <param name="busyTimeout">How long to wait for a lock that another process holds.</param>
    /// <param name="measure">Pages of log from which it is brought in, 1 or more.</param>
    /// <param name="readers">Whoever else of this process reads the database.</param>
    public SqliteCheckpoints(string path, TimeSpan busyTimeout, int measure, SqliteReaders readers)
    {
        this.measure = measure;
        this.readers = readers;
        pages = LogFilePages(path); // a killed process may have left a long one
        next = measure;
        session = SqliteSession.OpenWriter(path, busyTimeout);
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        new Thread(BringInUntilStopped) { IsBackground = true, Name = $"checkpoints of {Path.GetFileName(path)}" }.Start();
    }

    /// <summary>For the writer's thread after each commit, once whoever waited for that is told.</summary>
    public void AfterCommit(SqliteSession writer)
    {
        pages += writer.TakeWrittenPages();
        if (fewAreLeft)
        {
            TakeInTheRest(writer);
        }
        else if (pages >= 2 * measure && pages >= next)
        {
            next = pages + measure;
            readers.TryWithout(Patience, () => TakeInTheRest(writer));
        }
        else if (pages >= next)
        {
            next = pages + Math.Max(1, measure / 8);
            due.Set();
        }
    }

    /// <summary>Ends the thread, and closes its connection. The writer goes on without.</summary>
    public Task StopAsync()
    {
        stopping = true;
        due.Set();
        return stopped.Task;
    }

    /// <summary>
    /// After the database's last connection is closed, not before: closing any handle of a file gives up the locks that this
    /// process holds on it, SQLite's too (POSIX, <c>fcntl</c>).
    /// </summary>
    public void Dispose()
    {
        file.Dispose();
        due.Dispose();
    }

    private static int LogFilePages(string path)
    {
        var log = new FileInfo($"{path}-wal");
        return log.Exists ? (int)(log.Length / FrameSize) : 0;
    }

    /// <summary>
    /// Takes in what there is, so that the next commit begins the log anew. Whether it did, or a reader stood in its way, shows
    /// in the length of the log after that commit; then it is tried again.
    /// </summary>
    private void TakeInTheRest(SqliteSession writer)
    {
        var isWhole = false;
        if (TryPass(writer, out var log, out var left))
        {
            pages = log;
            isWhole = left == 0;
        }

        fewAreLeft = isWhole && pages >= measure / 2 && ++tries < MostTries;
        if (!fewAreLeft)
        {
            tries = 0;
            next = Math.Max(measure, pages + measure / 8);
        }
    }

    private void BringInUntilStopped()
    {
        while (true)
        {
            due.WaitOne();
            if (stopping)
                break;
            BringIn();
        }

        session.Dispose();
        stopped.SetResult();
    }

    /// <summary>Pass by pass, each over what was written during the one before, as long as that becomes less.</summary>
    private void BringIn()
    {
        var before = int.MaxValue;
        while (!stopping && TryPass(session, out _, out var left) && left < before)
        {
            if (left <= Few)
            {
                fewAreLeft = true;
                return;
            }

            before = left;
        }
    }

    /// <summary>One pass over the log, as far as readers allow.</summary>
    /// <param name="on">The connection.</param>
    /// <param name="log">Pages of the log.</param>
    /// <param name="left">Those of them that are not in the database yet.</param>
    /// <returns>False when the disk failed; the next commits do so too, if it lasts, and they tell whoever waits for them.</returns>
    private bool TryPass(SqliteSession on, out int log, out int left)
    {
        (log, left) = (0, 0);
        try
        {
            int taken;
            lock (passing)
                (log, taken) = on.Checkpoint();
            left = log - taken;
            // SQLite syncs the database only with the last page of the log, which would be on the writer's thread, for all of it.
            if (left > 0 && on == session)
                RandomAccess.FlushToDisk(file);
            return true;
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            return false;
        }
    }
}
