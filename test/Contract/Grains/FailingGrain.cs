using System.Runtime.CompilerServices;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;

namespace MediAgents.Contract.Grains;

public sealed record FailingState
{
    public int Changes { get; init; }
}

/// <summary>Changes everything a turn can change and, if told to, fails at the end.</summary>
public sealed record ChangeAll(PatientId Owner, bool ThenFail, bool UntilCancelled = false) : IGrainRequest<Everything>;

public sealed record ReadAll : IGrainRequest<Everything>;

/// <summary>Streams 1 to <paramref name="Items"/> and, if told to, fails then.</summary>
public sealed record CountUp(int Items, bool ThenFail) : IGrainStreamRequest<int>;

public sealed record Everything(int Changes, PatientId? Owner, bool WakeAfterCrash, long NextSeq);

public sealed class IntendedException() : Exception("As intended.");

/// <summary>A grain whose turns fail after they have changed all there is to change.</summary>
public sealed class FailingGrain(Probe probe) :
    Grain<FailingState>,
    IAnswer<ChangeAll, Everything>,
    IAnswer<ReadAll, Everything>,
    IStream<CountUp, int>
{
    public override ValueTask ActivateAsync(CancellationToken cancellationToken)
    {
        probe.Count("activated", Context.Key);
        return Context.Key.Id == "inert" && probe.CountOf("activated", Context.Key) == 1
            ? throw new IntendedException()
            : ValueTask.CompletedTask;
    }

    public async ValueTask<Everything> AnswerAsync(ChangeAll request, CancellationToken cancellationToken)
    {
        State = State with { Changes = State.Changes + 1 };
        Context.Owner = request.Owner;
        Context.WakeAfterCrash = !Context.WakeAfterCrash;
        Context.Journal.Append("change", "{}"u8.ToArray());
        Context.Record(new Access(Principal.Loopback, request.Owner, "contract.change"));
        Context.StartWork(_ =>
        {
            probe.Count("worked", Context.Key);
            probe.Signal($"worked {Context.Key}");
            return Task.CompletedTask;
        });
        probe.Signal($"changed {Context.Key}");
        await (request.UntilCancelled ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask);
        return request.ThenFail ? throw new IntendedException() : Read();
    }

    public ValueTask<Everything> AnswerAsync(ReadAll request, CancellationToken cancellationToken) => new(Read());

    public async IAsyncEnumerable<int> StreamAsync(CountUp request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 1; i <= request.Items; i++)
        {
            await Task.Yield();
            yield return i;
        }

        if (request.ThenFail)
        {
            throw new IntendedException();
        }
    }

    private Everything Read() => new(State.Changes, Context.Owner, Context.WakeAfterCrash, Context.Journal.NextSeq);
}
