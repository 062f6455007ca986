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

    /// <exception cref="UnknownGrainException">It is a request for one reply.</exception>
    public static IAsyncEnumerable<GrainMessage> StreamAsync(IGrains grains, GrainKey key, object request, CancellationToken cancellationToken) =>
        Of(request).Stream(grains, key, request, cancellationToken);

    protected abstract ValueTask<GrainMessage> Ask(IGrains grains, GrainKey key, object request, CancellationToken cancellationToken);

    protected abstract IAsyncEnumerable<GrainMessage> Stream(IGrains grains, GrainKey key, object request, CancellationToken cancellationToken);

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

        protected override IAsyncEnumerable<GrainMessage> Stream(IGrains grains, GrainKey key, object request, CancellationToken cancellationToken) =>
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
            [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var item in grains.StreamAsync(key, (IGrainStreamRequest<TItem>)request, cancellationToken).WithCancellation(cancellationToken))
                yield return GrainMessage.Reply(item);
        }
    }
}
