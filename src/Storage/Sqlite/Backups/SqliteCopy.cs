using MediAgents.Storage.Backups;
using Microsoft.Data.Sqlite;

namespace MediAgents.Storage.Sqlite.Backups;

/// <summary>Copies of database files, checked.</summary>
internal static class SqliteCopy
{
    public const string Store = "sqlite";

    /// <summary>
    /// Copies a database that others use into an empty file, by SQLite's online backup: the state of one moment. The
    /// copy is checked and counted.
    /// </summary>
    /// <exception cref="BackupException">There is no such database, or the copy is not like it.</exception>
    public static BackupManifest Make(string source, string target, BackupKind kind, StorageOptions options, TimeProvider time)
    {
        if (!File.Exists(source))
            throw new BackupException($"There is nothing to back up: {Path.GetFileName(source)} does not exist.");
        NativeSqlite.Load();
        return Guarded(() =>
        {
            using var from = SqliteSession.OpenReader(source, options.BusyTimeout);
            from.Execute("BEGIN"); // from the first read to the end the copy and the counts are of one moment
            var expected = Describe(from, kind, time.GetUtcNow());
            using (var to = SqliteSession.OpenFile(target, options.BusyTimeout, "PRAGMA journal_mode = MEMORY;"))
            {
                from.Connection.BackupDatabase(to.Connection);
                to.ExecuteScript("PRAGMA journal_mode = DELETE;"); // one file: without a log beside it
            }

            from.Execute("ROLLBACK");
            Check(target, expected, options);
            return expected;
        });
    }

    /// <summary>Checks a file of a backup: SQLite finds no fault, and every table has its rows.</summary>
    /// <exception cref="BackupException">It is not what the manifest says.</exception>
    public static void Check(string file, BackupManifest expected, StorageOptions options) => Guarded(() =>
    {
        using var session = SqliteSession.OpenReader(file, options.BusyTimeout);
        using (var check = session.Statement("PRAGMA integrity_check"))
        {
            if (!check.Step() || check.Text(0) != "ok")
                throw new BackupException("The copy of the database is damaged.");
        }

        var found = Describe(session, expected.Kind, expected.CreatedAt);
        if (found.Schema != expected.Schema || found.Rows.Count != expected.Rows.Count || found.Rows.Except(expected.Rows).Any())
            throw new BackupException("The copy of the database has not the rows it should have.");
        return found;
    });

    /// <summary>Runs work on files; what SQLite finds wrong with them becomes a sentence.</summary>
    public static TResult Guarded<TResult>(Func<TResult> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT)
        {
            throw new BackupException("The database file is damaged.", e);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Unavailable(e);
        }
    }

    private static BackupManifest Describe(SqliteSession session, BackupKind kind, DateTimeOffset createdAt)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Tables(session))
            rows[table] = Number(session, $"SELECT count(*) FROM \"{table}\"");
        var schema = rows.ContainsKey("schema_migration") ? Number(session, "SELECT coalesce(max(number), 0) FROM schema_migration") : 0;
        return new BackupManifest(kind, Store, schema, createdAt, rows);
    }

    private static List<string> Tables(SqliteSession session)
    {
        using var row = session.Statement("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
        var tables = new List<string>();
        while (row.Step())
            tables.Add(row.Text(0));
        return tables;
    }

    private static long Number(SqliteSession session, string sql)
    {
        using var row = session.Statement(sql);
        row.Step();
        return row.Number(0);
    }
}
