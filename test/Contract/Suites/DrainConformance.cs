using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Grains;
using MediAgents.Grains.Journals;
using static MediAgents.Contract.Grains.TestKinds;

namespace MediAgents.Contract.Suites;

/// <summary>Stopping in good order, and not for ever.</summary>
public abstract class DrainConformance(HostUnderTest subject) : GrainHostConformance(subject)
{
    [Fact]
    public async Task Stopping_finishes_the_running_turn_and_refuses_new_messages()
    {
        var host = await StartAsync();
        var running = host.Grains.AskAsync(Slow(), new HoldTurn("it")).AsTask();
        await Probe.WaitAsync("entered it");
        var waiting = host.Grains.AskAsync(Slow(), new Pass("waiting")).AsTask();
        await InLineAsync(host, "slow", 1);
        var stopping = host.StopAsync();
        await EventuallyAsync(() => IsRefused(host));

        await ShouldFailAsync<GrainHostStoppingException>(host.Grains.AskAsync(Slow(), new Pass("new")).AsTask());
        await ShouldFailAsync<GrainHostStoppingException>(TakeAsync(host, Recorder(), new Watch(), 1));
        stopping.IsCompleted.ShouldBeFalse();
        Probe.Signal("release it");
        await running;
        await waiting;
        await stopping;
        Probe.CountOf("deactivated", Slow()).ShouldBe(1);
        host.StatisticsOf("slow").Activations.ShouldBe(0);
    }

    [Fact]
    public async Task Stopping_ends_tails_after_what_is_committed()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Recorder(), new RecordTexts(["a", "b"]));
        var seen = new List<JournalEntry>();
        var reading = Task.Run(async () =>
        {
            await foreach (var entry in host.Grains.StreamAsync(Recorder(), new Follow(0)))
            {
                seen.Add(entry);
                Probe.Signal($"seen {entry.Seq}");
            }
        });
        await Probe.WaitAsync("seen 2");
        await host.StopAsync();

        await reading;
        ShouldBeContiguous(seen, first: 1, count: 2);
    }

    [Fact]
    public async Task What_ends_because_the_host_stops_is_no_failure()
    {
        var host = await StartAsync();
        await using var stream = host.Grains.StreamAsync(Recorder(), new Watch()).GetAsyncEnumerator();
        await stream.MoveNextAsync();
        var asking = host.Grains.AskAsync(Slow(), new HoldTurn("it", ThenAsk: Counter())).AsTask();
        await Probe.WaitAsync("entered it");
        var stopping = host.StopAsync();
        await EventuallyAsync(() => IsRefused(host));
        Probe.Signal("release it");
        await ShouldFailAsync<GrainHostStoppingException>(asking);
        await stopping;
        await stream.MoveNextAsync();
        await stream.DisposeAsync();

        var (slow, recorder) = (host.StatisticsOf("slow"), host.StatisticsOf("recorder"));
        (slow.Calls, slow.Failures).ShouldBe((1, 0));
        (recorder.Calls, recorder.Failures).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Stopping_ends_other_streams_too()
    {
        var host = await StartAsync();
        await using var stream = host.Grains.StreamAsync(Recorder(), new Watch()).GetAsyncEnumerator();
        await stream.MoveNextAsync();
        await host.StopAsync();

        (await stream.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Stopping_cancels_work_which_the_next_start_goes_on_with()
    {
        var first = await StartAsync();
        await first.Grains.AskAsync(Worker(), new StartJob(Steps: 4, Free: 2));
        await Probe.WaitAsync($"waiting {Worker()}");
        await first.StopAsync();
        await Probe.WaitAsync($"cancelled {Worker()}");

        var second = await StartAsync();
        ShouldBeContiguous(await TakeAsync(second, Worker(), new Follow(0), 4), first: 1, count: 4);
    }

    [Fact]
    public async Task Stopping_gives_up_on_a_turn_that_does_not_end()
    {
        var host = await StartAsync(new HostSettings { DrainTimeout = TimeSpan.FromSeconds(5) });
        var running = host.Grains.AskAsync(Slow(), new HoldTurn("it")).AsTask();
        await Probe.WaitAsync("entered it");
        var waiting = host.Grains.AskAsync(Slow(), new Pass("waiting")).AsTask();
        await InLineAsync(host, "slow", 1);
        var stopping = host.StopAsync();
        while (!stopping.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        await stopping;
        await ShouldFailAsync<GrainHostStoppingException>(waiting);
        Probe.Signal("release it");
        await running;
        Probe.CountOf("passed", Slow()).ShouldBe(0);
    }

    private static bool IsRefused(RunningHost host)
    {
        var probe = host.Grains.AskAsync(Counter("refused"), new ReadTotal()).AsTask();
        return probe.Exception?.InnerException is GrainHostStoppingException;
    }
}
