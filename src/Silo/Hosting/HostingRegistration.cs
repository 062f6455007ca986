using MediAgents.Grains;
using MediAgents.Grains.Cluster;
using MediAgents.Grains.Cluster.Control;
using MediAgents.Grains.Embedded;
using MediAgents.Grains.Hosting;
using MediAgents.Silo.Control;
using MediAgents.Silo.Waking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;

namespace MediAgents.Silo.Hosting;

/// <summary>Registers the hosting of our grains with Orleans.</summary>
public static class HostingRegistration
{
    /// <summary>
    /// Orleans must not free what our host still keeps; only what slipped past it, a hosting grain whose grain refused to be, is
    /// Orleans' to find.
    /// </summary>
    private static readonly TimeSpan OrleansIdleTimeout = TimeSpan.FromHours(1);

    /// <summary>
    /// Adds to a silo <see cref="IGrains"/>, <see cref="IGrainOwners"/> and <see cref="IGrainStatistics"/> of the whole cluster, and
    /// the hosting of <paramref name="kinds"/> over the registered <see cref="IGrainStorage"/>.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="kinds">For each there is a class derived from <see cref="HostingGrain{TGrain}"/>.</param>
    /// <param name="options">How activations are treated.</param>
    /// <param name="calls">How long calls of grains among each other are tried.</param>
    /// <param name="time">The grains' clock; the system's when null. Orleans keeps its own.</param>
    public static ISiloBuilder AddHostedGrains(
        this ISiloBuilder silo,
        IReadOnlyList<GrainKind> kinds,
        EmbeddedGrainOptions options,
        ClusterCallOptions? calls = null,
        TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        silo.Services.AddGrainMessages();
        silo.Services.AddSingleton(provider => new ClusterGrains(
            provider.GetRequiredService<IGrainFactory>(),
            kinds.Select(kind => kind.Name),
            TimeProvider.System,
            calls ?? new ClusterCallOptions()));
        silo.Services.AddSingleton(provider => new SiloGrains(
            kinds,
            provider,
            provider.GetRequiredService<IGrainStorage>(),
            clock,
            options,
            provider.GetRequiredService<ClusterGrains>(),
            new Lazy<IGrains>(provider.GetRequiredService<IGrains>),
            provider.GetRequiredService<ISiloStatusOracle>(),
            provider.GetRequiredService<ILogger<EmbeddedGrains>>()));
        silo.Services.AddSingleton<IGrains>(provider => provider.GetRequiredService<ClusterGrains>());
        silo.Services.AddSingleton<IGrainOwners>(provider => new ClusterOwners(provider.GetRequiredService<IGrainFactory>()));
        silo.Services.AddSingleton(provider => new ClusterStatistics(kinds, provider.GetRequiredService<IGrainFactory>(), TimeProvider.System));
        silo.Services.AddSingleton<IGrainStatistics>(provider => provider.GetRequiredService<ClusterStatistics>());
        silo.Services.AddSingleton<IGrainHostStatistics>(provider => provider.GetRequiredService<SiloGrains>().Host);
        silo.Services.AddPlacementDirector<PlacementByAddress, PlacementByAddressDirector>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloDrain>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => ActivatorUtilities.CreateInstance<SiloWatch>(provider, TimeProvider.System));
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.CollectionAge = OrleansIdleTimeout;
            collection.DeactivationTimeout = options.DrainTimeout + TimeSpan.FromSeconds(1);
        });
        return silo;
    }
}
