using Orleans;

namespace MediAgents.Grains.Cluster.Control;

/// <summary>Says that a silo is there, and nothing more: it touches no store, so it may be asked as often as one likes.</summary>
[Alias("mediagents.sign-of-life")]
public interface ISignOfLifeGrain : IGrainWithIntegerKey
{
    [Alias("answer")]
    Task AnswerAsync();
}
