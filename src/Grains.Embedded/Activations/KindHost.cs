using System.Collections.Concurrent;
using MediAgents.Grains.Embedded.Dispatch;
using MediAgents.Grains.Embedded.Statistics;
using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Activations;

/// <summary>One kind on this host: its handlers, its activations by id, its counters.</summary>
internal sealed class KindHost(GrainKind kind)
{
    private readonly Lazy<HandlerTable> handlers = new(() => new HandlerTable(kind.Type));

    public GrainKind Kind { get; } = kind;

    public string Name { get; } = kind.Name;

    public HandlerTable Handlers => handlers.Value;

    public ConcurrentDictionary<string, Activation> Activations { get; } = new();

    public TurnCounters Counters { get; } = new();

    public GrainKindStatistics Read(TimeProvider time)
    {
        var (calls, failures, ticks) = Counters.Read();
        var mean = calls == 0 ? 0 : ticks * 1000.0 / time.TimestampFrequency / calls;
        return new GrainKindStatistics(Name, Activations.Count, Activations.Sum(activation => (long)activation.Value.Gate.Waiting), calls, failures, mean);
    }
}
