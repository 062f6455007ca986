using System.Net.Sockets;
using MediAgents.Contract.Hosts;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace MediAgents.Grains.Cluster.Tests.Calls;

public sealed class AskingTests
{
    private static readonly GrainKey Key = new("kind", "one");

    private readonly LeapingTime time = new();
    private readonly FakeCluster cluster = new();

    public static TheoryData<Exception> Silences =>
    [
        new TimeoutException(),
        new SiloUnavailableException(),
        new ConnectionFailedException(),
        new SocketException(),
    ];

    public static TheoryData<Exception> FailuresOfTheGrain =>
    [
        new InvalidOperationException(),
        new GrainBusyException(Key, 7),
        new GrainConflictException(Key),
        new UnknownGrainException("None."),
        new IOException(),
    ];

    [Fact]
    public async Task What_a_stopping_host_refuses_is_sent_again_whatever_it_is()
    {
        cluster.Answers(new GrainHostStoppingException(), new GrainHostStoppingException(), "done");
        (await Ask(new Change())).ShouldBe("done");
        cluster.Asked.Count.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Silences))]
    public async Task What_may_be_asked_twice_is_asked_again_after_a_silence(Exception silence)
    {
        cluster.Answers(silence, silence, "seen");
        (await Ask(new Look())).ShouldBe("seen");
        cluster.Asked.Count.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Silences))]
    public async Task What_may_have_happened_is_not_asked_again(Exception silence)
    {
        cluster.Answers(silence, "never");
        (await Should.ThrowAsync<GrainUnavailableException>(() => Ask(new Change()))).InnerException.ShouldBeSameAs(silence);
        cluster.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_silence_after_a_refusal_ends_what_may_not_be_repeated()
    {
        cluster.Answers(new GrainHostStoppingException(), new TimeoutException(), "never");
        await Should.ThrowAsync<GrainUnavailableException>(() => Ask(new Change()));
        cluster.Asked.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(FailuresOfTheGrain))]
    public async Task A_failure_of_the_grain_is_the_callers_and_is_not_tried_again(Exception failure)
    {
        cluster.Answers(failure, "never");
        (await Should.ThrowAsync<Exception>(() => Ask(new Look()))).ShouldBeSameAs(failure);
        cluster.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Patience_ends()
    {
        var options = new ClusterCallOptions();
        cluster.Answers(new TimeoutException());
        await Should.ThrowAsync<GrainUnavailableException>(() => Ask(new Look()));
        cluster.Asked.Count.ShouldBeGreaterThan(10);
        time.Elapsed.ShouldBeInRange(options.Patience, options.Patience + options.LongestPause);
    }

    [Fact]
    public async Task A_caller_that_gives_up_during_a_pause_waits_no_longer()
    {
        cluster.Answers(new TimeoutException());
        using var grains = cluster.Grains(new ManualTime()); // whose pauses never end
        using var givingUp = new CancellationTokenSource();
        var asking = grains.AskAsync(Key, new Look(), givingUp.Token).AsTask();
        asking.IsCompleted.ShouldBeFalse();
        await givingUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task A_caller_that_has_given_up_asks_nothing()
    {
        cluster.Answers("never");
        using var grains = cluster.Grains(time);
        await Should.ThrowAsync<OperationCanceledException>(() => grains.AskAsync(Key, new Look(), new CancellationToken(canceled: true)).AsTask());
        cluster.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_stops_asks_nothing_more()
    {
        cluster.Answers("never");
        using var grains = cluster.Grains(time);
        grains.Stop();
        await Should.ThrowAsync<GrainHostStoppingException>(() => grains.AskAsync(Key, new Look()).AsTask());
        cluster.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("other", "one")]
    [InlineData(null, "one")]
    [InlineData("kind", null)]
    public async Task A_kind_that_nobody_hosts_is_told_as_such(string? kind, string? id)
    {
        using var grains = cluster.Grains(time);
        await Should.ThrowAsync<UnknownGrainException>(() => grains.AskAsync(new GrainKey(kind!, id!), new Look()).AsTask());
    }

    private async Task<string> Ask(IGrainRequest<string> request)
    {
        using var grains = cluster.Grains(time);
        return await grains.AskAsync(Key, request);
    }
}
