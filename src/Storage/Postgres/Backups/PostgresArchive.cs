using System.Globalization;
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
            await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
            var snapshot = (string)(await ExecuteAsync(connection, "SELECT pg_export_snapshot()", cancellationToken))!;
            var rows = await CountAsync(connection, cancellationToken);
            if (rows.Count == 0)
                throw new BackupException("There is nothing to back up: the database has no tables of MediAgents.");
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
    /// Replaces the schema by the archive's. What was there before is kept as <c>mediagents_replaced</c> until the next
    /// restore, and put back if this one fails.
    /// </summary>
    public async Task ReplaceAsync(string archive, BackupManifest manifest, CancellationToken cancellationToken)
    {
        await RunAsync($"DROP SCHEMA IF EXISTS {schema}_replaced CASCADE; {Renaming(schema, $"{schema}_replaced")}", cancellationToken);
        try
        {
            await using (var input = File.OpenRead(archive))
            {
                string[] arguments = ["--single-transaction", "--no-owner", "--no-privileges", "--exit-on-error", $"--dbname={url.ToBuilder().Database}"];
                await PostgresTool.RunAsync("pg_restore", arguments, url, stream => input.CopyToAsync(stream, cancellationToken), null, cancellationToken);
            }

            var found = await RowsAsync(cancellationToken);
            if (found.Count != manifest.Rows.Count || found.Except(manifest.Rows).Any())
                throw new BackupException("The restored database has not the rows it should have; what was there before was put back.");
        }
        catch
        {
            await PutBackAsync();
            throw;
        }
    }

    /// <summary>Undoes <see cref="ReplaceAsync"/> where there is something to put back.</summary>
    public Task PutBackAsync() => RunAsync(
        $"DO $$ BEGIN IF to_regnamespace('{schema}_replaced') IS NOT NULL THEN "
        + $"DROP SCHEMA IF EXISTS {schema} CASCADE; ALTER SCHEMA {schema}_replaced RENAME TO {schema}; END IF; END $$",
        CancellationToken.None);

    private static string Renaming(string from, string to) =>
        $"DO $$ BEGIN IF to_regnamespace('{from}') IS NOT NULL THEN ALTER SCHEMA {from} RENAME TO {to}; END IF; END $$";

    /// <summary>Several statements, in one transaction.</summary>
    private async Task RunAsync(string statements, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = PostgresConnections.Single(url, options, schema);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await ExecuteAsync(connection, statements, cancellationToken);
        }
        catch (Exception e) when (PostgresFailure.IsOfTheStore(e))
        {
            throw PostgresFailure.Unavailable(e);
        }
    }

    private async Task<IReadOnlyDictionary<string, long>> RowsAsync(CancellationToken cancellationToken)
    {
        await using var source = PostgresConnections.Single(url, options, schema);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await CountAsync(connection, cancellationToken);
    }

    private async Task<SortedDictionary<string, long>> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = new List<string>();
        await using (var list = connection.Command("SELECT tablename::text FROM pg_tables WHERE schemaname = $1").With(schema))
        {
            await using var row = await list.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                tables.Add(row.GetString(0));
        }

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
