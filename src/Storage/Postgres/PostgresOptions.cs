namespace MediAgents.Storage.Postgres;

/// <summary>How the stores of one server are set up on PostgreSQL.</summary>
public sealed record PostgresOptions
{
    /// <summary><c>DATABASE_URL</c>.</summary>
    public required PostgresUrl Database { get; init; }

    /// <summary><c>KEY_DATABASE_URL</c>: where wrapped data keys are kept; null for a schema of their own in <see cref="Database"/>.</summary>
    public PostgresUrl? KeyDatabase { get; init; }

    /// <summary><c>DB_POOL_SIZE</c>: connections kept open once they were needed, 1 or more.</summary>
    public int PoolSize { get; init; } = 10;

    /// <summary>
    /// <c>DB_MAX_OVERFLOW</c>: connections beyond those, closed again when idle, 0 or more; both together at least 2, for
    /// one is the writer's. Data keys have up to two of their own, the lock of the server one, and each turn one while it lasts.
    /// </summary>
    public int MaxOverflow { get; init; } = 10;

    /// <summary>Writes that may wait to be committed; a caller beyond them waits to queue. 1 or more.</summary>
    public int WriteQueueLength { get; init; } = 4096;

    /// <summary>How long to wait for a connection, new or from the pool, before the store counts as unavailable; whole seconds, 1 or more.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one statement may take before the store counts as unavailable; whole seconds, 1 or more.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Patients whose data keys are kept unwrapped in memory, 1 or more.</summary>
    public int CachedDataKeys { get; init; } = Records.Sealing.Sealer.DefaultCachedOwners;

    /// <exception cref="ArgumentException">A value is out of its range; says which.</exception>
    internal static void Validate(PostgresOptions options)
    {
        var problem =
            options.PoolSize < 1 ? "the pool has at least 1 connection"
            : options.MaxOverflow < 0 ? "the overflow is not negative"
            : options.PoolSize + options.MaxOverflow < 2 ? "pool and overflow have at least 2 connections"
            : options.WriteQueueLength < 1 ? "at least 1 write may wait"
            : options.ConnectTimeout < TimeSpan.FromSeconds(1) ? "the time to wait for a connection is at least a second"
            : options.StatementTimeout < TimeSpan.FromSeconds(1) ? "the time for a statement is at least a second"
            : options.CachedDataKeys < 1 ? "at least 1 data key is kept"
            : null;
        if (problem is not null)
            throw new ArgumentException($"Storage: {problem}.", nameof(options));
    }
}
