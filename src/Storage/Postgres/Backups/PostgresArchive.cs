using System.Globalization;
using System.Text;
using MediAgents.Primitives;
using MediAgents.Storage.Backups;
using Npgsql;

namespace MediAgents.Storage.Postgres.Backups;

/// <summary>A schema as an archive of <c>pg_dump</c> (custom format), with the counts of the moment it shows.</summary>
internal sealed class PostgresArchive(PostgresUrl url, PostgresOptions options, string schema, TimeProvider time)
{
    public const string Store = "postgresql";

    /// <summary>Dumps the schema into a file: the state of one moment, which the counts share.</summary>
    public async Task<BackupManifest> DumpAsync(string file, BackupKind kind, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = PostgresConnections.Single(url, options, schema);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await ExecuteAsync(connection, "SET idle_in_transaction_session_timeout = 0", cancellationToken);
            var tables = await TablesAsync(connection, cancellationToken);
            if (tables.Count == 0)
                throw new BackupException("There is nothing to back up: the database has no tables of MediAgents.");
            await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);

            // Before the snapshot: to a snapshot of before its commit, a table that is written anew beside it would be empty.
            await ExecuteAsync(connection, $"LOCK TABLE {string.Join(", ", tables.Select(table => $"{schema}.\"{table}\""))} IN ACCESS SHARE MODE", cancellationToken);
            var snapshot = (string)(await ExecuteAsync(connection, "SELECT pg_export_snapshot()", cancellationToken))!;
            var rows = await CountAsync(connection, tables, cancellationToken);
            var newest = (long)(await ExecuteAsync(connection, "SELECT coalesce(max(number), 0)::bigint FROM schema_migration", cancellationToken))!;

            await using (var output = new FileStream(file, FileMode.Open, FileAccess.Write))
                await PostgresTool.RunAsync("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", $"--schema={schema}", $"--snapshot={snapshot}"], url, null, output, cancellationToken);
            await using (var input = File.OpenRead(file)) // the archive can be read again
                await PostgresTool.RunAsync("pg_restore", ["--list"], url, stream => input.CopyToAsync(stream, cancellationToken), null, cancellationToken);
            return new BackupManifest(kind, Store, newest, time.GetUtcNow(), rows);
        }
        catch (Exception e) when (PostgresFailure.IsOfTheStore(e))
        {
            throw PostgresFailure.Unavailable(e);
        }
    }

    /// <summary>
    /// Replaces the schema by the archive's, in one transaction: whatever ends it early, nothing has changed. What was there
    /// before is kept as <c>mediagents_replaced</c> until the next restore.
    /// </summary>
    /// <exception cref="BackupException">The archive cannot be put back, or is not what the manifest says.</exception>
    public Task ReplaceAsync(string archive, BackupManifest manifest, CancellationToken cancellationToken) => RestoreAsync(
        archive,
        $"DROP SCHEMA IF EXISTS {schema}_replaced CASCADE; {Renaming(schema, $"{schema}_replaced")}",
        Checking(manifest),
        cancellationToken);

    /// <summary>
    /// Puts the archive's schema beside the present one, under the name <paramref name="beside"/>, in one transaction. To
    /// others the present schema stands all the while.
    /// </summary>
    /// <exception cref="BackupException">The archive cannot be put back, or is not what the manifest says.</exception>
    public Task RestoreBesideAsync(string archive, BackupManifest manifest, string beside, CancellationToken cancellationToken) => RestoreAsync(
        archive,
        $"DROP SCHEMA IF EXISTS {beside} CASCADE; {Renaming(schema, $"{schema}_present")}",
        $"{Checking(manifest)} {Renaming(schema, beside)} {Renaming($"{schema}_present", schema)}",
        cancellationToken);

    /// <summary>An archive's tables have the names they were dumped with, so what stands under these names makes room in the same transaction.</summary>
    private async Task RestoreAsync(string archive, string before, string after, CancellationToken cancellationToken)
    {
        async Task FeedAsync(Stream psql)
        {
            await psql.WriteAsync(Encoding.UTF8.GetBytes($"BEGIN; {before}\n"), cancellationToken);
            await PostgresTool.RunAsync("pg_restore", ["--no-owner", "--no-privileges", "--file=-", archive], url, null, psql, cancellationToken);
            await psql.WriteAsync(Encoding.UTF8.GetBytes($"\n{after} COMMIT;\n"), cancellationToken);
        }

        await PostgresTool.RunAsync("psql", ["--no-psqlrc", "--no-password", "--quiet", "--set=ON_ERROR_STOP=1"], url, FeedAsync, null, cancellationToken);
    }

    private static string Renaming(string from, string to) =>
        $"DO $$ BEGIN IF to_regnamespace('{from}') IS NOT NULL THEN ALTER SCHEMA {from} RENAME TO {to}; END IF; END $$;";

    /// <summary>Statements that fail unless the schema has the manifest's tables and rows.</summary>
    private string Checking(BackupManifest manifest)
    {
        if (!manifest.Rows.Keys.All(table => table.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')))
            throw new BackupException("The backup is damaged: it does not say what it holds.");
        var counts = manifest.Rows.Select(table => $"(SELECT count(*) FROM {schema}.\"{table.Key}\") <> {table.Value.ToString(CultureInfo.InvariantCulture)}");
        var differences = string.Join(" OR ", counts.Prepend($"(SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = '{schema}') <> {manifest.Rows.Count}"));
        return $"DO $$ BEGIN IF {differences} THEN RAISE EXCEPTION 'not the rows of the backup'; END IF; END $$;";
    }

    private async Task<List<string>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var list = connection.Command("SELECT tablename::text FROM pg_tables WHERE schemaname = $1").With(schema);
        await using var row = await list.ExecuteReaderAsync(cancellationToken);
        var tables = new List<string>();
        while (await row.ReadAsync(cancellationToken))
            tables.Add(row.GetString(0));
        return tables;
    }

    private async Task<SortedDictionary<string, long>> CountAsync(NpgsqlConnection connection, List<string> tables, CancellationToken cancellationToken)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
            rows[table] = Convert.ToInt64(await ExecuteAsync(connection, $"SELECT count(*) FROM {schema}.\"{table}\"", cancellationToken), CultureInfo.InvariantCulture);
        return rows;
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(sql);
        command.CommandTimeout = 0; // counting takes as long as it takes
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
