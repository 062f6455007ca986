using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using MediAgents.Grains.Cluster.Messages;

namespace MediAgents.Grains.Cluster.Calls;

/// <summary>One reading of a grain's stream, up to its end or its break; a break is kept, not thrown.</summary>
internal sealed class StreamReading(IHostedGrain grain, GrainMessage request, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<GrainMessage> items = grain.StreamAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
    private ExceptionDispatchInfo? failure;

    public GrainMessage Current => items.Current;

    public Exception? Failure => failure?.SourceException;

    /// <summary>Whether an item went out after which the stream cannot be taken up.</summary>
    public bool HasYielded { get; set; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> MoveNextAsync()
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Kept for whoever decides what becomes of the stream.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            failure = ExceptionDispatchInfo.Capture(broken);
            return false;
        }
    }

    public void Throw() => failure!.Throw();

    public async ValueTask DisposeAsync()
    {
        if (failure is null)
            await items.DisposeAsync();
    }
}
