using System.Diagnostics;
using MediAgents.Grains.Cluster.Messages;

namespace MediAgents.Grains.Cluster.Calls;

/// <summary>Carries a trace over the way of a message, so that what a grain does in its silo belongs to whoever asked for it.</summary>
public static class CallTrace
{
    /// <summary>Named as the product's spans are, whose export takes this one too.</summary>
    private static readonly ActivitySource Source = new("MediAgents");

    /// <summary>The span that a request is sent in; null where nobody takes spans.</summary>
    internal static string? Current => Source.HasListeners() ? Activity.Current?.Id : null;

    /// <summary>What follows on the receiving side; null where no trace came along or nobody takes spans.</summary>
    public static Activity? Continue(GrainMessage request, string kind) =>
        request.Trace is { } trace && ActivityContext.TryParse(trace, traceState: null, isRemote: true, out var parent)
            ? Source.StartActivity($"{kind} hosted", ActivityKind.Server, parent)
            : null;
}
