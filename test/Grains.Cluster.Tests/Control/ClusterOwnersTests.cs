using MediAgents.Grains.Cluster.Control;
using MediAgents.Grains.Cluster.Tests.Calls;
using MediAgents.Primitives;
using Orleans.Runtime;

namespace MediAgents.Grains.Cluster.Tests.Control;

public sealed class ClusterOwnersTests
{
    private static readonly PatientId Asha = new("a5");

    private readonly FakeSilos silos = new();
    private readonly ClusterOwners owners;

    public ClusterOwnersTests() => owners = new ClusterOwners(silos.Factory, new LeapingTime());

    [Fact]
    public async Task Every_silo_closes_and_opens_again()
    {
        var (one, two) = (silos.Add(), silos.Add());
        await using (await owners.CloseAsync(Asha))
            (one.IsClosed, two.IsClosed).ShouldBe((true, true));

        (one.IsClosed, two.IsClosed).ShouldBe((false, false));
    }

    [Fact]
    public async Task A_silo_that_refuses_to_open_is_told_again_and_holds_up_no_other()
    {
        var (one, two) = (silos.Add(), silos.Add());
        one.RefusedOpenings = 3;
        await (await owners.CloseAsync(Asha)).DisposeAsync();

        (one.IsClosed, one.Openings).ShouldBe((false, 4));
        (two.IsClosed, two.Openings).ShouldBe((false, 1));
    }

    [Fact]
    public async Task Silos_that_closed_are_opened_and_those_that_joined_later_left_alone()
    {
        var closed = silos.Add();
        var closing = await owners.CloseAsync(Asha);
        silos.Leaves(closed);
        var later = silos.Add();
        await closing.DisposeAsync();

        (closed.IsClosed, later.Openings).ShouldBe((false, 0));
    }

    [Fact]
    public async Task A_silo_that_is_gone_is_not_told_again()
    {
        var gone = silos.Add();
        var closing = await owners.CloseAsync(Asha);
        gone.RefusedOpenings = int.MaxValue;
        silos.Leaves(gone);
        await closing.DisposeAsync();

        gone.Openings.ShouldBe(1);
    }

    [Fact]
    public async Task When_one_silo_fails_to_close_the_others_open()
    {
        var (one, two) = (silos.Add(), silos.Add());
        two.Closing = Task.FromException(new SiloUnavailableException());
        await Should.ThrowAsync<TimeoutException>(async () => await owners.CloseAsync(Asha));

        one.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_closing_that_was_given_up_and_comes_about_late_is_taken_back()
    {
        var slow = silos.Add();
        var late = new TaskCompletionSource();
        slow.Closing = late.Task;
        using var giveUp = new CancellationTokenSource();
        var closing = owners.CloseAsync(Asha, giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        late.SetResult();
        await Should.ThrowAsync<OperationCanceledException>(() => closing);

        slow.IsClosed.ShouldBeFalse();
    }
}
