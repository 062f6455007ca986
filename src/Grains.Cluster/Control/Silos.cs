using Orleans;
using Orleans.Runtime;

namespace MediAgents.Grains.Cluster.Control;

/// <summary>The silos, as Orleans knows them.</summary>
internal static class Silos
{
    /// <summary>Those known to be active. Each call reads the table of members in the database.</summary>
    public static async Task<IReadOnlyCollection<SiloAddress>> ListActiveAsync(this IGrainFactory factory) =>
        (await factory.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Keys;

    /// <summary>What that silo is told or asked through.</summary>
    public static IHostControlGrain ControlOf(this IGrainFactory factory, SiloAddress silo) =>
        factory.GetGrain<IHostControlGrain>(silo.ToParsableString());
}
