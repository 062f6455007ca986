using System.Runtime.CompilerServices;
using MediAgents.Grains.Embedded.Dispatch;
using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Activations;

/// <summary>One reading of a stream: holds the activation, marks each step as running beside turns, and counts as one call.</summary>
/// <param name="caller">Cancelled when the reader gives up.</param>
/// <param name="hostEnds">Cancelled when the host ends what streams are left; they end as if there were no more items.</param>
internal sealed class StreamCall<TItem>(
    Activation activation,
    StreamInvoker<TItem> stream,
    IGrainStreamRequest<TItem> request,
    CancellationToken caller,
    CancellationToken hostEnds) : IAsyncDisposable
{
    private readonly long started = activation.Host.Time.GetTimestamp();
    private readonly CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(caller, hostEnds);
    private Grain? grain;
    private IAsyncEnumerator<TItem>? items;
    private bool failed;

    public TItem Current => items!.Current;

    /// <summary>The turn at the activation's gate is this call's, and is left.</summary>
    public async ValueTask OpenAsync()
    {
        try
        {
            grain = await activation.HoldAsync(caller);
        }
        catch (Exception failure)
        {
            Note(failure);
            throw;
        }
    }

    /// <summary>The next item; false at the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> MoveNextAsync()
    {
        using var scope = TurnScope.EnterOutside();
        try
        {
            items ??= stream.Invoke(grain!, request, ending.Token).GetAsyncEnumerator(ending.Token);
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (hostEnds.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            Note(failure);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var scope = TurnScope.EnterOutside();
        try
        {
            await (items?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception failure)
        {
            Note(failure);
            throw;
        }
        finally
        {
            ending.Dispose();
            activation.CountCall(started, failed);
            if (grain is not null)
            {
                activation.ReleaseHold();
            }
        }
    }

    private void Note(Exception failure) => failed |= activation.IsFailure(failure, caller);
}
