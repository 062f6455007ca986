using MediAgents.Gateway.Health;
using MediAgents.Grains;
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
        services.AddSingleton(provider => new Dependency("redis", Required: true, async cancellationToken =>
        {
            await provider.GetRequiredService<RedisHealth>().PingAsync(cancellationToken);
            return null;
        }));
    }
}
