using MediAgents.Records.Sealing;
using MediAgents.Storage.Backups;

namespace MediAgents.Storage.Sqlite.Backups;

/// <summary>The content of a backup, copied beside the database it is for and checked. It goes with the restore unless moved.</summary>
internal sealed class RestoredFile : IDisposable
{
    private RestoredFile(string path) => Path = path;

    public string Path { get; }

    /// <exception cref="BackupException">The content is damaged.</exception>
    public static async Task<RestoredFile> ExtractAsync(
        string backup, BackupManifest manifest, string database, StorageOptions options, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateDirectory(options.DataDirectory);
        NativeSqlite.Load();
        var content = new RestoredFile($"{database}.restoring");
        content.Dispose(); // what a killed restore left behind
        try
        {
            await BackupFile.ExtractAsync(backup, manifest, content.Path, cancellationToken);
            SqliteCopy.Check(content.Path, manifest, options);
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm", "-journal"])
            File.Delete(Path + suffix);
    }
}
