using MediAgents.Storage.Backups;
using MediAgents.Storage.Sqlite.Keys;

namespace MediAgents.Storage.Sqlite.Backups;

/// <summary>Backup and restore of <c>keys.db</c>.</summary>
/// <remarks>
/// Restoring adds: keys that were retired since, or lost, come back; keys that stand stay as they are; a key erased here or
/// in the backup stays erased, or is erased now.
/// </remarks>
public sealed class SqliteKeyBackup(StorageOptions options, TimeProvider time) : IStoreBackup
{
    private static readonly string TakeErasures = SqlFiles.Read("Backups/take_erasures.sql");
    private static readonly string EraseAgain = SqlFiles.Read("Backups/erase_again.sql");
    private static readonly string TakeKeys = SqlFiles.Read("Backups/take_keys.sql");
    private static readonly string ForgetRetirements = SqlFiles.Read("Backups/forget_retirements.sql");
    private static readonly string CountFates = SqlFiles.Read("Backups/count_fates.sql");

    private readonly string database = Path.Combine(options.DataDirectory, SqliteDataKeyStore.FileName);

    public BackupKind Kind => BackupKind.Keys;

    /// <inheritdoc />
    public Task<BackupManifest> BackUpAsync(string file, CancellationToken cancellationToken = default) =>
        BackupFile.CreateAsync(file, draft => Task.Run(() => SqliteCopy.Make(database, draft, Kind, options, time), cancellationToken));

    /// <inheritdoc />
    public async Task<RestoreReport> RestoreAsync(string file, CancellationToken cancellationToken = default)
    {
        var manifest = BackupFile.ReadManifest(file);
        BackupFile.Check(manifest, Kind, SqliteCopy.Store, SqliteMigrations.NewestIn(SqliteDataKeyStore.Migrations));
        using var content = await RestoredFile.ExtractAsync(file, manifest, database, options, cancellationToken);
        SqliteDatabase.OpenMigrated(content.Path, SqliteDataKeyStore.Migrations, options.BusyTimeout).Dispose();
        using var keys = SqliteDatabase.OpenMigrated(database, SqliteDataKeyStore.Migrations, options.BusyTimeout);
        return SqliteCopy.Guarded(() => TakeIn(keys, content.Path, manifest));
    }

    private RestoreReport TakeIn(SqliteSession keys, string content, BackupManifest manifest)
    {
        keys.ExecuteScript("PRAGMA secure_delete = 1;");
        using (var attach = keys.Statement("ATTACH ?1 AS backup"))
        {
            attach.Bind(1, content);
            attach.Step();
        }

        keys.Execute("BEGIN IMMEDIATE"); // a failure closes the session, which undoes it
        keys.Execute(TakeErasures);
        keys.Execute(EraseAgain);
        var report = Fates(keys, manifest);
        using (var take = keys.Statement(TakeKeys))
        {
            take.Bind(1, time.GetUtcNow().ToUnixTimeMilliseconds());
            take.Step();
        }

        keys.Execute(ForgetRetirements);
        keys.Execute("COMMIT");
        keys.ExecuteScript("DETACH backup; PRAGMA wal_checkpoint(TRUNCATE);");
        return report;
    }

    private static RestoreReport Fates(SqliteSession keys, BackupManifest manifest)
    {
        using var row = keys.Statement(CountFates);
        row.Step();
        return new RestoreReport(manifest, Rows: row.Number(0), Present: row.Number(1), Refused: row.Number(2));
    }
}
