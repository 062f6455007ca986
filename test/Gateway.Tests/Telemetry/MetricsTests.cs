using System.Net;
using System.Text.Json;
using MediAgents.Telemetry.Tests.Exposition;

namespace MediAgents.Gateway.Tests.Telemetry;

public sealed class MetricsTests : IAsyncLifetime
{
    private const string ServiceKey = "key-of-portal-000001";

    private readonly RunningServer server = new();

    public async Task InitializeAsync()
    {
        server.Settings["API_KEYS"] = $"service:portal:{ServiceKey},user:bob:key-of-bob-000000001";
        await server.InitializeAsync();
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", ServiceKey);
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task They_are_shown_without_a_key_as_health_is()
    {
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };

        using var response = await stranger.GetAsync(new Uri("/metrics", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
    }

    [Fact]
    public async Task An_answered_question_is_counted_from_the_request_to_the_store()
    {
        await server.AskAsync("asha", "How is gout treated?");
        await CountedAsync("mediagents_requests_total", ("route", "/chat/"));

        var metrics = await MetricsAsync();

        Value(metrics, "mediagents_requests_total", ("route", "/chat/"), ("method", "POST"), ("status", "200")).ShouldBe(1);
        Value(metrics, "mediagents_analysis_total", ("kind", "run"), ("outcome", "completed")).ShouldBe(1);
        Value(metrics, "mediagents_active_agents", ("kind", "orthopedist")).ShouldBe(1);
        Value(metrics, "mediagents_grain_calls_total", ("kind", "run")).ShouldBeGreaterThan(1);
        Value(metrics, "mediagents_sse_connections").ShouldBe(0);
        Samples(metrics, "mediagents_confidence_score", "_count", ("kind", "aggregator")).Single().Value.ShouldBe(1);
        Samples(metrics, "mediagents_store_duration_seconds", "_count", ("store", "grains"), ("operation", "commit")).Single().Value.ShouldBeGreaterThan(1);
        metrics["process_start_time_seconds"].Samples.Single().Value.ShouldBeLessThanOrEqualTo(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1);
    }

    [Fact]
    public async Task No_id_no_path_and_no_word_of_a_patient_is_in_them()
    {
        const string patient = "Zebulon-Quagmire";
        const string word = "xylographic";
        await server.AskAsync(patient, $"How is {word} gout treated?");
        foreach (var path in new[] { $"/chat/runs/r_{word}/events?user_id={patient}", $"/reports/{word}?user_id={patient}", $"/no/such/{word}" })
            (await server.GetAsync(path)).Dispose();
        using (var odd = await server.SendAsync(new HttpMethod(word.ToUpperInvariant()), $"/{word}", body: null))
            odd.IsSuccessStatusCode.ShouldBeFalse();
        await CountedAsync("mediagents_requests_total", ("method", "other"));

        var text = await TextAsync() + await server.Client.GetStringAsync(new Uri("/metrics/summary", UriKind.Relative));

        text.ShouldContain("route=\"/chat/runs/{runId}/events\"");
        text.ShouldContain("method=\"other\"");
        text.ShouldNotContain(word, Case.Insensitive);
        text.ShouldNotContain(patient, Case.Insensitive);
    }

    [Fact]
    public async Task Paths_that_are_not_there_share_one_series()
    {
        for (var i = 0; i < 30; i++)
            (await server.GetAsync($"/nothing/{i}")).Dispose();
        await CountedAsync("mediagents_requests_total", 30, ("route", "(none)"));

        Samples(await MetricsAsync(), "mediagents_requests_total", "", ("route", "(none)")).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Failed_authentications_are_counted_by_reason()
    {
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };
        (await stranger.GetAsync(new Uri("/agents", UriKind.Relative))).Dispose();
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", "key-of-bob-000000001");
        (await stranger.GetAsync(new Uri("/timeline/?user_id=asha", UriKind.Relative))).Dispose();

        var metrics = await MetricsAsync();

        Value(metrics, "mediagents_auth_failures_total", ("reason", "key")).ShouldBe(1);
        Value(metrics, "mediagents_auth_failures_total", ("reason", "patient")).ShouldBe(1);
        Value(metrics, "mediagents_auth_failures_total", ("reason", "host")).ShouldBe(0);
    }

    [Fact]
    public async Task The_summary_tells_the_main_ones()
    {
        await server.AskAsync("asha", "How is gout treated?");
        await server.AskAsync("asha", "zzz qqq xxx");
        (await server.GetAsync("/nothing")).Dispose();
        await CountedAsync("mediagents_requests_total", 2, ("route", "/chat/"));
        await CountedAsync("mediagents_requests_total", ("route", "(none)"));

        var summary = await RunningServer.JsonAsync(server.GetAsync("/metrics/summary"));

        summary.GetProperty("requests").GetProperty("total").GetInt64().ShouldBe(3);
        summary.GetProperty("requests").GetProperty("client_errors").GetInt64().ShouldBe(1);
        summary.GetProperty("requests").GetProperty("duration").GetProperty("p95_seconds").GetDouble().ShouldBeGreaterThan(0);
        summary.GetProperty("analysis").GetProperty("run").GetProperty("outcomes").GetProperty("completed").GetInt64().ShouldBe(2);
        summary.GetProperty("answers").GetProperty("total").GetInt64().ShouldBe(2);
        summary.GetProperty("answers").GetProperty("refused").GetInt64().ShouldBe(1);
        summary.GetProperty("agents").GetProperty("orthopedist").GetProperty("active").GetInt64().ShouldBe(1);
        summary.GetProperty("uptime_seconds").GetDouble().ShouldBeGreaterThan(0);
        summary.GetProperty("memory_bytes").GetInt64().ShouldBeGreaterThan(0);
        summary.GetProperty("version").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [NeedsPromtool]
    public async Task Promtool_has_nothing_against_them()
    {
        await server.AskAsync("asha", "How is gout treated?");

        (await Promtool.CheckMetricsAsync(await TextAsync())).ShouldBeEmpty();
    }

    private async Task<IReadOnlyDictionary<string, Metric>> MetricsAsync() => PrometheusParser.Parse(await TextAsync());

    private Task<string> TextAsync() => server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    /// <summary>A request is counted after its reply has gone out.</summary>
    private Task CountedAsync(string name, params (string Name, string Value)[] labels) => CountedAsync(name, 1, labels);

    private Task CountedAsync(string name, double least, params (string Name, string Value)[] labels) =>
        Poll.UntilAsync(async () => Samples(await MetricsAsync(), name, "", labels).Sum(sample => sample.Value) >= least);

    private static double Value(IReadOnlyDictionary<string, Metric> metrics, string name, params (string Name, string Value)[] labels) =>
        Samples(metrics, name, "", labels).Single().Value;

    private static IEnumerable<Sample> Samples(
        IReadOnlyDictionary<string, Metric> metrics, string name, string ending, params (string Name, string Value)[] labels) =>
        metrics[name].Samples.Where(sample => sample.Name == name + ending && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value));
}
