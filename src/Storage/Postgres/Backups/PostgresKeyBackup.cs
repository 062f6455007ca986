using MediAgents.Storage.Backups;
using MediAgents.Storage.Postgres.Keys;
using Npgsql;

namespace MediAgents.Storage.Postgres.Backups;

/// <summary>Backup and restore of the schema <c>mediagents_keys</c>. Restoring adds keys, never those erased since.</summary>
public sealed class PostgresKeyBackup(PostgresOptions options, TimeProvider time) : IStoreBackup
{
    private const string Schema = "mediagents_keys";
    private const string Migrations = "Keys/Migrations";

    private static readonly string CountFates = PostgresSql.Read("Backups/count_fates.sql");
    private static readonly string TakePresentKeys = PostgresSql.Read("Backups/take_present_keys.sql");

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
            await archive.ReplaceAsync(content, manifest, cancellationToken);
            return await TakePresentKeysAsync(manifest);
        }
        finally
        {
            File.Delete(content);
        }
    }

    private async Task<RestoreReport> TakePresentKeysAsync(BackupManifest manifest)
    {
        try
        {
            await using var source = PostgresConnections.OpenMigrated(url, options with { PoolSize = 1, MaxOverflow = 1 }, Schema, Migrations);
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var report = await FatesAsync(connection, manifest);
            await using (var take = connection.Command(TakePresentKeys))
                await take.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
            await using var rewrite = connection.Command("VACUUM (FULL) data_key"); // no erased key stays on a page
            await rewrite.ExecuteNonQueryAsync();
            return report;
        }
        catch (Exception e)
        {
            await archive.PutBackAsync();
            if (PostgresFailure.IsOfTheStore(e))
                throw PostgresFailure.Unavailable(e);
            throw;
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
