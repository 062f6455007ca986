namespace MediAgents.Storage;

/// <summary>The data was written by a newer release, whose tables this one does not know. Stops the start.</summary>
public sealed class StorageTooNewException(string file, long found, long known)
    : Exception($"{file} is at schema {found}; this release knows schemas up to {known}. Start the newer release, or restore a backup.");

/// <summary>A grain tried to save what it holds under another owner than its first.</summary>
public sealed class GrainOwnerChangedException(string kind)
    : InvalidOperationException($"{kind}: the owner of a grain is set by its first commit and never changes.");

/// <summary>
/// Another server uses the database, and only one at a time may, or the processes of one cluster: its unfinished runs would be
/// woken here as well.
/// </summary>
public sealed class DatabaseInUseException(bool byAnotherCluster = false)
    : Exception(byAnotherCluster ? "another cluster uses this database; each needs its own." : "another server uses this database.")
{
    public bool ByAnotherCluster => byAnotherCluster;
}
