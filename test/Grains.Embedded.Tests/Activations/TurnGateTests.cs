using MediAgents.Grains.Embedded.Activations;

namespace MediAgents.Grains.Embedded.Tests.Activations;

public sealed class TurnGateTests
{
    [Fact]
    public async Task Those_who_wait_enter_one_by_one_in_order()
    {
        var gate = new TurnGate();
        gate.TryEnter().ShouldBeTrue();
        var first = gate.EnterAsync(10, default).AsTask();
        var second = gate.EnterAsync(10, default).AsTask();
        gate.TryEnter().ShouldBeFalse();

        gate.Leave();
        (await first).ShouldBe(Admission.Entered);
        second.IsCompleted.ShouldBeFalse();
        gate.Leave();
        (await second).ShouldBe(Admission.Entered);
        gate.Leave();
        gate.IsFree.ShouldBeTrue();
    }

    [Fact]
    public async Task A_newcomer_does_not_overtake_the_line()
    {
        var gate = new TurnGate();
        gate.TryEnter();
        var waiting = gate.EnterAsync(10, default).AsTask();
        gate.Leave();

        gate.TryEnter().ShouldBeFalse();
        (await waiting).ShouldBe(Admission.Entered);
    }

    [Fact]
    public async Task A_gate_whose_whole_line_gave_up_is_free_again()
    {
        using var patience = new CancellationTokenSource();
        var gate = new TurnGate();
        gate.TryEnter();
        var waiting = gate.EnterAsync(10, patience.Token).AsTask();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);

        gate.Leave();
        gate.IsFree.ShouldBeTrue();
    }

    [Fact]
    public async Task Closing_sends_the_line_on_and_lets_nobody_in()
    {
        var gate = new TurnGate();
        gate.TryEnter();
        var waiting = gate.EnterAsync(10, default).AsTask();
        gate.Close();

        (await waiting).ShouldBe(Admission.Closed);
        (await gate.EnterAsync(10, default)).ShouldBe(Admission.Closed);
        gate.TryEnter().ShouldBeFalse();
    }

    [Fact]
    public async Task Closing_without_a_line_lets_nobody_in()
    {
        var gate = new TurnGate();
        gate.TryEnter();
        gate.Close();

        (await gate.EnterAsync(10, default)).ShouldBe(Admission.Closed);
    }

    [Fact]
    public async Task A_line_at_capacity_takes_nobody()
    {
        var gate = new TurnGate();
        gate.TryEnter();
        var waiting = gate.EnterAsync(1, default).AsTask();

        (await gate.EnterAsync(1, default)).ShouldBe(Admission.Full);
        gate.Leave();
        (await waiting).ShouldBe(Admission.Entered);
    }

    /// <summary>Entering, leaving and giving up at random: never two inside, and nobody left behind.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nobody_is_lost_and_nobody_shares_a_turn(int seed)
    {
        var gate = new TurnGate();
        var (inside, entered, gaveUp) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            var random = new Random((seed * 100) + caller);
            for (var i = 0; i < 2_000; i++)
            {
                using var patience = new CancellationTokenSource();
                var entering = gate.EnterAsync(1000, patience.Token);
                if (random.Next(4) == 0)
                {
                    await patience.CancelAsync();
                }

                try
                {
                    await entering;
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref gaveUp);
                    continue;
                }

                Interlocked.Increment(ref inside).ShouldBe(1);
                if (random.Next(8) == 0)
                {
                    await Task.Yield();
                }

                Interlocked.Decrement(ref inside);
                Interlocked.Increment(ref entered);
                gate.Leave();
            }
        })));

        (entered + gaveUp).ShouldBe(16 * 2_000);
        gate.IsFree.ShouldBeTrue();
    }
}
