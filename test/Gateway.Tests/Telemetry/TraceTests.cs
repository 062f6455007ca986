using System.Net.Http.Json;

namespace MediAgents.Gateway.Tests.Telemetry;

public sealed class TraceTests : IAsyncLifetime
{
    private const string CallersSpan = "b7ad6b7169203331";

    /// <summary>Its own: the servers of other tests send their spans to every collector in this process.</summary>
    private readonly string trace = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
    private readonly OtlpReceiver collector = new();
    private readonly RunningServer server = new();

    public async Task InitializeAsync()
    {
        await collector.InitializeAsync();
        server.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint;
        server.Settings["OTEL_EXPORTER_OTLP_HEADERS"] = "x-tenant=clinic";
        server.Settings["OTEL_BSP_SCHEDULE_DELAY"] = "50";
        await server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await collector.DisposeAsync();
    }

    [Fact]
    public async Task A_question_is_one_trace_from_the_request_over_agents_to_the_store()
    {
        await AskAsync("asha", "How is gout treated?", CallersSpan);
        foreach (var name in (string[])["POST /chat/", "conversation PostMessage", "run StartRun", "orthopedist Consult"])
            await ArrivedAsync(span => span.TraceId == trace && span.Name == name); // in whatever batch they come
        var spans = collector.Spans.Where(span => span.TraceId == trace).ToList();

        var request = spans.Single(span => span.Name == "POST /chat/");
        request.ParentId.ShouldBe(CallersSpan);
        request.Tags["http.route"].ShouldBe("/chat/");
        request.Tags["http.response.status_code"].ShouldBe("200");
        var post = spans.Single(span => span.Name == "conversation PostMessage");
        post.ParentId.ShouldBe(request.SpanId);
        var start = spans.Single(span => span.Name == "run StartRun");
        Ancestors(spans, start).ShouldContain(post.SpanId);
        spans.Where(span => span.Name == "grains commit").ShouldContain(span => Ancestors(spans, span).Contains(start.SpanId));
        Ancestors(spans, spans.Single(span => span.Name == "orthopedist Consult")).ShouldContain(request.SpanId);
        spans.ShouldAllBe(span => span == request || spans.Any(parent => parent.SpanId == span.ParentId), "no span has lost its parent");
    }

    [Fact]
    public async Task A_request_without_a_caller_of_its_trace_is_its_root()
    {
        (await server.GetAsync("/agents")).Dispose();
        await ArrivedAsync(span => span.Name == "GET /agents");

        collector.Spans.Where(span => span.Name == "GET /agents").ShouldAllBe(span => span.ParentId == "");
    }

    [Fact]
    public async Task Health_and_metrics_leave_no_trace()
    {
        (await server.GetAsync("/health/liveness")).Dispose();
        (await server.GetAsync("/metrics")).Dispose();
        (await server.GetAsync("/agents")).Dispose();
        await ArrivedAsync(span => span.Name == "GET /agents");

        collector.Spans.ShouldNotContain(span => span.Name.Contains("/health") || span.Name.Contains("/metrics"));
    }

    [Fact]
    public async Task No_id_and_no_word_of_a_patient_is_sent()
    {
        const string patient = "Zebulon-Quagmire";
        const string word = "xylographic";
        await AskAsync(patient, $"How is {word} gout treated? {patient} asks.", CallersSpan, ("tracestate", $"vendor={word}"), ("baggage", $"name={patient}"));
        (await server.GetAsync($"/chat/runs/r_{word}/events?user_id={patient}")).Dispose();
        (await server.SendAsync(new HttpMethod(word.ToUpperInvariant()), $"/no/such/{word}", body: null)).Dispose();
        using (var refused = await server.PostAsync("/timeline/event", new { user_id = patient, type = word }))
            refused.IsSuccessStatusCode.ShouldBeFalse();
        await ArrivedAsync(span => span.Name == "POST /chat/");
        await ArrivedAsync(span => span.Name == "POST /timeline/event");

        collector.Text.ShouldContain("orthopedist Consult");
        collector.Text.ShouldNotContain(word, Case.Insensitive);
        collector.Text.ShouldNotContain(patient, Case.Insensitive);
        foreach (var prefix in new[] { "r_0", "s_0", "m_0" })
            collector.Text.ShouldNotContain(prefix, Case.Sensitive, "ids lead to patients");
    }

    [Fact]
    public async Task The_other_variables_of_OpenTelemetry_hold_too()
    {
        (await server.GetAsync("/agents")).Dispose();
        await ArrivedAsync(_ => true);

        collector.Headers.First()["x-tenant"].ShouldBe("clinic");
    }

    private Task ArrivedAsync(Predicate<OtlpSpan> which) => Poll.UntilAsync(() => Task.FromResult(collector.Spans.Any(span => which(span))));

    private async Task AskAsync(string user, string message, string parent, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/")
        {
            Content = JsonContent.Create(new { user_id = user, message, stream = true }),
        };
        request.Headers.Add("traceparent", $"00-{trace}-{parent}-01");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await server.Client.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue();
    }

    private static List<string> Ancestors(IReadOnlyList<OtlpSpan> spans, OtlpSpan span)
    {
        var ids = new List<string>();
        for (var parent = span; parent is not null; parent = spans.SingleOrDefault(one => one.SpanId == parent.ParentId))
            ids.Add(parent.ParentId);
        return ids;
    }
}
