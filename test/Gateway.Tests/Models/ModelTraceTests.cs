using MediAgents.Gateway.Tests.Telemetry;
using MediAgents.ModelServer.Replies;

namespace MediAgents.Gateway.Tests.Models;

public sealed class ModelTraceTests : IAsyncLifetime
{
    private readonly OtlpReceiver collector = new();
    private readonly ModelledServer server = new();
    private readonly string model = $"model-{Guid.NewGuid():N}";

    public async Task InitializeAsync()
    {
        await collector.InitializeAsync();
        server.Product.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint;
        server.Product.Settings["OTEL_BSP_SCHEDULE_DELAY"] = "50";
        server.Product.Settings["OPENAI_MODEL"] = model;
        await server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await collector.DisposeAsync();
    }

    [Fact]
    public async Task A_models_call_is_a_span_below_its_agents()
    {
        server.Model.Always(Reply.Text("Rest in a dark room. [k1]").WithUsage(700, 12));
        await server.Product.AskAsync("asha", "How is migraine treated?");

        await Poll.UntilAsync(() => Task.FromResult(CallOf() is { } call && ParentOf(call) is not null));

        var call = CallOf()!;
        call.Tags["gen_ai.agent.name"].ShouldBe("neurologist");
        call.Tags["gen_ai.usage.output_tokens"].ShouldBe("12");
        ParentOf(call)!.Name.ShouldBe("neurologist Consult");
        server.Model.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("traceparent"));
    }

    private OtlpSpan? CallOf() => collector.Spans.FirstOrDefault(span => span.Name == $"chat {model}");

    private OtlpSpan? ParentOf(OtlpSpan span) => collector.Spans.FirstOrDefault(one => one.SpanId == span.ParentId);
}
