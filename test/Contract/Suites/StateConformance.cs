using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Contract.Storage;
using MediAgents.Grains;
using MediAgents.Primitives;
using static MediAgents.Contract.Grains.TestKinds;

namespace MediAgents.Contract.Suites;

/// <summary>State is saved with an ETag before the reply is given, and survives.</summary>
public abstract class StateConformance(HostUnderTest subject) : GrainHostConformance(subject)
{
    private static readonly PatientId Asha = new(new string('a', 64));
    private static readonly PatientId Ravi = new(new string('b', 64));

    [Fact]
    public async Task State_survives_a_restart()
    {
        var first = await StartAsync();
        await first.Grains.AskAsync(Counter(), new Add(5));
        await first.StopAsync();

        var second = await StartAsync();
        (await second.Grains.AskAsync(Counter(), new Add())).Added.ShouldBe([5, 1]);
    }

    [Fact]
    public async Task State_survives_a_kill()
    {
        var first = await StartAsync();
        await first.Grains.AskAsync(Counter(), new Add(5));
        await first.KillAsync();

        var second = await StartAsync();
        (await second.Grains.AskAsync(Counter(), new ReadTotal())).Value.ShouldBe(5);
    }

    [Fact]
    public async Task A_turn_that_changes_nothing_writes_nothing()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Counter(), new Add());
        await host.Grains.AskAsync(Counter(), new ReadTotal());

        (host.Storage.Reads, host.Storage.Commits).ShouldBe((1, 1));
    }

    [Fact]
    public async Task The_reply_waits_for_the_commit()
    {
        var host = await StartAsync();
        host.Storage.PauseCommits();
        var ask = host.Grains.AskAsync(Counter(), new Add()).AsTask();
        await EventuallyAsync(() => host.Storage.Commits == 1);

        ask.IsCompleted.ShouldBeFalse();
        host.Storage.ResumeCommits();
        (await ask).Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_race_reloads_and_runs_the_turn_again()
    {
        var first = await StartAsync();
        var second = await StartAsync();
        await first.Grains.AskAsync(Counter(), new Add(1));
        await second.Grains.AskAsync(Counter(), new Add(2));

        (await first.Grains.AskAsync(Counter(), new Add(3))).Added.ShouldBe([1, 2, 3]);
        (await second.Grains.AskAsync(Counter(), new Add(4))).Added.ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task Two_hosts_that_write_at_once_lose_no_turn()
    {
        var settings = new HostSettings { MaxCommitRetries = 1000 };
        RunningHost[] hosts = [await StartAsync(settings), await StartAsync(settings)];
        await Task.WhenAll(hosts.Select(host => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await host.Grains.AskAsync(Recorder(), new RecordTexts([$"{i}"]));
            }
        })));

        var third = await StartAsync();
        var entries = await third.Grains.AskAsync(Recorder(), new ReadEntries(0, 1000));
        ShouldBeContiguous(entries, first: 1, count: 100);
    }

    [Fact]
    public async Task An_access_is_noted_once_with_the_commit_it_belongs_to()
    {
        var first = await StartAsync();
        var second = await StartAsync();
        await first.Grains.AskAsync(Failing(), new ChangeAll(Asha, ThenFail: false));
        await second.Grains.AskAsync(Failing(), new ChangeAll(Asha, ThenFail: false));
        await first.Grains.AskAsync(Failing(), new ChangeAll(Asha, ThenFail: false)); // loses, reloads, runs again
        await first.Grains.AskAsync(Failing(), new ReadAll());

        (first.Storage.Accesses.Count, second.Storage.Accesses.Count).ShouldBe((2, 1));
    }

    [Fact]
    public async Task A_turn_that_always_loses_ends_with_a_conflict()
    {
        var host = await StartAsync(new HostSettings { MaxCommitRetries = 3 });
        await host.Grains.AskAsync(Counter(), new Add());
        host.Storage.Trouble = CommitTrouble.AlwaysLoses;
        await ShouldFailAsync<GrainConflictException>(host.Grains.AskAsync(Counter(), new Add()).AsTask());
        host.Storage.Commits.ShouldBe(1 + 4);

        host.Storage.Trouble = CommitTrouble.None;
        (await host.Grains.AskAsync(Counter(), new ReadTotal())).Value.ShouldBe(1);
    }

    [Theory]
    [InlineData(CommitTrouble.FailsBeforeWriting, 1)]
    [InlineData(CommitTrouble.FailsAfterWriting, 2)]
    public async Task After_a_commit_of_unknown_outcome_the_grain_goes_by_what_is_stored(CommitTrouble trouble, int expected)
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Counter(), new Add());
        host.Storage.Trouble = trouble;
        await ShouldFailAsync<IOException>(host.Grains.AskAsync(Counter(), new Add()).AsTask());

        host.Storage.Trouble = CommitTrouble.None;
        (await host.Grains.AskAsync(Counter(), new ReadTotal())).Value.ShouldBe(expected);
        (await host.Grains.AskAsync(Counter(), new Add())).Value.ShouldBe(expected + 1);
    }

    [Fact]
    public async Task A_failing_turn_leaves_everything_as_it_was()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Failing(), new ChangeAll(Asha, ThenFail: false));
        await Probe.WaitAsync($"worked {Failing()}");
        var before = await host.Grains.AskAsync(Failing(), new ReadAll());
        await ShouldFailAsync<IntendedException>(host.Grains.AskAsync(Failing(), new ChangeAll(Asha, ThenFail: true)).AsTask());

        (await host.Grains.AskAsync(Failing(), new ReadAll())).ShouldBe(before);
        host.Storage.Accesses.ShouldBe([new Access(Principal.Loopback, Asha, "contract.change")]);
        before.ShouldBe(new Everything(1, Asha, true, 2));
        var restarted = await StartAsync();
        (await restarted.Grains.AskAsync(Failing(), new ReadAll())).ShouldBe(before);
    }

    [Fact]
    public async Task A_first_turn_that_fails_stores_nothing_and_sets_no_owner()
    {
        var host = await StartAsync();
        await ShouldFailAsync<IntendedException>(host.Grains.AskAsync(Failing(), new ChangeAll(Asha, ThenFail: true)).AsTask());

        host.Storage.Commits.ShouldBe(0);
        (await host.Grains.AskAsync(Failing(), new ChangeAll(Ravi, ThenFail: false))).Owner.ShouldBe(Ravi);
    }

    [Fact]
    public async Task The_owner_is_set_once_and_never_changes()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Recorder(), new RecordTexts(["a"]));
        await host.Grains.AskAsync(Recorder("owned"), new RecordTexts(["a"], Asha));
        await host.Grains.AskAsync(Recorder("owned"), new RecordTexts(["b"], Asha));
        await ShouldFailAsync<InvalidOperationException>(host.Grains.AskAsync(Recorder("owned"), new RecordTexts(["c"], Ravi)).AsTask());
        await IdleOutAsync(host, "recorder");

        await ShouldFailAsync<InvalidOperationException>(host.Grains.AskAsync(Recorder("owned"), new RecordTexts(["c"], Ravi)).AsTask());
        (await host.Grains.AskAsync(Recorder("owned"), new RecordTexts([]))).ShouldBe(new Recorded(2, Asha));
    }
}
