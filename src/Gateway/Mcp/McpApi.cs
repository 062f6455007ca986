using System.Text.Json;
using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.Problems;
using MediAgents.Grains.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MediAgents.Gateway.Mcp;

/// <summary>
/// The tools of the agents over the Model Context Protocol's streamable HTTP (requirement A10), without sessions: each message
/// is answered by itself, so that any gateway can answer any.
/// </summary>
public static class McpApi
{
    public static void MapMcp(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/mcp", PostAsync)
            .Accepts<object>("application/json")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .Produces(StatusCodes.Status202Accepted)
            .ProducesProblems(StatusCodes.Status400BadRequest)
            .WithTags("MCP")
            .WithSummary("The agents' tools, by the Model Context Protocol")
            .WithDescription("A JSON-RPC message of the protocol. With a service's key, and on loopback, user_id names whose record the tools read.");

    private static async Task PostAsync(
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        PatientResolver patients,
        IToolBox box,
        ILoggerFactory logs,
        CancellationToken cancellationToken)
    {
        var scope = patients.Resolve(context, userId);
        var message = await ReadAsync(context.Request, cancellationToken);
        await using var transport = new StreamableHttpServerTransport(logs) { Stateless = true };
        await using var server = McpServer.Create(transport, PatientServer.For(scope, box), logs, context.RequestServices);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = server.RunAsync(ending.Token);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-cache, no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            if (await transport.HandlePostRequestAsync(message, context.Response.Body, cancellationToken))
                return;
            context.Response.ContentType = null;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        finally
        {
            await ending.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <exception cref="ProblemException">It is no message of the protocol.</exception>
    private static async ValueTask<JsonRpcMessage> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            throw new ProblemException(Problem.UnsupportedMediaType("Send application/json."));
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonRpcMessage>(request.Body, McpJsonUtilities.DefaultOptions, cancellationToken) ?? throw NoMessage();
        }
        catch (JsonException)
        {
            throw NoMessage();
        }
    }

    private static ProblemException NoMessage() => new(Problem.InvalidField("body", "The body is not one JSON-RPC message of the Model Context Protocol."));
}
