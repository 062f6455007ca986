using MediAgents.Gateway.Health;
using MediAgents.Grains;
using MediAgents.Primitives;
using MediAgents.Storage.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Server.Cluster;

/// <summary>Grain state that can be rebuilt: in Redis where <c>REDIS_URL</c> names one, with everything else where not.</summary>
internal static class RebuiltState
{
    /// <exception cref="Settings.SettingException">The URL is malformed.</exception>
    public static void AddRebuiltState(this IServiceCollection services, IConfiguration settings)
    {
        if (ClusterSettings.Redis(settings) is not { } redis)
            return;
        services.AddRedisGrains(redis, GrainsSetup.Kinds);
        services.AddSingleton(provider => new Dependency("redis", Required: false, async cancellationToken =>
        {
            try
            {
                await provider.GetRequiredService<RedisHealth>().PingAsync(cancellationToken);
                return null;
            }
            catch (StorageUnavailableException)
            {
                return "Redis is away: what can be learnt again is not kept, and records cannot be erased or exported whole.";
            }
        }));
    }
}
