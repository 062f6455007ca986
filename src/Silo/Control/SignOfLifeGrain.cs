using MediAgents.Grains.Cluster.Control;
using Orleans;
using Orleans.Concurrency;

namespace MediAgents.Silo.Control;

/// <inheritdoc cref="ISignOfLifeGrain"/>
[GrainType("sign-of-life")]
[StatelessWorker] // in whichever silo is asked
public sealed class SignOfLifeGrain : Grain, ISignOfLifeGrain
{
    public Task AnswerAsync() => Task.CompletedTask;
}
