using System.Collections.Concurrent;
using System.Text.Json;
using MediAgents.ModelServer.Replies;
using MediAgents.ModelServer.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MediAgents.ModelServer;

/// <summary>
/// A stand-in for a server of models that speaks the OpenAI wire format over real HTTP and does what a script says. It knows
/// nothing and answers nothing of its own; it is a test's counterpart, never a part of the product.
/// </summary>
public sealed class ScriptedModelServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TimeProvider time;
    private readonly ConcurrentQueue<Reply> queued = new();
    private readonly ConcurrentQueue<RecordedRequest> requests = new();
    private volatile Func<RecordedRequest, Reply> otherwise = _ => Reply.Error(500, "no_script");
    private int open;
    private int mostOpen;

    private ScriptedModelServer(WebApplication app, TimeProvider time) => (this.app, this.time) = (app, time);

    /// <summary>E.g. <c>http://127.0.0.1:40123/v1</c>.</summary>
    public Uri BaseUrl => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1");

    /// <summary>All requests so far, in the order in which they came.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. requests];

    /// <summary>The most chats that were answered at once.</summary>
    public int MostAtOnce => Volatile.Read(ref mostOpen);

    /// <param name="port">0 for a free one.</param>
    /// <param name="time">The clock of scripted waits.</param>
    public static async Task<ScriptedModelServer> StartAsync(int port = 0, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var built = builder.Build();
        var server = new ScriptedModelServer(built, time ?? TimeProvider.System);
        built.MapPost("/v1/chat/completions", server.ChatAsync);
        built.MapPost("/v1/embeddings", server.EmbedAsync);
        built.MapGet("/v1/models", () => Results.Content("""{"object":"list","data":[{"id":"scripted","object":"model","created":0,"owned_by":"test"}]}""", "application/json"));
        await built.StartAsync();
        return server;
    }

    /// <summary>Answers the next chats or embeddings with these, one each.</summary>
    public void Next(params Reply[] replies)
    {
        foreach (var reply in replies)
            queued.Enqueue(reply);
    }

    /// <summary>Answers every chat for which nothing is queued.</summary>
    public void Always(Reply reply) => otherwise = _ => reply;

    /// <summary>Answers every chat for which nothing is queued by what was asked.</summary>
    public void Answer(Func<RecordedRequest, Reply> script) => otherwise = script;

    /// <summary>Ends when this server is told to stop.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        try
        {
            await app.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
            // Scripts that hang are cut off.
        }

        await app.DisposeAsync();
    }

    private async Task ChatAsync(HttpContext context)
    {
        var request = await RecordAsync(context);
        var reply = queued.TryDequeue(out var next) ? next : otherwise(request);
        RaiseMost(Interlocked.Increment(ref open));
        try
        {
            await new ReplyWriter(context, time).WriteAsync(request, reply);
        }
        catch (OperationCanceledException)
        {
            request.NoteLeft();
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private async Task EmbedAsync(HttpContext context)
    {
        var request = await RecordAsync(context);
        try
        {
            if (queued.TryDequeue(out var reply))
                await new ReplyWriter(context, time).WriteAsync(request, reply);
            else
                await EmbeddingWriter.WriteAsync(context, request);
        }
        catch (OperationCanceledException)
        {
            request.NoteLeft();
        }
    }

    private async Task<RecordedRequest> RecordAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        using var json = JsonDocument.Parse(text);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new RecordedRequest(context.Request.Path, headers, text, json.RootElement.Clone());
        requests.Enqueue(request);
        return request;
    }

    private void RaiseMost(int now)
    {
        for (var most = Volatile.Read(ref mostOpen); now > most; most = Volatile.Read(ref mostOpen))
        {
            if (Interlocked.CompareExchange(ref mostOpen, now, most) == most)
                return;
        }
    }
}
