using MediAgents.Grains;
using MediAgents.Grains.Hosting;

namespace MediAgents.Contract.Grains;

public sealed record CounterState
{
    public int Value { get; init; }

    public IReadOnlyList<int> Added { get; init; } = [];
}

/// <summary>Adds, and remembers what was added in which order.</summary>
public sealed record Add(int Number = 1) : IGrainRequest<Total>;

public sealed record ReadTotal : IGrainRequest<Total>;

/// <summary>No grain answers this.</summary>
public sealed record Unanswerable : IGrainRequest<Total>;

public sealed record Total(int Value, IReadOnlyList<int> Added);

/// <summary>A grain with state. Two turns at once would lose an addition.</summary>
public sealed class CounterGrain(Probe probe) : Grain<CounterState>, IAnswer<Add, Total>, IAnswer<ReadTotal, Total>
{
    public override ValueTask ActivateAsync(CancellationToken cancellationToken)
    {
        probe.Count("activated", Context.Key);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DeactivateAsync(CancellationToken cancellationToken)
    {
        probe.Count("deactivated", Context.Key);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<Total> AnswerAsync(Add request, CancellationToken cancellationToken)
    {
        var before = State;
        await Task.Yield();
        State = new CounterState { Value = before.Value + request.Number, Added = [.. before.Added, request.Number] };
        return Read();
    }

    public ValueTask<Total> AnswerAsync(ReadTotal request, CancellationToken cancellationToken) => new(Read());

    private Total Read() => new(State.Value, State.Added);
}
