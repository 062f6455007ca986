using Microsoft.Data.Sqlite;
using MediAgents.Records.Sealing;
using SQLitePCL;

namespace MediAgents.Storage.Sqlite;

/// <summary>One connection with the statements prepared on it. One user at a time.</summary>
public sealed class SqliteSession : IDisposable
{
    // 64 MB: beyond it the write-ahead log is cut back once it has been checkpointed.
    private const int LargestIdleLog = 64 * 1024 * 1024;

    // Of a file without SqliteCheckpoints: as large as the idle log.
    private const int CheckpointPages = 16_000;

    // The pages of indexes that writes touch lie far apart; those that do not fit are read again.
    private const int WriterCacheKilobytes = 32 * 1024;

    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);
    private readonly List<IDeferredWrite> deferred = [];

    private SqliteSession(SqliteConnection connection) => Connection = connection;

    /// <summary>The connection, for whoever prefers ADO.NET where speed does not matter.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    /// <summary>
    /// The statement, prepared at its first use. Not to be taken again before it is given back.
    /// </summary>
    public SqliteStatement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements[sql] = statement = new SqliteStatement(Connection.Handle!, sql);
        return statement;
    }

    /// <summary>Runs a statement without parameters or rows.</summary>
    public void Execute(string sql)
    {
        using var statement = Statement(sql);
        statement.Step();
    }

    /// <summary>Runs a script of several statements, once.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Pages written to the log since this was last asked.</summary>
    internal int TakeWrittenPages()
    {
        _ = raw.sqlite3_db_status(Connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, resetFlg: 1);
        return written;
    }

    /// <summary>Brings the log into the database as far as readers allow, waiting for nobody.</summary>
    /// <returns>Pages of the log, and those of them that are in the database now.</returns>
    /// <exception cref="SqliteException">The disk failed, or another connection does the same.</exception>
    internal (int Log, int Taken) Checkpoint()
    {
        var result = raw.sqlite3_wal_checkpoint_v2(Connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var log, out var taken);
        SqliteException.ThrowExceptionForRC(result, Connection.Handle);
        return (log, taken);
    }

    /// <summary>Has <paramref name="write"/> written before the transaction ends. Twice is as once.</summary>
    internal void Defer(IDeferredWrite write)
    {
        if (!deferred.Contains(write))
            deferred.Add(write);
    }

    internal void WriteDeferred()
    {
        foreach (var write in deferred)
            write.Write(this);
        deferred.Clear();
    }

    internal void ForgetDeferred()
    {
        foreach (var write in deferred)
            write.Forget();
        deferred.Clear();
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Close();
        statements.Clear();
        Connection.Dispose();
    }

    /// <summary>Opens a session that writes; creates the file, with mode 0600, if need be.</summary>
    internal static SqliteSession OpenWriter(string path, TimeSpan busyTimeout)
    {
        NativeSqlite.Load();
        PrivateFiles.Ensure(path); // SQLite gives its log and index the mode of the file
        return Open(path, busyTimeout, $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = -{WriterCacheKilobytes};
            PRAGMA wal_autocheckpoint = {CheckpointPages};
            PRAGMA journal_size_limit = {LargestIdleLog};
            """);
    }

    internal static SqliteSession OpenReader(string path, TimeSpan busyTimeout) =>
        Open(path, busyTimeout, "PRAGMA query_only = 1;");

    /// <summary>Opens a file that nobody else uses, for what <paramref name="pragmas"/> prepare it for.</summary>
    internal static SqliteSession OpenFile(string path, TimeSpan busyTimeout, string pragmas) => Open(path, busyTimeout, pragmas);

    private static SqliteSession Open(string path, TimeSpan busyTimeout, string pragmas)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds), // 0 would be without end
        };
        var session = new SqliteSession(new SqliteConnection(connectionString.ConnectionString));
        try
        {
            session.Connection.Open();
            // Through ADO.NET, which tries again while another process holds the file: SQLite's own timeout does not
            // cover the change of journal mode.
            session.ExecuteScript($"PRAGMA busy_timeout = {(long)busyTimeout.TotalMilliseconds}; PRAGMA foreign_keys = 1;");
            session.ExecuteScript(pragmas);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
