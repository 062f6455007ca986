using MediAgents.Grains.Cluster.Messages;
using Orleans;

namespace MediAgents.Grains.Cluster;

/// <summary>
/// Any grain of ours as Orleans sees it. Its Orleans grain type is the kind, its key the id; what it is asked travels in
/// <see cref="GrainMessage"/>. Names and parameters are part of what silos and gateways of different releases say to each other.
/// </summary>
[Alias(Name), GrainInterfaceType(Name)]
public interface IHostedGrain : IGrainWithStringKey
{
    /// <summary>What the interface is called between processes.</summary>
    const string Name = "mediagents.hosted-grain";

    /// <summary>One turn; the reply's type follows from the request's.</summary>
    [Alias("ask")]
    ValueTask<GrainMessage> AskAsync(GrainMessage request, CancellationToken cancellationToken);

    /// <summary>One reading of a stream.</summary>
    [Alias("stream")]
    IAsyncEnumerable<GrainMessage> StreamAsync(GrainMessage request, CancellationToken cancellationToken);

    /// <summary>Has it go on with what a lost activation left unfinished; nothing happens if there is nothing.</summary>
    [Alias("wake")]
    ValueTask WakeAsync(CancellationToken cancellationToken);
}
