using System.Globalization;
using MediAgents.Primitives;
using Npgsql;

namespace MediAgents.Storage.Postgres;

/// <summary>
/// Brings one schema to this release: the files <c>NNNN_name.sql</c> of one folder, in order, each once, all in one
/// transaction under an advisory lock, so that processes that start together do it once.
/// </summary>
internal static class PostgresMigrations
{
    private const int OldestServer = 15;

    private static readonly string TakeLock = PostgresSql.Read("take_migration_lock.sql");
    private static readonly string FindSchema = PostgresSql.Read("find_schema.sql");
    private static readonly string CreateLog = PostgresSql.Read("create_migration_log.sql");
    private static readonly string ReadNewest = PostgresSql.Read("read_newest_migration.sql");
    private static readonly string InsertMigration = PostgresSql.Read("insert_migration.sql");

    /// <param name="connection">Open, with <paramref name="schema"/> as its search path.</param>
    /// <param name="schema">The schema, created where it is missing.</param>
    /// <param name="folder">Where its migrations are.</param>
    /// <param name="newest">The last one to run; all when null.</param>
    /// <param name="sql">Whose folder it is; that of <see cref="PostgresSql"/> when null.</param>
    /// <exception cref="StorageTooNewException">A newer release has been here.</exception>
    /// <exception cref="StorageUnavailableException">The server is too old, or the database does not hold UTF-8.</exception>
    public static void Run(NpgsqlConnection connection, string schema, string folder, long? newest = null, EmbeddedSql? sql = null)
    {
        RefuseWhatCannotHold(connection);
        sql ??= PostgresSql.Files;
        var migrations = sql.List(folder).Select(path => (Number: NumberOf(path), Path: path)).ToList();
        using var transaction = connection.BeginTransaction();
        Execute(connection, TakeLock, command => command.With(schema));
        if (Execute(connection, FindSchema, command => command.With(schema)) is not true)
            Execute(connection, $"CREATE SCHEMA {schema}");
        Execute(connection, CreateLog);

        var applied = (long)Execute(connection, ReadNewest)!;
        if (applied > migrations[^1].Number)
            throw new StorageTooNewException("the database", applied, migrations[^1].Number);
        foreach (var (number, path) in migrations.Where(migration => migration.Number > applied && migration.Number <= (newest ?? long.MaxValue)))
        {
            Execute(connection, sql.Read(path));
            Execute(connection, InsertMigration, command => command.With(number).With(Path.GetFileNameWithoutExtension(path)));
        }

        transaction.Commit();
    }

    /// <summary>The newest schema this release knows.</summary>
    public static long NewestIn(string folder) => PostgresSql.List(folder).Max(NumberOf);

    private static void RefuseWhatCannotHold(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new StorageUnavailableException($"The server is PostgreSQL {connection.PostgreSqlVersion.Major}; {OldestServer} or later is needed.");
        if (connection.PostgresParameters.TryGetValue("server_encoding", out var encoding) && encoding != "UTF8")
            throw new StorageUnavailableException("The database is not encoded in UTF-8.");
    }

    private static object? Execute(NpgsqlConnection connection, string sql, Action<NpgsqlCommand>? bind = null)
    {
        using var command = connection.Command(sql);
        command.CommandTimeout = 0; // an index on many rows takes as long as it takes
        bind?.Invoke(command);
        return command.ExecuteScalar();
    }

    private static long NumberOf(string path) => long.Parse(Path.GetFileName(path).Split('_')[0], CultureInfo.InvariantCulture);
}
