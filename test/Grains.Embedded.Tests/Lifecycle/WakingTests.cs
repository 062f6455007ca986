using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Embedded.Tests.Conformance;
using MediAgents.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

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

    [Fact]
    public async Task A_grain_whose_own_activation_is_at_work_is_not_woken()
    {
        var probe = new Probe();
        var storage = new InMemoryGrainStorage();
        await using (var first = Start(storage, probe))
        {
            await first.AskAsync(TestKinds.Worker("alive"), new StartJob(Steps: 0, Free: 0));
            await first.AskAsync(TestKinds.Worker("alive"), new TakeStep());
            await first.AskAsync(TestKinds.Worker("lost"), new StartJob(Steps: 1, Free: 0));
        }

        await using var second = Start(storage, probe);
        await second.AskAsync(TestKinds.Worker("alive"), new StartJob(Steps: 1, Free: 0));
        second.WakeUnfinished();
        await probe.WaitAsync($"waiting {TestKinds.Worker("alive")}");
        while (probe.CountOf("woken", TestKinds.Worker("lost")) == 0)
        {
            await Task.Delay(2);
        }

        probe.CountOf("woken", TestKinds.Worker("alive")).ShouldBe(0);
    }

    /// <summary>Wakes one grain after the other, in the order in which they were first stored.</summary>
    private static EmbeddedGrains Start(InMemoryGrainStorage storage, Probe probe) => new(
        TestKinds.All(probe),
        new ServiceCollection().BuildServiceProvider(),
        storage,
        TimeProvider.System,
        new EmbeddedGrainOptions { WakeUpConcurrency = 1 },
        NullLogger<EmbeddedGrains>.Instance);

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
