using MediAgents.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace MediAgents.Cluster.Tests.Failover;

/// <summary>With the settings that Orleans has when nobody sets any: what the product's own are worth.</summary>
[NeedsServers, NeedsTime]
public sealed class DefaultSettingsTests(ITestOutputHelper output)
{
    [StoreFact]
    public async Task With_the_settings_of_Orleans_runs_complete_as_well_after_a_longer_silence()
    {
        await using var cluster = await LocalCluster.StartAsync(
            ("CLUSTER_PROBE_SECONDS", "5"),
            ("CLUSTER_MISSED_PROBES", "3"),
            ("CLUSTER_CALL_TIMEOUT_SECONDS", "30"));
        await new SiloKiller(cluster, output).KillAgainAndAgainAsync(Extent.Kills);
    }
}
