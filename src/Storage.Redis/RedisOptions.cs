namespace MediAgents.Storage.Redis;

/// <summary>How grains that can be rebuilt are kept in Redis.</summary>
public sealed record RedisOptions
{
    /// <summary><c>REDIS_URL</c>.</summary>
    public required RedisUrl Server { get; init; }

    /// <summary>How long to wait for the server, to connect or to answer, before the store counts as unavailable; more than 0.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <exception cref="ArgumentException">A value is out of its range; says which.</exception>
    internal static void Validate(RedisOptions options)
    {
        if (options.Timeout <= TimeSpan.Zero)
            throw new ArgumentException("Storage: the time to wait for Redis is more than 0.", nameof(options));
    }
}
