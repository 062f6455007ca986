using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MediAgents.Grains.Cluster.Messages;

namespace MediAgents.Grains.Cluster.Calls;

/// <summary>Hands a request, whose type is known only once it has arrived, to grains that take it typed.</summary>
public abstract class GrainCall
{
    private static readonly ConcurrentDictionary<Type, GrainCall> Calls = new();

    /// <exception cref="UnknownGrainException">It is a stream's request.</exception>
    public static ValueTask<GrainMessage> AskAsync(IGrains grains, GrainKey key, object request, CancellationToken cancellationToken) =>
        Of(request).Ask(grains, key, request, cancellationToken);

    /// <param name="grains">Where the grain lives.</param>
    /// <param name="key">The grain.</param>
    /// <param name="request">What it is asked.</param>
    /// <param name="wasCut">Asked at the end: whether the stream only ends here, and goes on where the grain comes to live.</param>
    /// <param name="cancellationToken">Cancelled when the reader gives up.</param>
    /// <exception cref="UnknownGrainException">It is a request for one reply.</exception>
    /// <exception cref="GrainHostStoppingException">The stream was cut.</exception>
    public static IAsyncEnumerable<GrainMessage> StreamAsync(IGrains grains, GrainKey key, object request, Func<bool> wasCut, CancellationToken cancellationToken) =>
        Of(request).Stream(grains, key, request, wasCut, cancellationToken);

    protected abstract ValueTask<GrainMessage> Ask(IGrains grains, GrainKey key, object request, CancellationToken cancellationToken);

    protected abstract IAsyncEnumerable<GrainMessage> Stream(IGrains grains, GrainKey key, object request, Func<bool> wasCut, CancellationToken cancellationToken);

    private static GrainCall Of(object request) => Calls.GetOrAdd(request.GetType(), static type =>
    {
        foreach (var candidate in type.GetInterfaces().Where(one => one.IsGenericType))
        {
            var definition = candidate.GetGenericTypeDefinition();
            var call = definition == typeof(IGrainRequest<>) ? typeof(AskCall<>) : definition == typeof(IGrainStreamRequest<>) ? typeof(ReadCall<>) : null;
            if (call is not null)
                return (GrainCall)Activator.CreateInstance(call.MakeGenericType(candidate.GetGenericArguments()))!;
        }

        throw new UnknownGrainException($"{type.Name} is no request.");
    });

    private sealed class AskCall<TReply> : GrainCall
    {
        protected override ValueTask<GrainMessage> Ask(IGrains grains, GrainKey key, object request, CancellationToken cancellationToken)
        {
            var asked = grains.AskAsync(key, (IGrainRequest<TReply>)request, cancellationToken);
            return asked.IsCompletedSuccessfully ? new(GrainMessage.Reply(asked.Result)) : WaitAsync(asked);
        }

        protected override IAsyncEnumerable<GrainMessage> Stream(IGrains grains, GrainKey key, object request, Func<bool> wasCut, CancellationToken cancellationToken) =>
            throw new UnknownGrainException($"{request.GetType().Name} has one reply.");

        private static async ValueTask<GrainMessage> WaitAsync(ValueTask<TReply> asked) => GrainMessage.Reply(await asked);
    }

    private sealed class ReadCall<TItem> : GrainCall
    {
        protected override ValueTask<GrainMessage> Ask(IGrains grains, GrainKey key, object request, CancellationToken cancellationToken) =>
            throw new UnknownGrainException($"{request.GetType().Name} asks for a stream.");

        protected override async IAsyncEnumerable<GrainMessage> Stream(
            IGrains grains,
            GrainKey key,
            object request,
            Func<bool> wasCut,
            [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            // Without the caller's scheduler: each step of each layer would wait in its line. Nothing here needs it.
            await foreach (var item in grains.StreamAsync(key, (IGrainStreamRequest<TItem>)request, cancellationToken).ConfigureAwait(false))
                yield return GrainMessage.Reply(item);
            if (wasCut())
                throw new GrainHostStoppingException();
        }
    }
}
