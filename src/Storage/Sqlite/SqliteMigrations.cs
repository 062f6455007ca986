using System.Globalization;

namespace MediAgents.Storage.Sqlite;

/// <summary>
/// Brings a database to the schema of this release: the files <c>NNNN_name.sql</c> of one folder, in order, each once,
/// all in one transaction that holds the write lock, so that processes that start together do it once.
/// </summary>
internal static class SqliteMigrations
{
    /// <exception cref="StorageTooNewException">A newer release has been here.</exception>
    public static void Run(SqliteSession session, string folder)
    {
        var migrations = SqlFiles.List(folder).Select(path => (Number: NumberOf(path), Path: path)).ToList();
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            var applied = ReadApplied(session);
            if (applied > migrations[^1].Number)
                throw new StorageTooNewException(Path.GetFileName(session.Connection.DataSource), applied, migrations[^1].Number);
            foreach (var (number, path) in migrations.Where(migration => migration.Number > applied))
            {
                session.ExecuteScript(SqlFiles.Read(path));
                Record(session, number, path);
            }

            session.Execute("COMMIT");
        }
        catch
        {
            if (session.InTransaction)
                session.Execute("ROLLBACK");
            throw;
        }
    }

    /// <summary>The newest schema this release knows.</summary>
    public static long NewestIn(string folder) => SqlFiles.List(folder).Max(NumberOf);

    private static long ReadApplied(SqliteSession session)
    {
        session.ExecuteScript("CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT");
        using var newest = session.Statement("SELECT coalesce(max(number), 0) FROM schema_migration");
        newest.Step();
        return newest.Number(0);
    }

    private static void Record(SqliteSession session, long number, string path)
    {
        using var insert = session.Statement("INSERT INTO schema_migration (number, name) VALUES (?1, ?2)");
        insert.Bind(1, number);
        insert.Bind(2, Path.GetFileNameWithoutExtension(path));
        insert.Step();
    }

    private static long NumberOf(string path) => long.Parse(Path.GetFileName(path).Split('_')[0], CultureInfo.InvariantCulture);
}
