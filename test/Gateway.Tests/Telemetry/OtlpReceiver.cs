using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MediAgents.Gateway.Tests.Telemetry;

/// <summary>A collector: takes OTLP over HTTP and keeps what comes, as bytes and as spans.</summary>
public sealed class OtlpReceiver : IAsyncLifetime
{
    private readonly ConcurrentQueue<byte[]> bodies = new();
    private WebApplication? app;

    public string Endpoint => app!.Urls.First();

    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Headers { get; } = new();

    public IReadOnlyList<OtlpSpan> Spans => [.. bodies.SelectMany(OtlpSpan.ReadAll)];

    /// <summary>All that came, as one would find words in it.</summary>
    public string Text => string.Concat(bodies.Select(System.Text.Encoding.UTF8.GetString));

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            Headers.Enqueue(request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            bodies.Enqueue(body.ToArray());
        });
        await app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
    }
}
