using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Grains.Embedded.Tests.Conformance;
using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Tests.Lifecycle;

public sealed class WakingTests
{
    [Fact]
    public async Task A_grain_freed_with_unfinished_work_is_woken()
    {
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var subject = new EmbeddedHost();
        var host = await subject.StartAsync([new GrainKind("forgetful", typeof(Forgetful), _ => new Forgetful(woken), "Forgets.", [])], new HostSettings());
        await host.Grains.AskAsync(new GrainKey("forgetful", "1"), new Nothing());
        subject.Time.Advance(new HostSettings().IdleTimeout * 2);

        await woken.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Says it has work to do, and starts none.</summary>
    private sealed class Forgetful(TaskCompletionSource woken) : Grain<RecorderState>, IAnswer<Nothing, Unit>, IAnswer<WakeUp, Unit>
    {
        public ValueTask<Unit> AnswerAsync(Nothing request, CancellationToken cancellationToken)
        {
            Context.WakeAfterCrash = true;
            return new(Unit.Value);
        }

        public ValueTask<Unit> AnswerAsync(WakeUp request, CancellationToken cancellationToken)
        {
            woken.TrySetResult();
            Context.WakeAfterCrash = false;
            return new(Unit.Value);
        }
    }
}
