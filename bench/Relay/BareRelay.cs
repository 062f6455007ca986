using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MediAgents.Bench.Relay;

/// <summary>
/// What the product is held against: a web application that asks the model the same and passes on each piece as it comes, without
/// reading, checking, storing or sealing it.
/// </summary>
internal static class BareRelay
{
    /// <summary>The argument that makes this program be one; <see cref="ModelSetting"/> says what it relays.</summary>
    public const string Argument = "bench-relay";

    public const string Path = "/relay";

    public const string ModelSetting = "BENCH_MODEL";

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 500 });
        var model = new Uri(Environment.GetEnvironmentVariable(ModelSetting) + "/chat/completions");
        app.MapGet("/health", () => Results.Ok());
        app.MapPost(Path, context => PassOnAsync(context, client, model));
        await app.RunAsync();
    }

    private static async Task PassOnAsync(HttpContext context, HttpClient client, Uri model)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, model) { Content = new StreamContent(context.Request.Body) };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.ContentType = "text/event-stream";
        await using var stream = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
