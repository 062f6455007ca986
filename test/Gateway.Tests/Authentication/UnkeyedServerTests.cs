using System.Net;

namespace MediAgents.Gateway.Tests.Authentication;

public sealed class UnkeyedServerTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("10.0.0.7", HttpStatusCode.Forbidden)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:8080", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task Without_keys_only_requests_to_this_machine_are_answered(string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/chat/sessions?user_id=alice");
        request.Headers.Host = host;

        using var response = await server.Client.SendAsync(request);

        response.StatusCode.ShouldBe(status);
    }
}
