using System.Net;
using System.Net.Http.Json;
using MediAgents.Gateway.Tests.Models;
using MediAgents.ModelServer.Replies;

namespace MediAgents.Gateway.Tests.Limits;

public sealed class RequestLimitsTests : IAsyncLifetime
{
    private const string AliceKey = "key-of-alice-0001";
    private const string OtherKey = "key-of-alice-0002";
    private const string PortalKey = "key-of-portal-001";

    private readonly ModelledServer modelled = new();

    private RunningServer Server => modelled.Product;

    public Task InitializeAsync()
    {
        Server.Settings["API_KEYS"] = $"user:alice:{AliceKey},user:alice:{OtherKey},service:portal:{PortalKey}";
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => modelled.DisposeAsync();

    [Fact]
    public async Task Beyond_the_rate_a_caller_is_told_when_to_come_again_and_nobody_else_is()
    {
        await StartAsync(("API_RATE_LIMIT", "3"));
        foreach (var key in new[] { AliceKey, OtherKey, AliceKey })
            (await StatusOfAsync(key, "/agents")).ShouldBe(HttpStatusCode.OK);

        using var refused = await SendAsync(OtherKey, HttpMethod.Get, "/agents");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await RunningServer.JsonAsync(refused)).GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("API_RATE_LIMIT");
        (await StatusOfAsync(PortalKey, "/agents")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Under_v1_it_is_told_in_the_format_of_its_clients()
    {
        await StartAsync(("API_RATE_LIMIT", "1"));
        (await StatusOfAsync(AliceKey, "/v1/models")).ShouldBe(HttpStatusCode.OK);

        using var refused = await SendAsync(AliceKey, HttpMethod.Get, "/v1/models");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await RunningServer.JsonAsync(refused)).GetProperty("error").GetProperty("code").GetString().ShouldBe("rate_limit_exceeded");
    }

    [Fact]
    public async Task Pages_without_data_are_not_counted()
    {
        await StartAsync(("API_RATE_LIMIT", "1"));
        foreach (var path in new[] { "/health", "/health/readiness", "/metrics", "/openapi.json", "/" })
            (await StatusOfAsync(AliceKey, path)).ShouldBe(HttpStatusCode.OK, path);

        (await StatusOfAsync(AliceKey, "/agents")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("ENABLE_RATE_LIMITING", "false")]
    [InlineData("API_RATE_LIMIT", "0")]
    [InlineData("API_KEYS", "")]
    public async Task It_can_be_switched_off_and_is_off_without_keys(string setting, string value)
    {
        await StartAsync(("API_RATE_LIMIT", "1"), (setting, value));
        for (var i = 0; i < 5; i++)
            (await StatusOfAsync(AliceKey, "/agents")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Beyond_the_requests_at_the_same_time_one_more_is_refused_until_one_has_ended()
    {
        await StartAsync(("API_RATE_LIMIT", "0"), ("MAX_CONCURRENT_REQUESTS", "1"));
        modelled.Model.Always(Reply.Silence);
        using var leaving = new CancellationTokenSource();
        var waiting = AskAsync(stream: false, leaving.Token);
        await Poll.UntilAsync(() => Task.FromResult(modelled.Model.Requests.Count > 0)); // so it is inside

        (await StatusOfAsync(AliceKey, "/agents")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusOfAsync(PortalKey, "/agents")).ShouldBe(HttpStatusCode.OK);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);

        await Poll.UntilAsync(async () => await StatusOfAsync(AliceKey, "/agents") == HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_open_event_stream_takes_no_place()
    {
        await StartAsync(("API_RATE_LIMIT", "0"), ("MAX_CONCURRENT_REQUESTS", "1"));
        modelled.Model.Always(Reply.Silence);

        using var stream = await AskAsync(stream: true, CancellationToken.None);

        stream.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusOfAsync(AliceKey, "/agents")).ShouldBe(HttpStatusCode.OK);
        (await StatusOfAsync(AliceKey, "/agents")).ShouldBe(HttpStatusCode.OK);
    }

    private async Task StartAsync(params (string Name, string Value)[] settings)
    {
        foreach (var (name, value) in settings)
            Server.Settings[name] = value;
        await modelled.InitializeAsync();
    }

    private async Task<HttpStatusCode> StatusOfAsync(string key, string path)
    {
        using var response = await SendAsync(key, HttpMethod.Get, path);
        return response.StatusCode;
    }

    private Task<HttpResponseMessage> SendAsync(string key, HttpMethod method, string path) =>
        Server.SendAsync(method, path, body: null, ("Authorization", $"Bearer {key}"));

    private async Task<HttpResponseMessage> AskAsync(bool stream, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/") { Content = JsonContent.Create(new { message = "How is migraine treated?", stream }) };
        request.Headers.Authorization = new("Bearer", AliceKey);
        return await Server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
