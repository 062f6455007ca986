using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Dispatch;

/// <summary>Takes the steps of one stream, each marked as running beside turns.</summary>
internal sealed class StreamSteps<TItem>(
    StreamInvoker<TItem> stream,
    Grain grain,
    IGrainStreamRequest<TItem> request,
    CancellationToken cancellationToken) : IAsyncDisposable
{
    private IAsyncEnumerator<TItem>? items;

    public TItem Current => items!.Current;

    /// <summary>The next item; false at the end, which cancelling <paramref name="endsQuietly"/> brings about too.</summary>
    public async ValueTask<bool> MoveNextAsync(CancellationToken endsQuietly)
    {
        using var scope = TurnScope.EnterOutside();
        try
        {
            items ??= stream.Invoke(grain, request, cancellationToken).GetAsyncEnumerator(cancellationToken);
            return await items.MoveNextAsync();
        }
        catch (OperationCanceledException) when (endsQuietly.IsCancellationRequested)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var scope = TurnScope.EnterOutside();
        if (items is not null)
        {
            await items.DisposeAsync();
        }
    }
}
