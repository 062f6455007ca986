using System.Reflection;
using System.Runtime.CompilerServices;
using MediAgents.Grains.Cluster.Messages;
using Orleans;

namespace MediAgents.Grains.Cluster.Tests.Calls;

/// <summary>
/// A cluster of one grain whose failures are exact: each try meets the next of what was laid out, the last one again and again.
/// </summary>
internal sealed class FakeCluster : IHostedGrain
{
    private readonly Queue<object> next = new();

    /// <summary>What was asked, in order.</summary>
    public List<object> Asked { get; } = [];

    public IGrainFactory Factory
    {
        get
        {
            var factory = DispatchProxy.Create<IGrainFactory, OneGrain>();
            ((OneGrain)(object)factory).Grain = this;
            return factory;
        }
    }

    /// <summary>Each is a reply, or a failure.</summary>
    public void Answers(params object[] answers) => Array.ForEach(answers, next.Enqueue);

    /// <summary>Each is what one reading of a stream yields: items, silences, and a failure that breaks it.</summary>
    public void Streams(params object[][] readings) => Array.ForEach(readings, next.Enqueue);

    public ClusterGrains Grains(TimeProvider time) => new(Factory, ["kind"], time, new ClusterCallOptions());

    public ValueTask<GrainMessage> AskAsync(GrainMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request.ReadRequest());
        return Next() switch
        {
            Exception failure => ValueTask.FromException<GrainMessage>(failure),
            var reply => new(GrainMessage.Reply((string)reply)),
        };
    }

    public async IAsyncEnumerable<GrainMessage> StreamAsync(GrainMessage request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked.Add(request.ReadRequest());
        foreach (var item in (object[])Next())
        {
            await Task.Yield();
            if (item is Exception failure)
                throw failure;
            if (item is TimeSpan silence)
                await Task.Delay(silence, cancellationToken);
            else
                yield return GrainMessage.Reply((int)item);
        }
    }

    public ValueTask WakeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private object Next() => next.Count > 1 ? next.Dequeue() : next.Peek();

    /// <summary>Orleans, as far as it is asked for.</summary>
#pragma warning disable CA1852 // The proxy is derived from it.
    internal class OneGrain : DispatchProxy
#pragma warning restore CA1852
    {
        public IHostedGrain Grain { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name == nameof(IGrainFactory.GetGrain) ? Grain : throw new NotSupportedException();
    }
}
