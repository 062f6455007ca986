using MediAgents.Storage.Backups;

namespace MediAgents.Storage.Sqlite.Backups;

/// <summary>Backup and restore of <c>mediagents.db</c>.</summary>
public sealed class SqliteDataBackup(StorageOptions options, TimeProvider time) : IStoreBackup
{
    private readonly string database = Path.Combine(options.DataDirectory, SqliteDatabase.FileName);

    public BackupKind Kind => BackupKind.Data;

    /// <inheritdoc />
    public Task<BackupManifest> BackUpAsync(string file, CancellationToken cancellationToken = default) =>
        BackupFile.CreateAsync(file, draft => Task.Run(() => SqliteCopy.Make(database, draft, Kind, options, time), cancellationToken));

    /// <inheritdoc />
    /// <remarks>What was there before is kept beside as <c>mediagents.db.replaced</c>, until the next restore.</remarks>
    public async Task<RestoreReport> RestoreAsync(string file, CancellationToken cancellationToken = default)
    {
        var manifest = BackupFile.ReadManifest(file);
        BackupFile.Check(manifest, Kind, SqliteCopy.Store, SqliteMigrations.NewestIn(SqliteDatabase.Migrations));
        using var content = await RestoredFile.ExtractAsync(file, manifest, database, options, cancellationToken);

        if (File.Exists(database))
            SetAside();
        File.Move(content.Path, database, overwrite: true);
        return new RestoreReport(manifest, manifest.Rows.Values.Sum());
    }

    private void SetAside()
    {
        EmptyLog();
        var replaced = $"{database}.replaced";
        File.Delete(replaced);
        File.Copy(database, replaced);
        File.Delete($"{database}-shm");
        if (File.Exists($"{database}-wal")) // of a database so damaged that its log could not be taken in
            File.Move($"{database}-wal", $"{replaced}-wal", overwrite: true); // else it would be taken for the restored one's
    }

    /// <summary>Takes the log into the database, so that it is one file.</summary>
    private void EmptyLog()
    {
        try
        {
            using var session = SqliteSession.OpenWriter(database, options.BusyTimeout);
            session.ExecuteScript("PRAGMA wal_checkpoint(TRUNCATE);");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // It is damaged: perhaps why it is to be replaced. It is set aside as it is.
        }
    }
}
