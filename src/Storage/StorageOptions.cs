namespace MediAgents.Storage;

/// <summary>How the stores of one server are set up.</summary>
public sealed record StorageOptions
{
    /// <summary><c>MEDIAGENTS_DATA_DIR</c>: everything kept lies below it. Created with mode 0700 if absent.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Connections that read at the same time, 1 or more.</summary>
    public int ReadConnections { get; init; } = 4;

    /// <summary>Writes that may wait for the disk; a caller beyond them waits to queue. 1 or more.</summary>
    public int WriteQueueLength { get; init; } = 4096;

    /// <summary>How long to wait for a lock that another process holds before the store counts as unavailable.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Patients whose data keys are kept unwrapped in memory, 1 or more.</summary>
    public int CachedDataKeys { get; init; } = Records.Sealing.Sealer.DefaultCachedOwners;

    /// <summary>
    /// Pages (of 4 KB) of SQLite's write-ahead log from which it is brought into the database, 1 or more. Under load the same
    /// pages of indexes are written again and again: a longer log brings each in, and syncs it, less often.
    /// </summary>
    internal int LogPages { get; init; } = 8_000;

    /// <exception cref="ArgumentException">A value is out of its range; says which.</exception>
    internal static void Validate(StorageOptions options)
    {
        var problem =
            string.IsNullOrWhiteSpace(options.DataDirectory) ? "the data directory is missing"
            : options.ReadConnections < 1 ? "there is at least 1 read connection"
            : options.WriteQueueLength < 1 ? "at least 1 write may wait"
            : options.CachedDataKeys < 1 ? "at least 1 data key is kept"
            : options.BusyTimeout < TimeSpan.Zero ? "the time to wait for a lock is not negative"
            : null;
        if (problem is not null)
            throw new ArgumentException($"Storage: {problem}.", nameof(options));
    }
}
