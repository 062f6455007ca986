using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Grains;
using MediAgents.Primitives;
using static MediAgents.Contract.Grains.TestKinds;

namespace MediAgents.Contract.Suites;

/// <summary>Callers that give up, and callers that are too many.</summary>
public abstract class PressureConformance(HostUnderTest subject) : GrainHostConformance(subject)
{
    [Fact]
    public async Task Cancellation_reaches_the_turn()
    {
        var host = await StartAsync();
        using var caller = new CancellationTokenSource();
        var ask = host.Grains.AskAsync(Slow(), new HoldTurn("it"), caller.Token).AsTask();
        await Probe.WaitAsync("entered it");
        await caller.CancelAsync();

        await ShouldFailAsync<OperationCanceledException>(ask);
        await host.Grains.AskAsync(Slow(), new Pass("next"));
        var slow = host.StatisticsOf("slow");
        (slow.Calls, slow.Failures).ShouldBe((2, 0));
    }

    [Fact]
    public async Task A_cancelled_turn_changes_nothing()
    {
        var host = await StartAsync();
        using var caller = new CancellationTokenSource();
        var ask = host.Grains.AskAsync(Failing(), new ChangeAll(new PatientId("aa"), ThenFail: false, UntilCancelled: true), caller.Token).AsTask();
        await Probe.WaitAsync($"changed {Failing()}");
        await caller.CancelAsync();

        await ShouldFailAsync<OperationCanceledException>(ask);
        (await host.Grains.AskAsync(Failing(), new ReadAll())).ShouldBe(new Everything(0, null, false, 1));
        host.Storage.Commits.ShouldBe(0);
    }

    [Fact]
    public async Task A_caller_that_gives_up_while_waiting_is_skipped()
    {
        var host = await StartAsync();
        using var caller = new CancellationTokenSource();
        var first = host.Grains.AskAsync(Slow(), new HoldTurn("first")).AsTask();
        await Probe.WaitAsync("entered first");
        var impatient = host.Grains.AskAsync(Slow(), new Pass("impatient"), caller.Token).AsTask();
        var patient = host.Grains.AskAsync(Slow(), new Pass("patient")).AsTask();
        await InLineAsync(host, "slow", 2);
        await caller.CancelAsync();
        await ShouldFailAsync<OperationCanceledException>(impatient);
        await EventuallyAsync(() => host.StatisticsOf("slow").Waiting == 1);

        Probe.Signal("release first");
        await first;
        await patient;
        Probe.CountOf("passed", Slow()).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_cancelled_beforehand_does_nothing()
    {
        var host = await StartAsync();

        await ShouldFailAsync<OperationCanceledException>(host.Grains.AskAsync(Counter(), new Add(), new CancellationToken(true)).AsTask());
        Probe.CountOf("activated", Counter()).ShouldBe(0);
    }

    [Fact]
    public async Task A_stream_ends_with_its_reader()
    {
        var host = await StartAsync();
        using var reader = new CancellationTokenSource();
        await using var tail = host.Grains.StreamAsync(Recorder(), new Follow(0), reader.Token).GetAsyncEnumerator();
        var next = tail.MoveNextAsync().AsTask();
        await reader.CancelAsync();

        await ShouldFailAsync<OperationCanceledException>(next);
        await tail.DisposeAsync();
        await EventuallyAsync(() => host.StatisticsOf("recorder").Calls == 1);
        await IdleOutAsync(host, "recorder");
        var recorder = host.StatisticsOf("recorder");
        (recorder.Calls, recorder.Failures).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_full_mailbox_refuses_and_recovers()
    {
        var host = await StartAsync(new HostSettings { MailboxCapacity = 3 });
        var first = host.Grains.AskAsync(Slow(), new HoldTurn("first")).AsTask();
        await Probe.WaitAsync("entered first");
        using var caller = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 2).Select(_ => host.Grains.AskAsync(Slow(), new Pass("waiting")).AsTask()).ToList();
        var givingUp = host.Grains.AskAsync(Slow(), new Pass("never"), caller.Token).AsTask();
        await InLineAsync(host, "slow", 3);

        await ShouldFailAsync<GrainBusyException>(host.Grains.AskAsync(Slow(), new Pass("refused")).AsTask());
        await host.Grains.AskAsync(Slow("other"), new Pass("elsewhere"));
        await caller.CancelAsync();
        await ShouldFailAsync<OperationCanceledException>(givingUp);
        await EventuallyAsync(() => host.StatisticsOf("slow").Waiting == 2);
        waiting.Add(host.Grains.AskAsync(Slow(), new Pass("in its place")).AsTask());

        Probe.Signal("release first");
        await Task.WhenAll(waiting.Append(first));
        Probe.CountOf("passed", Slow()).ShouldBe(3);
    }
}
