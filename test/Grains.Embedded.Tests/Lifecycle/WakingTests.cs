using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Embedded.Tests.Conformance;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
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
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        probe.CountOf("woken", TestKinds.Worker("alive")).ShouldBe(0);
    }

    [Fact]
    public async Task However_often_waking_is_asked_for_while_the_store_is_away_it_lists_once_more_when_it_is_back()
    {
        var storage = new SlowListing();
        await using var host = Start(storage, new Probe());
        host.WakeUnfinished();
        while (storage.Listings < 1)
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        for (var asked = 0; asked < 20; asked++)
            host.WakeUnfinished();
        storage.Release.SetResult();
        while (storage.Listings < 2)
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);

        storage.Listings.ShouldBe(2);
    }

    [Fact]
    public async Task A_wake_up_that_cannot_be_stored_is_sent_again()
    {
        var storage = await StoreUnfinishedAsync();
        storage.Trouble = CommitTrouble.FailsBeforeWriting;
        await WakeAfterTroubleAsync(storage, () => storage.Trouble = CommitTrouble.None);

        (await storage.ListUnfinishedAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_grain_that_cannot_be_read_is_woken_once_it_can()
    {
        var storage = await StoreUnfinishedAsync();
        storage.ReadsFail = true;
        await WakeAfterTroubleAsync(storage, () => storage.ReadsFail = false);

        (await storage.ListUnfinishedAsync(default)).ShouldBeEmpty();
    }

    private static async Task<UnreliableStorage> StoreUnfinishedAsync()
    {
        var storage = new UnreliableStorage(new InMemoryGrainStorage());
        await using var host = StartForgetful(storage, new ManualTime());
        await host.AskAsync(new GrainKey("forgetful", "1"), new Nothing());
        return storage;
    }

    /// <summary>Starts a host, ends the trouble once it was met three times, and lets time pass until nothing is unfinished.</summary>
    private static async Task WakeAfterTroubleAsync(UnreliableStorage storage, Action endTrouble)
    {
        var time = new ManualTime();
        await using var host = StartForgetful(storage, time);
        host.WakeUnfinished();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await AsTimePassesAsync(() => Task.FromResult(storage.Failures >= 3));
        endTrouble();
        await AsTimePassesAsync(async () => (await storage.ListUnfinishedAsync(default)).Count == 0);

        async Task AsTimePassesAsync(Func<Task<bool>> condition)
        {
            while (!await condition())
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, patience.Token);
            }
        }
    }

    /// <summary>Nothing is freed while a test goes on, so that only waking again can help.</summary>
    private static EmbeddedGrains StartForgetful(UnreliableStorage storage, ManualTime time) => new(
        [new GrainKind("forgetful", typeof(Forgetful), _ => new Forgetful(new()), "Forgets.", [])],
        new ServiceCollection().BuildServiceProvider(),
        storage,
        time,
        new EmbeddedGrainOptions { IdleTimeout = TimeSpan.FromDays(100) },
        NullLogger<EmbeddedGrains>.Instance);

    /// <summary>Wakes one grain after the other, in the order in which they were first stored.</summary>
    private static EmbeddedGrains Start(IGrainStorage storage, Probe probe) => new(
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

    /// <summary>A store whose listing takes until it is released.</summary>
    private sealed class SlowListing : IGrainStorage
    {
        private readonly InMemoryGrainStorage inner = new();
        private int listings;

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Listings => Volatile.Read(ref listings);

        public async ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref listings);
            await Release.Task.WaitAsync(cancellationToken);
            return await inner.ListUnfinishedAsync(cancellationToken);
        }

        public ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

        public ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken) => inner.CommitAsync(commit, cancellationToken);

        public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken) =>
            inner.ReadJournalAsync(key, owner, after, limit, cancellationToken);

        public ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken) =>
            inner.ListOwnedAsync(kind, owner, before, limit, cancellationToken);
    }
}
