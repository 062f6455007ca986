using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using static MediAgents.Contract.Grains.TestKinds;

namespace MediAgents.Contract.Suites;

/// <summary>Activated by the first message, freed when idle, back with the next.</summary>
public abstract class ActivationConformance(HostUnderTest subject) : GrainHostConformance(subject)
{
    [Fact]
    public async Task The_first_message_activates_once()
    {
        var host = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await host.Grains.AskAsync(Counter(), new Add()))));

        Probe.CountOf("activated", Counter()).ShouldBe(1);
        host.StatisticsOf("counter").Activations.ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_activation_fails_the_message_and_the_next_tries_again()
    {
        var host = await StartAsync();

        await ShouldFailAsync<IntendedException>(host.Grains.AskAsync(Failing("inert"), new ReadAll()).AsTask());
        (await host.Grains.AskAsync(Failing("inert"), new ReadAll())).Changes.ShouldBe(0);
    }

    [Fact]
    public async Task An_idle_grain_is_deactivated_and_comes_back_with_its_state()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Counter(), new Add(3));
        await IdleOutAsync(host, "counter");
        Probe.CountOf("deactivated", Counter()).ShouldBe(1);

        (await host.Grains.AskAsync(Counter(), new Add(4))).Value.ShouldBe(7);
        Probe.CountOf("activated", Counter()).ShouldBe(2);
    }

    [Fact]
    public async Task A_grain_in_use_is_not_idle()
    {
        var host = await StartAsync();
        var turn = host.Grains.AskAsync(Slow(), new HoldTurn("it")).AsTask();
        await Probe.WaitAsync("entered it");
        await host.Grains.AskAsync(Slow("idle"), new Pass("other"));
        PassIdleTimeout();
        await EventuallyAsync(() => Probe.CountOf("deactivated", Slow("idle")) == 1);

        Probe.CountOf("deactivated", Slow()).ShouldBe(0);
        Probe.Signal("release it");
        await turn;
    }

    [Fact]
    public async Task An_open_stream_keeps_its_grain_alive()
    {
        var host = await StartAsync();
        await using var stream = host.Grains.StreamAsync(Recorder(), new Watch()).GetAsyncEnumerator();
        await stream.MoveNextAsync();
        await host.Grains.AskAsync(Recorder("idle"), new RecordTexts(["a"]));
        PassIdleTimeout();
        await EventuallyAsync(() => host.StatisticsOf("recorder").Activations == 1);

        (await stream.MoveNextAsync()).ShouldBeTrue();
        await stream.DisposeAsync();
        await IdleOutAsync(host, "recorder");
    }

    [Fact]
    public async Task No_message_is_lost_to_deactivation()
    {
        var host = await StartAsync();
        var asking = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                await host.Grains.AskAsync(Counter($"{i % 3}"), new Add());
            }
        })));
        while (!asking.IsCompleted)
        {
            PassIdleTimeout();
            await Task.Yield();
        }

        await asking;
        var totals = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => host.Grains.AskAsync(Counter($"{i}"), new ReadTotal()).AsTask()));
        totals.Sum(total => total.Value).ShouldBe(800);
    }

    [Fact]
    public async Task Grains_without_state_never_touch_storage()
    {
        var host = await StartAsync();
        await host.Grains.AskAsync(Slow(), new Pass("a"));
        await host.Grains.AskAsync(Notebook(), new Nothing());

        (host.Storage.Reads, host.Storage.Commits).ShouldBe((0, 0));
    }
}
