using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Telemetry.Agents;

namespace MediAgents.Telemetry.Tests.Tracing;

public sealed class SpanTests : IDisposable
{
    private static readonly GrainKey Key = new("cardiologist", "of asha");

    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;
    private readonly Activity caller = new Activity("caller").Start();

    public SpanTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MediAgents",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Those of this test: others may be under way in this process.</summary>
    private Activity Span => ended.Single(span => span.TraceId == caller.TraceId);

    public void Dispose()
    {
        listener.Dispose();
        caller.Dispose();
    }

    [Fact]
    public async Task A_failure_is_told_by_its_type_and_not_by_its_words()
    {
        var grains = new TracedGrains(new BrokenGrains(new InvalidDataException("asha has gout")));

        await Should.ThrowAsync<InvalidDataException>(async () => await grains.AskAsync(Key, new Question("gout?")));

        Span.Status.ShouldBe(ActivityStatusCode.Error);
        Span.StatusDescription.ShouldBeNull();
        Span.Events.ShouldBeEmpty();
        Span.TagObjects.ShouldBe([new("mediagents.kind", "cardiologist"), new("mediagents.message", "Question"), new("error.type", "InvalidDataException")]);
    }

    [Fact]
    public async Task What_its_caller_gives_up_is_no_error()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        var grains = new TracedGrains(new BrokenGrains(new OperationCanceledException(given.Token)));

        await Should.ThrowAsync<OperationCanceledException>(async () => await grains.AskAsync(Key, new Question("gout?"), given.Token));

        Span.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task A_stream_is_a_span_around_all_of_its_steps()
    {
        var grains = new BrokenGrains(new InvalidDataException("asha has gout"));

        await Should.ThrowAsync<InvalidDataException>(async () =>
        {
            await foreach (var item in new TracedGrains(grains).StreamAsync(Key, new Question("gout?")))
                item.ShouldBe(1);
        });

        grains.SeenInSteps.Distinct().ShouldBe([Span.SpanId]);
        grains.SeenInSteps.Count.ShouldBe(2);
        Span.Status.ShouldBe(ActivityStatusCode.Error);
        Activity.Current.ShouldBe(caller, "the reader is where it was");
    }

    private sealed record Question(string Text) : IGrainRequest<Unit>, IGrainStreamRequest<int>;

    /// <summary>Gives one item, then fails.</summary>
    private sealed class BrokenGrains(Exception failure) : IGrains
    {
        public List<ActivitySpanId> SeenInSteps { get; } = [];

        public ValueTask<TReply> AskAsync<TReply>(GrainKey key, IGrainRequest<TReply> request, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<TReply>(failure);

        public async IAsyncEnumerable<TItem> StreamAsync<TItem>(
            GrainKey key, IGrainStreamRequest<TItem> request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            SeenInSteps.Add(Activity.Current!.SpanId);
            await Task.Yield();
            yield return (TItem)(object)1;
            SeenInSteps.Add(Activity.Current!.SpanId);
            await Task.Yield();
            throw failure;
        }
    }
}
