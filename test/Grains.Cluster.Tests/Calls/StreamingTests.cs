using MediAgents.Contract.Hosts;
using Orleans.Runtime;

namespace MediAgents.Grains.Cluster.Tests.Calls;

public sealed class StreamingTests
{
    private static readonly GrainKey Key = new("kind", "one");

    private readonly LeapingTime time = new();
    private readonly FakeCluster cluster = new();
    private readonly List<int> items = [];

    public static TheoryData<Exception> Breaks => [new EnumerationAbortedException(), new TimeoutException(), new SiloUnavailableException(), new GrainHostStoppingException()];

    [Theory, MemberData(nameof(Breaks))]
    public async Task It_is_taken_up_after_its_last_item(Exception broken)
    {
        cluster.Streams([1, 2, broken], [broken], [3, 4]);
        await ReadAsync(new CountFrom(0));
        items.ShouldBe([1, 2, 3, 4]);
        cluster.Asked.ShouldBe([new CountFrom(0), new CountFrom(2), new CountFrom(2)]);
    }

    [Theory, MemberData(nameof(Breaks))]
    public async Task One_that_cannot_be_taken_up_ends_as_unavailable_once_it_has_said_something(Exception broken)
    {
        cluster.Streams([1, broken], [1, 2]);
        (await Should.ThrowAsync<GrainUnavailableException>(() => ReadAsync(new Tell()))).InnerException.ShouldBeSameAs(broken);
        items.ShouldBe([1]);
        cluster.Asked.Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Breaks))]
    public async Task One_that_has_said_nothing_is_begun_again(Exception broken)
    {
        cluster.Streams([broken], [1, 2]);
        await ReadAsync(new Tell());
        items.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_failure_of_the_grain_is_the_readers()
    {
        var failure = new InvalidOperationException();
        cluster.Streams([1, failure], [2]);
        (await Should.ThrowAsync<InvalidOperationException>(() => ReadAsync(new CountFrom(0)))).ShouldBeSameAs(failure);
        items.ShouldBe([1]);
        cluster.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Patience_begins_anew_with_each_item()
    {
        var broken = new TimeoutException();
        var silence = Enumerable.Repeat<object[]>([broken], 15).ToArray(); // of half a patience
        cluster.Streams([.. Enumerable.Range(1, 5).SelectMany(item => (object[][])[.. silence, [item, broken]]), []]);
        await ReadAsync(new CountFrom(0));
        items.ShouldBe([1, 2, 3, 4, 5]);
        time.Elapsed.ShouldBeGreaterThan(new ClusterCallOptions().Patience);
    }

    [Fact]
    public async Task Patience_ends()
    {
        cluster.Streams([1, new TimeoutException()], [new TimeoutException()]);
        await Should.ThrowAsync<GrainUnavailableException>(() => ReadAsync(new CountFrom(0)));
        items.ShouldBe([1]);
        time.Elapsed.ShouldBeGreaterThan(new ClusterCallOptions().Patience);
    }

    [Fact]
    public async Task It_ends_as_if_there_were_no_more_when_this_process_stops()
    {
        cluster.Streams([1, Timeout.InfiniteTimeSpan, 2]);
        using var grains = cluster.Grains(time);
        await foreach (var item in grains.StreamAsync(Key, new CountFrom(0)))
        {
            items.Add(item);
            grains.Stop();
        }

        items.ShouldBe([1]);
    }

    [Fact]
    public async Task A_reader_that_gives_up_is_told_so()
    {
        cluster.Streams([1, Timeout.InfiniteTimeSpan, 2]);
        using var grains = cluster.Grains(time);
        using var givingUp = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in grains.StreamAsync(Key, new CountFrom(0), givingUp.Token))
            {
                items.Add(item);
                await givingUp.CancelAsync();
            }
        });
        items.ShouldBe([1]);
    }

    [Fact]
    public async Task A_reader_that_gives_up_during_a_pause_waits_no_longer()
    {
        cluster.Streams([new TimeoutException()]);
        using var grains = cluster.Grains(new ManualTime()); // whose pauses never end
        using var givingUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in grains.StreamAsync(Key, new CountFrom(0), givingUp.Token))
                items.Add(item);
        });
    }

    private async Task ReadAsync(IGrainStreamRequest<int> request)
    {
        using var grains = cluster.Grains(time);
        await foreach (var item in grains.StreamAsync(Key, request))
            items.Add(item);
    }
}
