using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace MediAgents.Silo.Control;

/// <summary>Places a grain in the silo whose address is its key.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PlacedByAddressAttribute() : PlacementAttribute(new PlacementByAddress());

/// <inheritdoc cref="PlacedByAddressAttribute"/>
[GenerateSerializer, Immutable]
public sealed class PlacementByAddress : PlacementStrategy;

internal sealed class PlacementByAddressDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var address = target.GrainIdentity.Key.ToString();
        var silo = context.GetCompatibleSilos(target).FirstOrDefault(silo => silo.ToParsableString() == address);
        return Task.FromResult(silo ?? throw new SiloUnavailableException("That silo is no longer in the cluster."));
    }
}
