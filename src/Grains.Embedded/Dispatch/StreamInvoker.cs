using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Dispatch;

/// <summary>Calls one <c>StreamAsync</c> of a grain, knowing only the items' type.</summary>
internal abstract class StreamInvoker<TItem>
{
    public abstract IAsyncEnumerable<TItem> Invoke(Grain grain, IGrainStreamRequest<TItem> request, CancellationToken cancellationToken);
}

internal sealed class StreamInvoker<TRequest, TItem> : StreamInvoker<TItem>
    where TRequest : IGrainStreamRequest<TItem>
{
    public override IAsyncEnumerable<TItem> Invoke(Grain grain, IGrainStreamRequest<TItem> request, CancellationToken cancellationToken) =>
        ((IStream<TRequest, TItem>)grain).StreamAsync((TRequest)request, cancellationToken);
}
