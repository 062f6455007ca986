using MediAgents.Grains.Hosting;
using MediAgents.Records.Portability;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Redis.Erasure;
using MediAgents.Storage.Redis.Grains;
using MediAgents.Storage.Redis.Resealing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MediAgents.Storage.Redis;

/// <summary>Registers Redis beside the stores.</summary>
public static class RedisRegistration
{
    /// <summary>
    /// Keeps the kinds that can be rebuilt in Redis, and all else where it was: after <c>AddPostgresStorage</c> or
    /// <c>AddSqliteStorage</c>, whose <see cref="IGrainStorage"/> and <see cref="IRecordErasure"/> it goes in front of. A server
    /// that is away does not stop the start: <see cref="RedisHealth"/> tells.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There are no stores yet.</exception>
    public static IServiceCollection AddRedisGrains(this IServiceCollection services, RedisOptions options, IReadOnlyList<GrainKind> kinds)
    {
        RedisOptions.Validate(options);
        services.AddSingleton(_ => RedisServer.Open(options));
        services.AddSingleton<RedisGrainStorage>();
        services.AddSingleton<RedisHealth>();
        services.AddSingleton<IResealing, RedisResealing>();
        services.GoInFrontOf<IGrainStorage>((provider, others) =>
            new RoutedGrainStorage(kinds, provider.GetRequiredService<RedisGrainStorage>(), others, provider.GetService<TimeProvider>() ?? TimeProvider.System, provider.GetRequiredService<ILogger<RoutedGrainStorage>>()));
        services.GoInFrontOf<IRecordErasure>((provider, database) =>
            new RedisRecordErasure(database, provider.GetRequiredService<RedisGrainStorage>(), provider.GetRequiredService<IDataKeyStore>()));
        return services;
    }

    private static void GoInFrontOf<TService>(this IServiceCollection services, Func<IServiceProvider, TService, TService> create)
        where TService : class
    {
        var behind = services.LastOrDefault(service => service.ServiceType == typeof(TService))
            ?? throw new InvalidOperationException($"No {typeof(TService).Name} is registered yet.");
        var key = new object();
        services.Remove(behind);
        services.AddKeyedSingleton(key, (provider, _) => (TService)(
            behind.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, behind.ImplementationType!)));
        services.AddSingleton(provider => create(provider, provider.GetRequiredKeyedService<TService>(key)));
    }
}
