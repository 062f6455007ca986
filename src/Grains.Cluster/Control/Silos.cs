using Orleans;
using Orleans.Runtime;

namespace MediAgents.Grains.Cluster.Control;

/// <summary>All silos at once.</summary>
internal static class Silos
{
    /// <summary>Tells or asks each silo that is known to be active; fails if one does.</summary>
    public static async Task<T[]> OfAllAsync<T>(this IGrainFactory factory, Func<IHostControlGrain, Task<T>> call)
    {
        var silos = await factory.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        return await Task.WhenAll(silos.Keys.Select(silo => call(factory.GetGrain<IHostControlGrain>(silo.ToParsableString()))));
    }

    /// <inheritdoc cref="OfAllAsync{T}"/>
    public static Task OfAllAsync(this IGrainFactory factory, Func<IHostControlGrain, Task> tell) =>
        factory.OfAllAsync(async silo =>
        {
            await tell(silo);
            return true;
        });
}
