using MediAgents.Gateway.Health;
using MediAgents.Grains;
using MediAgents.Grains.Cluster;
using MediAgents.Grains.Cluster.Control;
using MediAgents.Grains.Hosting;
using MediAgents.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace MediAgents.Server.Cluster;

/// <summary>The gateway as a client of a cluster: its agents live in silos.</summary>
internal static class GatewayCluster
{
    /// <summary>Registers the agents of the cluster that the settings name.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static void AddClusterGrains(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var membership = ClusterSettings.Read(builder.Configuration).Membership(builder.Configuration);
        services.AddSingleton(membership);
        builder.UseOrleansClient(membership.Connect);
        services.AddGrainMessages();
        services.AddSingleton(provider => new ClusterGrains(
            provider.GetRequiredService<IClusterClient>(),
            GrainsSetup.Kinds.Select(kind => kind.Name),
            TimeProvider.System,
            membership.Calls));
        services.AddSingleton<IGrains>(provider => provider.GetRequiredService<ClusterGrains>());
        services.AddSingleton<IGrainOwners>(provider => new ClusterOwners(provider.GetRequiredService<IClusterClient>()));
        services.AddSingleton(GrainsSetup.Kinds);
        services.AddToolServices(builder.Configuration);
        services.AddRebuiltState(builder.Configuration);
        services.AddHostedService<StreamsEnd>();
        services.AddSingleton(provider => new Dependency("cluster", Required: true, async cancellationToken =>
        {
            await provider.GetRequiredService<IClusterClient>().GetGrain<ISignOfLifeGrain>(0).AnswerAsync().WaitAsync(cancellationToken);
            return null;
        }));
    }

    /// <summary>Brings the table of members to this release before anything asks it.</summary>
    public static void MigrateCluster(this IServiceProvider services)
    {
        if (services.GetService<Silo.Clustering.ClusterMembership>() is { } membership)
            ClusterSchema.Migrate(membership);
    }

    /// <summary>Ends open event streams before the web server stops, which waits for them.</summary>
    private sealed class StreamsEnd(ClusterGrains grains) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken)
        {
            grains.EndStreams();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
