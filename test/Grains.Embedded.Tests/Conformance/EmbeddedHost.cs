using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediAgents.Grains.Embedded.Tests.Conformance;

/// <summary>The embedded host for the conformance suites, on storage in memory unless a derived class opens another.</summary>
public class EmbeddedHost : HostUnderTest
{
    protected override Task<RunningHost> StartAsync(IReadOnlyList<GrainKind> kinds, HostSettings settings, UnreliableStorage storage)
    {
        var options = new EmbeddedGrainOptions
        {
            MailboxCapacity = settings.MailboxCapacity,
            IdleTimeout = settings.IdleTimeout,
            DrainTimeout = settings.DrainTimeout,
            MaxCommitRetries = settings.MaxCommitRetries,
        };
        var services = new ServiceCollection().BuildServiceProvider();
        var grains = new EmbeddedGrains(kinds, services, storage, Time, options, NullLogger<EmbeddedGrains>.Instance);
        grains.WakeUnfinished();
        return Task.FromResult<RunningHost>(new Running(grains, storage));
    }

    private sealed class Running(EmbeddedGrains grains, UnreliableStorage storage) : RunningHost(storage)
    {
        public override IGrains Grains => grains;

        public override IGrainHostStatistics Statistics => grains;

        public override IGrainOwners Owners => grains;

        public override Task StopAsync() => grains.DrainAsync();

        protected override Task AbandonAsync() => grains.DisposeAsync().AsTask();
    }
}
