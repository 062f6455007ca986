using System.Net;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Health;

public sealed class HealthTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Health_lists_each_dependency_with_its_latency()
    {
        var health = await GetAsync("/health");

        health.GetProperty("status").GetString().ShouldBeOneOf("healthy", "degraded");
        health.GetProperty("dependencies").GetProperty("storage").GetProperty("status").GetString().ShouldBe("healthy");
        health.GetProperty("dependencies").EnumerateObject().ShouldAllBe(one => one.Value.GetProperty("latency_ms").GetDouble() >= 0);
    }

    [Fact]
    public async Task Readiness_asks_only_for_what_is_required()
    {
        var readiness = await GetAsync("/health/readiness");

        readiness.GetProperty("status").GetString().ShouldBe("healthy");
        readiness.GetProperty("dependencies").EnumerateObject().Select(one => one.Name).ShouldBe(["storage", "process"]);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_a_problem()
    {
        using var response = await server.Client.GetAsync(new Uri("/no/such/path", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await RunningServer.JsonAsync(response);
    }
}
