using System.Net;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.OpenApi;

public sealed class OpenApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Every_path_is_described()
    {
        using var response = await server.Client.GetAsync(new Uri("/openapi.json", UriKind.Relative));
        var paths = (await RunningServer.JsonAsync(response)).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();

        paths.ShouldBe(
            [
                "/health", "/health/liveness", "/health/readiness", "/metrics", "/metrics/summary", "/", "/chat", "/chat/run", "/chat/runs/{runId}/events", "/chat/runs/{runId}",
                "/agents", "/expert-opinion", "/v1/chat/completions", "/v1/models", "/v1/models/{model}", "/mcp",
                "/timeline", "/timeline/event", "/timeline/event/{id}", "/timeline/event/{id}/history", "/timeline/event/{id}/confirm",
                "/timeline/event/{id}/reject", "/timeline/proposals", "/timeline/summary", "/timeline/search", "/timeline/import", "/events",
                "/profile",
                "/chat/history", "/chat/sessions", "/analyze", "/analyze/{auditId}", "/analyze/{auditId}/html", "/analyze/{auditId}/pdf",
                "/analyze/{auditId}/letter", "/schemas/bill-audit.json", "/timeline/extract", "/timeline/extract/{extractionId}",
                "/reports", "/reports/{reportId}", "/reports/{reportId}/versions", "/reports/{reportId}/diff", "/reports/{reportId}/html",
                "/reports/{reportId}/pdf", "/reports/{reportId}/ask",
                "/export", "/records",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Fields_are_named_as_on_the_wire()
    {
        using var response = await server.Client.GetAsync(new Uri("/openapi.json", UriKind.Relative));
        var schemas = (await RunningServer.JsonAsync(response)).GetProperty("components").GetProperty("schemas");

        schemas.GetProperty("ChatRequest").GetProperty("properties").EnumerateObject().Select(field => field.Name)
            .ShouldBe(["user_id", "message", "session_id", "stream", "council", "attachment"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("/chat/history", "get", new[] { "session_id", "user_id", "cursor", "limit" })]
    [InlineData("/chat/sessions", "get", new[] { "user_id", "cursor", "limit" })]
    [InlineData("/chat/runs/{runId}/events", "get", new[] { "runId", "user_id", "Last-Event-ID" })]
    [InlineData("/chat/runs/{runId}", "delete", new[] { "runId", "user_id" })]
    [InlineData("/analyze/{auditId}", "get", new[] { "auditId", "user_id" })]
    [InlineData("/analyze/{auditId}/html", "get", new[] { "auditId", "user_id" })]
    [InlineData("/analyze/{auditId}/pdf", "get", new[] { "auditId", "user_id" })]
    [InlineData("/analyze/{auditId}/letter", "get", new[] { "auditId", "user_id", "language", "format" })]
    [InlineData("/timeline", "get", new[] { "user_id", "from", "to", "type", "code", "body_part", "document_id", "status", "order", "limit", "cursor" })]
    [InlineData("/timeline/event/{id}", "put", new[] { "id", "If-Match" })]
    [InlineData("/timeline/event/{id}", "delete", new[] { "id", "user_id", "If-Match" })]
    [InlineData("/timeline/event/{id}/confirm", "post", new[] { "id", "user_id", "If-Match", "Idempotency-Key" })]
    [InlineData("/profile", "put", new[] { "If-Match" })]
    [InlineData("/timeline/extract/{extractionId}", "get", new[] { "extractionId", "user_id" })]
    public async Task Parameters_are_described(string path, string method, string[] names)
    {
        using var response = await server.Client.GetAsync(new Uri("/openapi.json", UriKind.Relative));
        var operation = (await RunningServer.JsonAsync(response)).GetProperty("paths").GetProperty(path).GetProperty(method);

        operation.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString())
            .ShouldBe(names, ignoreOrder: true);
    }

    [Fact]
    public async Task The_page_at_docs_shows_the_description()
    {
        using var response = await server.Client.GetAsync(new Uri("/docs/index.html", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain("swagger-ui");
    }
}
