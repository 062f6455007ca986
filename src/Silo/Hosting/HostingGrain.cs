using System.Diagnostics;
using MediAgents.Grains;
using MediAgents.Grains.Cluster;
using MediAgents.Grains.Cluster.Calls;
using MediAgents.Grains.Cluster.Messages;
using Orleans.Concurrency;

namespace MediAgents.Silo.Hosting;

/// <summary>
/// One grain of ours in an Orleans cluster. Orleans decides where it lives and brings its messages there; the host in that
/// silo, the same as in a single process, gives it its turns, its state, its work. Reentrant, because the host lets one turn
/// through at a time and streams and wake-ups must not wait in line for Orleans.
/// </summary>
/// <typeparam name="TGrain">The class of the kind; each kind has a sealed class of its own here, which Orleans and its dashboard name.</typeparam>
[Reentrant]
public abstract class HostingGrain<TGrain>(SiloGrains silo) : Orleans.Grain, IHostedGrain
    where TGrain : Grains.Hosting.Grain
{
    private GrainKey key;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var id = this.GetGrainId();
        key = new GrainKey(id.Type.ToString()!, id.Key.ToString()!);
        silo.Activated(key, GrainContext);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(Orleans.DeactivationReason reason, CancellationToken cancellationToken)
    {
        silo.Deactivating(key, GrainContext);
        await silo.Host.EndAsync(key, cancellationToken);
    }

    public ValueTask<GrainMessage> AskAsync(GrainMessage request, CancellationToken cancellationToken) =>
        CallTrace.Continue(request, key.Kind) is { } span
            ? AskAsync(request, span, cancellationToken)
            : GrainCall.AskAsync(silo.Host, key, request.ReadRequest(), cancellationToken);

    public IAsyncEnumerable<GrainMessage> StreamAsync(GrainMessage request, CancellationToken cancellationToken) =>
        GrainCall.StreamAsync(silo.Host, key, request.ReadRequest(), () => silo.IsLeaving(key, GrainContext), cancellationToken);

    public ValueTask WakeAsync(CancellationToken cancellationToken) => silo.Host.WakeAsync(key, cancellationToken);

    private async ValueTask<GrainMessage> AskAsync(GrainMessage request, Activity span, CancellationToken cancellationToken)
    {
        using (span)
            return await GrainCall.AskAsync(silo.Host, key, request.ReadRequest(), cancellationToken);
    }
}
