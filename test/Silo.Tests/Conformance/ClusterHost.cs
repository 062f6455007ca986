using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Grains;
using MediAgents.Grains.Cluster;
using MediAgents.Grains.Cluster.Control;
using MediAgents.Grains.Embedded;
using MediAgents.Grains.Hosting;
using MediAgents.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace MediAgents.Silo.Tests.Conformance;

/// <summary>Two silos and a client of them for the conformance suites, on storage in memory unless a derived class opens another.</summary>
public class ClusterHost : HostUnderTest
{
    protected override async Task<RunningHost> StartAsync(IReadOnlyList<GrainKind> kinds, HostSettings settings, UnreliableStorage storage)
    {
        var options = new EmbeddedGrainOptions
        {
            MailboxCapacity = settings.MailboxCapacity,
            IdleTimeout = settings.IdleTimeout,
            DrainTimeout = settings.DrainTimeout,
            MaxCommitRetries = settings.MaxCommitRetries,
        };
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureHost(host => host.Logging.ClearProviders());
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton<IGrainStorage>(storage);
            silo.AddHostedGrains(kinds, options, time: Time);
        });
        builder.ConfigureClient(client => client.Services.AddGrainMessages());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new Running(cluster, kinds, storage);
    }

    private sealed class Running : RunningHost
    {
        private readonly InProcessTestCluster cluster;
        private readonly ClusterGrains grains;
        private readonly List<SiloGrains> silos;

        public Running(InProcessTestCluster cluster, IReadOnlyList<GrainKind> kinds, UnreliableStorage storage)
            : base(storage)
        {
            this.cluster = cluster;
            grains = new ClusterGrains(cluster.Client, kinds.Select(kind => kind.Name), TimeProvider.System, new ClusterCallOptions());
            silos = [.. cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<SiloGrains>())];
            Statistics = new Sums(silos);
            Owners = new ClusterOwners(cluster.Client);
        }

        public override IGrains Grains => grains;

        public override IGrainHostStatistics Statistics { get; }

        public override IGrainOwners Owners { get; }

        public override Task StopAsync()
        {
            grains.Stop();
            return Task.WhenAll(silos.Select(silo => silo.DrainAsync()));
        }

        protected override async Task AbandonAsync()
        {
            grains.Stop();
            foreach (var silo in cluster.Silos)
                await cluster.KillSiloAsync(silo);
            await cluster.DisposeAsync();
        }
    }

    private sealed class Sums(IReadOnlyList<SiloGrains> silos) : IGrainHostStatistics
    {
        public IReadOnlyList<GrainKind> Kinds => silos[0].Host.Kinds;

        public IReadOnlyList<GrainKindStatistics> Read() =>
            [.. silos.SelectMany(silo => silo.Host.Read()).GroupBy(one => one.Kind).Select(kind => new GrainKindStatistics(
                kind.Key,
                kind.Sum(one => one.Activations),
                kind.Sum(one => one.Waiting),
                kind.Sum(one => one.Calls),
                kind.Sum(one => one.Failures),
                kind.Max(one => one.MeanMilliseconds)))];
    }
}
