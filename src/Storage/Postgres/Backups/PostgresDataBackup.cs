using MediAgents.Storage.Backups;

namespace MediAgents.Storage.Postgres.Backups;

/// <summary>Backup and restore of the schema <c>mediagents</c>.</summary>
public sealed class PostgresDataBackup(PostgresOptions options, TimeProvider time) : IStoreBackup
{
    private readonly PostgresArchive archive = new(options.Database, options, PostgresDatabase.Schema, time);

    public BackupKind Kind => BackupKind.Data;

    /// <inheritdoc />
    public Task<BackupManifest> BackUpAsync(string file, CancellationToken cancellationToken = default) =>
        BackupFile.CreateAsync(file, draft => archive.DumpAsync(draft, Kind, cancellationToken));

    /// <inheritdoc />
    public async Task<RestoreReport> RestoreAsync(string file, CancellationToken cancellationToken = default)
    {
        var manifest = BackupFile.ReadManifest(file);
        BackupFile.Check(manifest, Kind, PostgresArchive.Store, PostgresMigrations.NewestIn("Migrations"));
        var content = $"{Path.GetFullPath(file)}.{Guid.NewGuid():N}.part";
        try
        {
            await BackupFile.ExtractAsync(file, manifest, content, cancellationToken);
            await archive.ReplaceAsync(content, manifest, cancellationToken);
            return new RestoreReport(manifest, manifest.Rows.Values.Sum());
        }
        finally
        {
            File.Delete(content);
        }
    }
}
