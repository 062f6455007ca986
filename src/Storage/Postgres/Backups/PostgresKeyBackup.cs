using MediAgents.Storage.Backups;
using MediAgents.Storage.Postgres.Keys;
using Npgsql;

namespace MediAgents.Storage.Postgres.Backups;

/// <summary>Backup and restore of the schema <c>mediagents_keys</c>. Restoring adds keys, never those erased since.</summary>
/// <remarks>
/// The backup is first put into a schema of its own. The live keys are never renamed or removed, so a restore that is
/// killed leaves them as they were, and is begun again.
/// </remarks>
public sealed class PostgresKeyBackup(PostgresOptions options, TimeProvider time) : IStoreBackup
{
    private const string Schema = PostgresDataKeyStore.Schema;
    private const string Restoring = "mediagents_keys_restoring";
    private const string Migrations = PostgresDataKeyStore.Migrations;

    private static readonly string CountFates = PostgresSql.Read("Backups/count_fates.sql");
    private static readonly string TakeKeys = PostgresSql.Read("Backups/take_keys.sql");

    private readonly PostgresUrl url = options.KeyDatabase ?? options.Database;
    private readonly PostgresArchive archive = new(options.KeyDatabase ?? options.Database, options, Schema, time);

    public BackupKind Kind => BackupKind.Keys;

    /// <inheritdoc />
    public Task<BackupManifest> BackUpAsync(string file, CancellationToken cancellationToken = default) =>
        BackupFile.CreateAsync(file, draft => archive.DumpAsync(draft, Kind, cancellationToken));

    /// <inheritdoc />
    public async Task<RestoreReport> RestoreAsync(string file, CancellationToken cancellationToken = default)
    {
        var manifest = BackupFile.ReadManifest(file);
        BackupFile.Check(manifest, Kind, PostgresArchive.Store, PostgresMigrations.NewestIn(Migrations));
        PostgresDataKeyStore.Open(options).Dispose(); // what is there now, at this release's schema
        var content = $"{Path.GetFullPath(file)}.{Guid.NewGuid():N}.part";
        try
        {
            await BackupFile.ExtractAsync(file, manifest, content, cancellationToken);
            await archive.RestoreBesideAsync(content, manifest, Restoring, cancellationToken);
            return await TakeKeysAsync(manifest, cancellationToken);
        }
        finally
        {
            File.Delete(content);
        }
    }

    /// <summary>Adds the restored keys to those that stand, in one transaction; the restored schema goes with it.</summary>
    private async Task<RestoreReport> TakeKeysAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = PostgresConnections.OpenMigrated(url, options with { PoolSize = 1, MaxOverflow = 1 }, Restoring, Migrations);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var report = await FatesAsync(connection, manifest);
            await using (var take = connection.Command(TakeKeys))
                await take.ExecuteNonQueryAsync(cancellationToken);
            await using (var rewrite = connection.Command(PostgresDataKeyStore.RewriteKeys)) // no erased key stays on a page
            {
                rewrite.CommandTimeout = 0;
                await rewrite.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            return report;
        }
        catch (Exception e) when (PostgresFailure.IsOfTheStore(e))
        {
            throw PostgresFailure.Unavailable(e);
        }
    }

    private static async Task<RestoreReport> FatesAsync(NpgsqlConnection connection, BackupManifest manifest)
    {
        await using var count = connection.Command(CountFates);
        await using var row = await count.ExecuteReaderAsync();
        await row.ReadAsync();
        return new RestoreReport(manifest, Rows: row.GetInt64(0), Present: row.GetInt64(1), Refused: row.GetInt64(2));
    }
}
