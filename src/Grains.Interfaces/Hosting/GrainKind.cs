namespace MediAgents.Grains.Hosting;

/// <summary>
/// A kind of grain as a host is told of it.
/// </summary>
/// <param name="Name">The kind in keys and on the wire, e.g. <c>cardiologist</c>.</param>
/// <param name="Type">The class, a <see cref="Grain"/>.</param>
/// <param name="Create">Makes one instance for one activation.</param>
/// <param name="Description">One sentence on what it is for; shown by <c>GET /agents</c>.</param>
/// <param name="Capabilities">What it can do, in a few words each; empty for kinds that are no agents.</param>
/// <param name="IdleTimeout">After how long without a message an activation is freed, at most; null for the host's default.</param>
/// <param name="Rebuildable">
/// Its state may be lost without loss: it is learnt again. Only such kinds may be kept where data can vanish, and they record no
/// accesses.
/// </param>
public sealed record GrainKind(
    string Name,
    Type Type,
    Func<IServiceProvider, Grain> Create,
    string Description,
    IReadOnlyList<string> Capabilities,
    TimeSpan? IdleTimeout = null,
    bool Rebuildable = false);

/// <summary>Live figures of one kind on this host. A call is a turn, or the reading of a stream, however many items it takes.</summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="Activations">Activations alive now.</param>
/// <param name="Waiting">Messages in line for their turn now.</param>
/// <param name="Calls">Calls that have ended since start.</param>
/// <param name="Failures">Calls that threw since start; not counted is what its caller cancelled and what ended because the host stops.</param>
/// <param name="MeanMilliseconds">Mean time of a call since start: of a turn with its commit, of a stream until its reader is through.</param>
public sealed record GrainKindStatistics(string Kind, long Activations, long Waiting, long Calls, long Failures, double MeanMilliseconds);

/// <summary>What is hosted, and how it is doing, in the whole deployment.</summary>
public interface IGrainStatistics
{
    IReadOnlyList<GrainKind> Kinds { get; }

    IReadOnlyList<GrainKindStatistics> Read();
}

/// <summary>The same of this process alone.</summary>
public interface IGrainHostStatistics : IGrainStatistics;
