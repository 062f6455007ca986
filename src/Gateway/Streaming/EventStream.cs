using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using MediAgents.Grains.Journals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MediAgents.Gateway.Streaming;

/// <summary>Writes journal entries as server-sent events, with a heartbeat while nothing comes.</summary>
public static class EventStream
{
    /// <summary>Proxies and browsers give up on silent connections; a comment this often keeps them.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Writes until <paramref name="events"/> end, the client goes or <paramref name="cancellationToken"/> says so.</summary>
    public static async Task WriteAsync(
        HttpContext context,
        IAsyncEnumerable<IReadOnlyList<JournalEntry>> events,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        Begin(context);
        var writer = context.Response.BodyWriter;
        await using var batches = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = batches.MoveNextAsync();
            if (!(next.IsCompletedSuccessfully ? next.Result : await WithHeartbeatAsync(next.AsTask(), writer, time, cancellationToken)))
                return;
            foreach (var entry in batches.Current)
                Write(writer, entry);
            await writer.FlushAsync(cancellationToken);
        }
    }

    private static void Begin(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static async Task<bool> WithHeartbeatAsync(Task<bool> next, PipeWriter writer, TimeProvider time, CancellationToken cancellationToken)
    {
        // Headers go out before the first event does, so that a client knows it is connected.
        await writer.FlushAsync(cancellationToken);
        while (true)
        {
            try
            {
                return await next.WaitAsync(Heartbeat, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                writer.Write(": \n\n"u8);
                await writer.FlushAsync(cancellationToken);
            }
        }
    }

    private static void Write(PipeWriter writer, JournalEntry entry)
    {
        Span<byte> number = stackalloc byte[20];
        Utf8Formatter.TryFormat(entry.Seq, number, out var digits);
        writer.Write("id: "u8);
        writer.Write(number[..digits]);
        writer.Write("\nevent: "u8);
        Encoding.UTF8.GetBytes(entry.Type, writer);
        writer.Write("\ndata: "u8);
        writer.Write(entry.Json.Span);
        writer.Write("\n\n"u8);
    }
}
