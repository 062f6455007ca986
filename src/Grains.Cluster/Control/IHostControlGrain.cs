using Orleans;

namespace MediAgents.Grains.Cluster.Control;

/// <summary>One in each silo, whose address is its key: what is told or asked of every silo.</summary>
[Alias("mediagents.host-control")]
public interface IHostControlGrain : IGrainWithStringKey
{
    /// <summary>Closes an owner's grains on that silo, until opened by the same token or ten minutes have passed.</summary>
    [Alias("close")]
    Task CloseOwnerAsync(string token, string ownerHash);

    /// <summary>Takes a closing back; nothing happens if there is none.</summary>
    [Alias("open")]
    Task OpenOwnerAsync(string token);

    /// <summary>The figures of each kind on that silo, as JSON.</summary>
    [Alias("statistics")]
    Task<string> ReadStatisticsAsync();
}
