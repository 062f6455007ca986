using MediAgents.Primitives;

namespace MediAgents.Storage.Backups;

/// <summary>What a backup holds. The two are apart: who erases a patient's key must not find it in a backup of the data.</summary>
public enum BackupKind
{
    /// <summary>Everything that is sealed, and the audit trail.</summary>
    Data,

    /// <summary>The wrapped data keys. Without the master key, which is in no backup, they open nothing.</summary>
    Keys,
}

/// <summary>What a restore did.</summary>
/// <param name="Manifest">What the backup says of itself.</param>
/// <param name="Rows">Rows or keys put back.</param>
/// <param name="Present">Keys that were there already; they stayed as they are.</param>
/// <param name="Refused">Keys of patients erased since: they do not come back.</param>
public sealed record RestoreReport(BackupManifest Manifest, long Rows, long Present = 0, long Refused = 0);

/// <summary>
/// Backup and restore of one kind in one store. A backup is one file of mode 0600 that is either whole or not there; it is
/// made beside a running server, checked before it gets its name, and says what it holds.
/// </summary>
public interface IStoreBackup
{
    BackupKind Kind { get; }

    /// <summary>Writes a backup; replaces a file of that name once the new one is whole.</summary>
    /// <exception cref="BackupException">There is nothing to back up, or the copy is not what it should be.</exception>
    /// <exception cref="StorageUnavailableException">The store or the disk does not work.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    Task<BackupManifest> BackUpAsync(string file, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts a backup back. Data are replaced as a whole; keys are added to those there are, and never those of patients
    /// erased since. No server may use the store meanwhile: the caller sees to that.
    /// </summary>
    /// <exception cref="BackupException">The file is damaged, of another kind or store, or of a newer release; nothing was changed.</exception>
    /// <exception cref="StorageUnavailableException">The store or the disk does not work.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    Task<RestoreReport> RestoreAsync(string file, CancellationToken cancellationToken = default);
}

/// <summary>A backup cannot be made or put back; the message is a sentence for the operator.</summary>
public sealed class BackupException(string reason, Exception? inner = null) : Exception(reason, inner);
