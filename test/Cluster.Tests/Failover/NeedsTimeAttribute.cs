using MediAgents.Contract.Stores;

namespace MediAgents.Cluster.Tests.Failover;

/// <summary>The tests take minutes by their nature, and run when the full measurement is asked for.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsTimeAttribute : RequirementAttribute
{
    public override string? Missing => Extent.IsFull ? null : "takes minutes: make failover runs it";
}
