using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using static MediAgents.Contract.Grains.TestKinds;

namespace MediAgents.Contract.Suites;

/// <summary>One turn at a time for a key, many at once for many keys.</summary>
public abstract class TurnConformance(HostUnderTest subject) : GrainHostConformance(subject)
{
    [Fact]
    public async Task Turns_of_one_grain_never_overlap()
    {
        var host = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await host.Grains.AskAsync(Counter(), new Add());
            }
        })));

        (await host.Grains.AskAsync(Counter(), new ReadTotal())).Value.ShouldBe(16 * 25);
    }

    [Fact]
    public async Task Waiting_messages_are_handled_in_the_order_they_came()
    {
        var host = await StartAsync();
        host.Storage.PauseCommits();
        var asks = new List<Task<Total>> { host.Grains.AskAsync(Counter(), new Add(1)).AsTask() };
        await EventuallyAsync(() => host.Storage.Commits == 1);
        foreach (var number in Enumerable.Range(2, 49))
        {
            asks.Add(host.Grains.AskAsync(Counter(), new Add(number)).AsTask());
            await InLineAsync(host, "counter", number - 1);
        }

        host.Storage.ResumeCommits();

        (await Task.WhenAll(asks))[^1].Added.ShouldBe(Enumerable.Range(1, 50));
    }

    [Fact]
    public async Task Different_grains_take_their_turns_at_the_same_time()
    {
        var host = await StartAsync();
        var first = host.Grains.AskAsync(Slow("a"), new HoldTurn("a")).AsTask();
        var second = host.Grains.AskAsync(Slow("b"), new HoldTurn("b")).AsTask();
        await Probe.WaitAsync("entered a");
        await Probe.WaitAsync("entered b");

        Probe.Signal("release a");
        Probe.Signal("release b");
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_message_waits_for_the_turn_before_it()
    {
        var host = await StartAsync();
        var first = host.Grains.AskAsync(Slow(), new HoldTurn("first")).AsTask();
        await Probe.WaitAsync("entered first");
        var second = host.Grains.AskAsync(Slow(), new Pass("second")).AsTask();
        (await host.Grains.AskAsync(Slow("other"), new Pass("other"))).ShouldBe(Unit.Value);

        second.IsCompleted.ShouldBeFalse();
        Probe.CountOf("passed", Slow()).ShouldBe(0);
        Probe.Signal("release first");
        await first;
        await second;
    }

    [Fact]
    public async Task A_long_line_is_drained_without_harm()
    {
        const int Waiting = 20_000;
        var host = await StartAsync(new HostSettings { MailboxCapacity = Waiting });
        var first = host.Grains.AskAsync(Slow(), new HoldTurn("first")).AsTask();
        await Probe.WaitAsync("entered first");

        // Away from the test runner's synchronisation context, which is slow to post to in such numbers.
        var rest = await Task.Run(() => Enumerable.Range(0, Waiting).Select(_ => host.Grains.AskAsync(Slow(), new Pass("rest")).AsTask()).ToList());

        Probe.Signal("release first");
        await Task.WhenAll(rest);
        await first;
        Probe.CountOf("passed", Slow()).ShouldBe(Waiting);
    }

    [Fact]
    public async Task A_kind_nobody_hosts_is_unknown()
    {
        var host = await StartAsync();
        var key = new GrainKey("nonesuch", "1");

        await ShouldFailAsync<UnknownGrainException>(host.Grains.AskAsync(key, new Add()).AsTask());
        await ShouldFailAsync<UnknownGrainException>(host.Grains.AskAsync(default, new Add()).AsTask());
        await ShouldFailAsync<UnknownGrainException>(TakeAsync(host, key, new Watch(), 1));
    }

    [Fact]
    public async Task A_request_the_kind_does_not_answer_is_unknown_and_activates_nothing()
    {
        var host = await StartAsync();

        await ShouldFailAsync<UnknownGrainException>(host.Grains.AskAsync(Counter(), new Unanswerable()).AsTask());
        await ShouldFailAsync<UnknownGrainException>(TakeAsync(host, Counter(), new Watch(), 1));
        Probe.CountOf("activated", Counter()).ShouldBe(0);
    }

    [Fact]
    public async Task Statistics_count_turns_and_failures_of_each_kind()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Slow("a"), new Pass("a"));
        await host.Grains.AskAsync(Slow("b"), new Pass("b"));
        await ShouldFailAsync<IntendedException>(host.Grains.AskAsync(Failing(), new ChangeAll(new("aa"), ThenFail: true)).AsTask());

        var slow = host.StatisticsOf("slow");
        (slow.Activations, slow.Calls, slow.Failures).ShouldBe((2, 2, 0));
        var failing = host.StatisticsOf("failing");
        (failing.Activations, failing.Calls, failing.Failures).ShouldBe((1, 1, 1));
        host.Statistics.Kinds.Select(kind => kind.Name).ShouldContain("counter");
    }

    [Fact]
    public async Task Statistics_count_a_stream_as_one_call()
    {
        var host = await StartAsync();
        await TakeAsync(host, Failing("read"), new CountUp(Items: 3, ThenFail: false), 4);
        await TakeAsync(host, Failing("left"), new CountUp(Items: 3, ThenFail: true), 2);
        await ShouldFailAsync<IntendedException>(TakeAsync(host, Failing("failed"), new CountUp(Items: 3, ThenFail: true), 4));
        await ShouldFailAsync<IntendedException>(TakeAsync(host, Failing("inert"), new CountUp(Items: 3, ThenFail: false), 4));

        var failing = host.StatisticsOf("failing");
        (failing.Calls, failing.Failures).ShouldBe((4, 2));
    }
}
