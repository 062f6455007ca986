using System.Runtime.CompilerServices;
using System.Text;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Contract.Grains;

public sealed record WorkerState
{
    public int Steps { get; init; }

    public int Done { get; init; }
}

/// <summary>Starts a job of so many steps; each but the first <paramref name="Free"/> waits for the signal <c>go</c>.</summary>
public sealed record StartJob(int Steps, int Free, PatientId? Owner = null) : IGrainRequest<Unit>;

public sealed record TakeStep : IGrainRequest<WorkerState>;

public sealed record ReadJob : IGrainRequest<WorkerState>;

/// <summary>A job done step by step beside turns, journalled, and gone on with after a crash.</summary>
public sealed class WorkerGrain(Probe probe) :
    Grain<WorkerState>,
    IAnswer<StartJob, Unit>,
    IAnswer<TakeStep, WorkerState>,
    IAnswer<ReadJob, WorkerState>,
    IAnswer<WakeUp, Unit>,
    IStream<Follow, JournalEntry>
{
    public ValueTask<Unit> AnswerAsync(StartJob request, CancellationToken cancellationToken)
    {
        State = new WorkerState { Steps = request.Steps };
        Context.Owner = request.Owner;
        Context.WakeAfterCrash = true;
        Context.StartWork(stopping => WorkAsync(request.Free, stopping));
        return new(Unit.Value);
    }

    public ValueTask<WorkerState> AnswerAsync(TakeStep request, CancellationToken cancellationToken)
    {
        State = State with { Done = State.Done + 1 };
        Context.Journal.Append("step", Encoding.UTF8.GetBytes($"{State.Done}"));
        Context.WakeAfterCrash = State.Done < State.Steps;
        return new(State);
    }

    public ValueTask<WorkerState> AnswerAsync(ReadJob request, CancellationToken cancellationToken) => new(State);

    public ValueTask<Unit> AnswerAsync(WakeUp request, CancellationToken cancellationToken)
    {
        probe.Count("woken", Context.Key);
        if (State.Done < State.Steps)
        {
            Context.StartWork(stopping => WorkAsync(State.Steps, stopping));
        }

        return new(Unit.Value);
    }

    public async IAsyncEnumerable<JournalEntry> StreamAsync(Follow request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in Context.Journal.TailAsync(request.After, cancellationToken))
        {
            foreach (var entry in batch)
            {
                yield return entry;
            }
        }
    }

    private async Task WorkAsync(int free, CancellationToken stopping)
    {
        try
        {
            while (State.Done < State.Steps)
            {
                if (State.Done == free)
                {
                    probe.Signal($"waiting {Context.Key}");
                    await probe.WaitAsync($"go {Context.Key}", stopping);
                }

                await Context.Grains.AskAsync(Context.Key, new TakeStep(), stopping);
            }
        }
        catch (OperationCanceledException)
        {
            probe.Signal($"cancelled {Context.Key}");
            throw;
        }
    }
}
