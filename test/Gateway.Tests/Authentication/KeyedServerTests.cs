using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace MediAgents.Gateway.Tests.Authentication;

public sealed class KeyedServerTests : IAsyncLifetime
{
    private const string AliceKey = "key-of-alice-0001";
    private const string PortalKey = "key-of-portal-001";

    private readonly RunningServer server = new();

    public Task InitializeAsync()
    {
        server.Settings["API_KEYS"] = $"user:alice:{AliceKey},service:portal:{PortalKey}";
        return server.InitializeAsync();
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("wrong-key-000000001")]
    public async Task Without_a_valid_key_nothing_is_answered(string? key)
    {
        using var response = await AskAsync(key, new { user_id = "alice", message = "What is gout?" });

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/liveness")]
    [InlineData("/health/readiness")]
    [InlineData("/openapi.json")]
    [InlineData("/docs/index.html")]
    [InlineData("/")]
    public async Task Pages_without_data_need_no_key(string path)
    {
        using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_users_key_acts_for_that_user_only()
    {
        using var unnamed = await AskAsync(AliceKey, new { message = "What is gout?" });
        using var named = await AskAsync(AliceKey, new { user_id = "alice", message = "What is gout?" });
        using var another = await AskAsync(AliceKey, new { user_id = "bob", message = "What is gout?" });

        unnamed.StatusCode.ShouldBe(HttpStatusCode.OK);
        named.StatusCode.ShouldBe(HttpStatusCode.OK);
        another.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_services_key_must_name_the_user()
    {
        using var unnamed = await AskAsync(PortalKey, new { message = "What is gout?" });
        using var named = await AskAsync(PortalKey, new { user_id = "alice", message = "What is gout?" });

        unnamed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        named.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> AskAsync(string? key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/") { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await server.Client.SendAsync(request);
    }
}
