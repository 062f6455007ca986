using System.Diagnostics;
using MediAgents.Primitives;
using StackExchange.Redis;

namespace MediAgents.Storage.Redis;

/// <summary>Whether Redis answers and takes writes, asked by <c>/health</c>.</summary>
public sealed class RedisHealth(RedisServer server)
{
    /// <summary>Writes one small key that vanishes by itself; returns how long that took.</summary>
    /// <exception cref="StorageUnavailableException">It does not work.</exception>
    public async ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        await server.UseAsync(database => database.StringSetAsync(RedisKeys.Probe, "", TimeSpan.FromMinutes(1)), cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }
}
