using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using MediAgents.Grains.Cluster.Calls;
using MediAgents.Grains.Cluster.Messages;
using Orleans;
using Orleans.Runtime;

namespace MediAgents.Grains.Cluster;

/// <summary>
/// The grains of a cluster, seen from one of its silos or from a gateway. A silo that stops has done nothing with what it
/// refuses, so that is sent again to wherever the grain goes; when a silo is lost, only what may be asked twice is asked
/// again, and a stream is taken up after its last item. Both end with <see cref="GrainUnavailableException"/> when patience does.
/// </summary>
/// <param name="factory">Orleans.</param>
/// <param name="kinds">The names of the kinds that the cluster hosts.</param>
/// <param name="time">The clock of retries.</param>
/// <param name="options">Patience.</param>
public sealed class ClusterGrains(IGrainFactory factory, IEnumerable<string> kinds, TimeProvider time, ClusterCallOptions options) : IGrains, IDisposable
{
    // Given by name: found by type, Orleans would put its name together anew for every call.
    private static readonly GrainInterfaceType Interface = GrainInterfaceType.Create(IHostedGrain.Name);

    private readonly FrozenDictionary<string, GrainType> kinds = kinds.ToFrozenDictionary(kind => kind, GrainType.Create);
    private readonly CancellationTokenSource streamsEnd = new();
    private volatile bool stopped;

    /// <summary>This process stops: nothing more is asked, streams end.</summary>
    public void Stop()
    {
        stopped = true;
        EndStreams();
    }

    /// <summary>Streams end as if there were no more items, and none begins; what is asked is still answered.</summary>
    public void EndStreams() => streamsEnd.Cancel();

    public void Dispose() => streamsEnd.Dispose();

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TReply> AskAsync<TReply>(GrainKey key, IGrainRequest<TReply> request, CancellationToken cancellationToken = default)
    {
        var grain = Find(key);
        var message = GrainMessage.Request(request);
        for (Retries? retries = null; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfStopping();
            try
            {
                return (await grain.AskAsync(message, cancellationToken).ConfigureAwait(false)).ReadReply<TReply>();
            }
            catch (Exception failure) when (Broken.IsHostsFault(failure) && !cancellationToken.IsCancellationRequested)
            {
                ThrowIfStopping();
                retries ??= new Retries(key, time, options);
                await retries.PauseAsync(failure, mayRepeat: request is IRepeatable || Broken.NothingHappened(failure), cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TItem> StreamAsync<TItem>(
        GrainKey key,
        IGrainStreamRequest<TItem> request,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var grain = Find(key);
        if (streamsEnd.IsCancellationRequested)
            throw new GrainHostStoppingException();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, streamsEnd.Token);
        var retries = new Retries(key, time, options);
        while (true)
        {
            await using var reading = new StreamReading(grain, GrainMessage.Request(request), either.Token);
            while (await reading.MoveNextAsync().ConfigureAwait(false))
            {
                var item = reading.Current.ReadReply<TItem>();
                retries.Reset();
                if (request is IResumableStream<TItem> resumable)
                    request = resumable.After(item);
                else
                    reading.HasYielded = true;
                yield return item;
            }

            if (reading.Failure is not { } failure)
                yield break;
            if (!EndsHere() && (!Broken.IsHostsFault(failure) || cancellationToken.IsCancellationRequested))
                reading.Throw();
            if (!EndsHere())
                await retries.PauseAsync(failure, mayRepeat: !reading.HasYielded, cancellationToken);
            if (EndsHere())
                yield break; // as if there were no more: whoever reads is told to come again
        }

        bool EndsHere() => streamsEnd.IsCancellationRequested && !cancellationToken.IsCancellationRequested;
    }

    /// <summary>Has the grain go on with work that a lost activation left.</summary>
    public ValueTask WakeAsync(GrainKey key, CancellationToken cancellationToken) => Find(key).WakeAsync(cancellationToken);

    private IHostedGrain Find(GrainKey key) =>
        key.Id is not null && kinds.TryGetValue(key.Kind ?? "", out var type)
            ? (IHostedGrain)factory.GetGrain(GrainId.Create(type, key.Id), Interface)
            : throw new UnknownGrainException($"No grain of kind '{key.Kind}' is hosted.");

    private void ThrowIfStopping()
    {
        if (stopped)
            throw new GrainHostStoppingException();
    }
}
