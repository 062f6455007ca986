using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
using static MediAgents.Contract.Grains.TestKinds;

namespace MediAgents.Contract.Suites;

/// <summary>Work beside turns: begun by a commit, kept alive, gone on with after a crash.</summary>
public abstract class WorkConformance(HostUnderTest subject) : GrainHostConformance(subject)
{
    [Fact]
    public async Task Work_of_a_committed_turn_runs()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Worker(), new StartJob(Steps: 5, Free: 5));

        ShouldBeContiguous(await TakeAsync(host, Worker(), new Follow(0), 5), first: 1, count: 5);
    }

    [Fact]
    public async Task Work_of_a_failed_turn_never_begins()
    {
        var host = await StartAsync();
        var owner = new PatientId("aa");
        await ShouldFailAsync<IntendedException>(host.Grains.AskAsync(Failing(), new ChangeAll(owner, ThenFail: true)).AsTask());
        await host.Grains.AskAsync(Failing(), new ChangeAll(owner, ThenFail: false));
        await Probe.WaitAsync($"worked {Failing()}");

        // Idle means that all work has ended.
        await IdleOutAsync(host, "failing");
        Probe.CountOf("worked", Failing()).ShouldBe(1);
    }

    [Fact]
    public async Task Work_waits_for_the_commit_of_its_turn()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Failing(), new ReadAll());
        host.Storage.PauseCommits();
        var ask = host.Grains.AskAsync(Failing(), new ChangeAll(new PatientId("aa"), ThenFail: false)).AsTask();
        await EventuallyAsync(() => host.Storage.Commits == 1);
        Probe.CountOf("worked", Failing()).ShouldBe(0);

        host.Storage.ResumeCommits();
        await ask;
        await Probe.WaitAsync($"worked {Failing()}");
    }

    [Fact]
    public async Task Running_work_keeps_its_grain_alive()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Worker(), new StartJob(Steps: 3, Free: 1));
        await Probe.WaitAsync($"waiting {Worker()}");
        await host.Grains.AskAsync(Worker("idle"), new ReadJob());
        PassIdleTimeout();
        await EventuallyAsync(() => host.StatisticsOf("worker").Activations == 1);

        Probe.Signal($"go {Worker()}");
        await EventuallyAsync(() => host.StatisticsOf("worker").Calls == 1 + 1 + 3);
        Probe.CountOf("woken", Worker()).ShouldBe(0);
        await IdleOutAsync(host, "worker");
    }

    [Fact]
    public async Task Unfinished_work_is_woken_after_a_crash_and_goes_on_without_gap_or_repeat()
    {
        var first = await StartAsync();
        await first.Grains.AskAsync(Worker(), new StartJob(Steps: 10, Free: 4));
        await Probe.WaitAsync($"waiting {Worker()}");
        await first.KillAsync();

        var second = await StartAsync();
        ShouldBeContiguous(await TakeAsync(second, Worker(), new Follow(0), 10), first: 1, count: 10);
        Probe.CountOf("woken", Worker()).ShouldBe(1);
    }

    [Fact]
    public async Task Finished_work_is_not_woken()
    {
        var first = await StartAsync();
        await first.Grains.AskAsync(Worker("done"), new StartJob(Steps: 2, Free: 2));
        await TakeAsync(first, Worker("done"), new Follow(0), 2);
        await first.Grains.AskAsync(Worker("open"), new StartJob(Steps: 2, Free: 0));
        await first.KillAsync();

        var second = await StartAsync();
        await EventuallyAsync(() => Probe.CountOf("woken", Worker("open")) == 1);
        await second.StopAsync();
        Probe.CountOf("woken", Worker("done")).ShouldBe(0);
    }

    [Fact]
    public async Task Work_of_a_turn_that_was_stored_although_its_commit_failed_goes_on()
    {
        var host = await StartAsync();
        host.Storage.FailOnce(CommitTrouble.FailsAfterWriting);
        await ShouldFailAsync<IOException>(host.Grains.AskAsync(Worker(), new StartJob(Steps: 5, Free: 5)).AsTask());

        ShouldBeContiguous(await TakeAsync(host, Worker(), new Follow(0), 5), first: 1, count: 5);
        Probe.CountOf("woken", Worker()).ShouldBe(1);
    }

    [Fact]
    public async Task Work_of_a_turn_that_was_not_stored_is_not_woken()
    {
        var host = await StartAsync();
        host.Storage.FailOnce(CommitTrouble.FailsBeforeWriting);
        await ShouldFailAsync<IOException>(host.Grains.AskAsync(Worker(), new StartJob(Steps: 5, Free: 5)).AsTask());
        await host.Grains.AskAsync(Worker(), new StartJob(Steps: 2, Free: 2));
        await TakeAsync(host, Worker(), new Follow(0), 2);

        await host.StopAsync();
        (await host.Storage.ReadJournalAsync(Worker(), null, 0, 10, default)).Count.ShouldBe(2);
        Probe.CountOf("woken", Worker()).ShouldBe(0);
    }

    [Fact]
    public async Task A_wake_up_for_a_grain_that_does_not_answer_it_is_ignored()
    {
        var host = await StartAsync();

        (await host.Grains.AskAsync(Counter(), new WakeUp())).ShouldBe(Unit.Value);
        Probe.CountOf("activated", Counter()).ShouldBe(0);
    }
}
