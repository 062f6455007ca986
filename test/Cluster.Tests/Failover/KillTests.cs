using MediAgents.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace MediAgents.Cluster.Tests.Failover;

/// <summary>With the product's own settings.</summary>
[NeedsServers]
public sealed class KillTests(ITestOutputHelper output)
{
    /// <summary>The aim for the longest silence, in seconds; asked of the full measurement, which has the machine to itself.</summary>
    private const int Aim = 8;

    [StoreFact]
    public async Task A_run_whose_silo_is_killed_completes_on_the_other_and_its_client_sees_every_event_once()
    {
        await using var cluster = await LocalCluster.StartAsync();
        var longest = TimeSpan.Zero;
        await cluster.WatchAsync(async () => longest = await new SiloKiller(cluster, output).KillAgainAndAgainAsync(Extent.Kills));
        if (Extent.IsFull)
            longest.TotalSeconds.ShouldBeLessThan(Aim);
    }
}
