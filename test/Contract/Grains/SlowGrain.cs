using MediAgents.Grains;
using MediAgents.Grains.Hosting;

namespace MediAgents.Contract.Grains;

/// <summary>
/// Signals <c>entered NAME</c>, then holds the turn until <c>release NAME</c> or cancellation, and asks the counter
/// <paramref name="ThenAsk"/>, if one is given, for its total.
/// </summary>
public sealed record HoldTurn(string Name, GrainKey? ThenAsk = null) : IGrainRequest<Unit>;

public sealed record Pass(string Name) : IGrainRequest<Unit>;

/// <summary>A grain without state whose turns last as long as a test wants.</summary>
public sealed class SlowGrain(Probe probe) : Grain, IAnswer<HoldTurn, Unit>, IAnswer<Pass, Unit>
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

    public async ValueTask<Unit> AnswerAsync(HoldTurn request, CancellationToken cancellationToken)
    {
        probe.Signal($"entered {request.Name}");
        await probe.WaitAsync($"release {request.Name}", cancellationToken);
        if (request.ThenAsk is { } counter)
        {
            await Context.Grains.AskAsync(counter, new ReadTotal(), cancellationToken);
        }

        return Unit.Value;
    }

    public ValueTask<Unit> AnswerAsync(Pass request, CancellationToken cancellationToken)
    {
        probe.Count("passed", Context.Key);
        probe.Signal($"passed {request.Name}");
        return new(Unit.Value);
    }
}
