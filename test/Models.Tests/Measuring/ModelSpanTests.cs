using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Measuring;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.Measuring;

public sealed class ModelSpanTests : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Labels)> measured = new();
    private readonly ActivitySource caller = new($"caller {Guid.NewGuid()}");
    private readonly MeterListener meters = new();
    private ActivityListener spans = null!;
    private Activity root = null!;
    private ScriptedModels scripted = null!;

    public async Task InitializeAsync()
    {
        scripted = await ScriptedModels.StartAsync(("MODEL_RETRIES", "1"), ("AGENT_MODELS", "cardiologist=heart;0.25"), ("MODEL_PRICES", "heart=1/2"));
        spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ModelSpans.SourceName || source == caller,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                // Other tests' calls are heard here too.
                if (activity.TraceId == root.TraceId && activity != root)
                    ended.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(spans);
        meters.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter, scripted.Meter.Meter))
                listening.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, labels, _) => measured.Enqueue((instrument.Name, value, Of(labels))));
        meters.SetMeasurementEventCallback<double>((instrument, value, labels, _) => measured.Enqueue((instrument.Name, value, Of(labels))));
        meters.Start();
    }

    public async Task DisposeAsync() => await scripted.DisposeAsync();

    public void Dispose()
    {
        spans.Dispose();
        meters.Dispose();
        caller.Dispose();
    }

    [Fact]
    public async Task A_call_is_one_span_without_content()
    {
        scripted.Server.Next(Reply.Text("Angina ", "is pain.").WithUsage(20, 4));

        await AskAsync(new ChatOptions { MaxOutputTokens = 50 });

        var span = ended.ShouldHaveSingleItem();
        span.DisplayName.ShouldBe("chat heart");
        span.Kind.ShouldBe(ActivityKind.Client);
        span.Status.ShouldBe(ActivityStatusCode.Unset);
        Tag(span, "gen_ai.operation.name").ShouldBe("chat");
        Tag(span, "gen_ai.provider.name").ShouldBe("openai");
        Tag(span, "gen_ai.request.model").ShouldBe("heart");
        Tag(span, "gen_ai.request.temperature").ShouldBe(0.25);
        Tag(span, "gen_ai.request.max_tokens").ShouldBe(50);
        Tag(span, "gen_ai.response.model").ShouldBe("heart");
        Tag(span, "gen_ai.response.finish_reasons").ShouldBe(new[] { "stop" });
        Tag(span, "gen_ai.usage.input_tokens").ShouldBe(20L);
        Tag(span, "gen_ai.usage.output_tokens").ShouldBe(4L);
        Tag(span, "gen_ai.agent.name").ShouldBe("cardiologist");
        Tag(span, "server.address").ShouldBe("127.0.0.1");
        Tag(span, "error.type").ShouldBeNull();
        string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")).ShouldNotContain("ngina");
    }

    [Fact]
    public async Task Every_attempt_is_a_span_and_a_failed_one_says_why()
    {
        scripted.Server.Next(Reply.Error(503), Reply.Text("ok"));

        await AskAsync();

        ended.Select(span => (Tag(span, "error.type"), span.Status)).ShouldBe([("unavailable", ActivityStatusCode.Error), (null, ActivityStatusCode.Unset)]);
        Tag(ended.First(), "http.response.status_code").ShouldBe(503);
    }

    [Fact]
    public async Task A_reply_that_breaks_off_is_an_error_and_a_caller_that_leaves_is_none()
    {
        scripted.Server.Next(Reply.CutAfter("half"), Reply.HangsAfter("half"));

        root = caller.StartActivity("test")!;
        await Client.StreamToFailureAsync();
        await foreach (var update in Client.GetStreamingResponseAsync(Conversations.Question))
        {
            if (update.Text.Length > 0)
                break;
        }

        root.Stop();
        ended.Select(span => (Tag(span, "error.type"), span.Status)).ShouldBe([("unavailable", ActivityStatusCode.Error), ("cancelled", ActivityStatusCode.Unset)]);
    }

    [Fact]
    public async Task Tokens_cost_and_times_are_measured_by_model()
    {
        scripted.Server.Next(Reply.Text("Angina.").WithUsage(2_000_000, 500_000));

        await AskAsync();

        measured.Where(one => one.Name == "mediagents.model.tokens").Select(one => (one.Labels["direction"], one.Value)).ShouldBe([("input", 2_000_000), ("output", 500_000)]);
        measured.Single(one => one.Name == "mediagents.model.cost").Value.ShouldBe(3);
        var call = measured.Single(one => one.Name == "mediagents.model.calls").Labels;
        (call["endpoint"], call["model"], call["operation"], call["outcome"]).ShouldBe(("openai", "heart", "chat", "completed"));
        var whole = measured.Single(one => one.Name == "mediagents.model.duration").Value;
        measured.Single(one => one.Name == "mediagents.model.first_token.duration").Value.ShouldBeInRange(0, whole);
    }

    [Fact]
    public async Task Embeddings_are_spans_too()
    {
        root = caller.StartActivity("test")!;
        await scripted.Models.EmbeddingsFor(new ModelUse(ModelPurpose.Chat, IsSensitive: false))!.GenerateAsync(["abc"]);
        root.Stop();

        var span = ended.ShouldHaveSingleItem();
        span.DisplayName.ShouldBe("embeddings text-embedding-3-small");
        Tag(span, "gen_ai.usage.input_tokens").ShouldBe(3L);
    }

    private IChatClient Client => scripted.Models.For(new ModelUse(ModelPurpose.Chat, IsSensitive: false) { Agent = "cardiologist" })!;

    private async Task AskAsync(ChatOptions? options = null)
    {
        root = caller.StartActivity("test")!;
        await Client.StreamAsync(options: options);
        root.Stop();
    }

    private static object? Tag(Activity span, string name) => span.GetTagItem(name);

    private static Dictionary<string, object?> Of(ReadOnlySpan<KeyValuePair<string, object?>> labels) => labels.ToArray().ToDictionary(one => one.Key, one => one.Value);
}
