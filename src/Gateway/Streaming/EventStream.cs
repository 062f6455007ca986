using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using MediAgents.Grains.Journals;
using MediAgents.Telemetry.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MediAgents.Gateway.Streaming;

/// <summary>Writes server-sent events as they come, with a heartbeat while nothing comes.</summary>
public static class EventStream
{
    /// <summary>Proxies and browsers give up on silent connections; a comment this often keeps them.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Writes journal entries until they end, the client goes or <paramref name="cancellationToken"/> says so.</summary>
    public static Task WriteAsync(
        HttpContext context,
        IAsyncEnumerable<IReadOnlyList<JournalEntry>> entries,
        TimeProvider time,
        CancellationToken cancellationToken) =>
        WriteAsync(context, entries, Write, time, cancellationToken);

    /// <summary>The same for events of another shape; <paramref name="write"/> puts one of them, or several, on the wire.</summary>
    public static async Task WriteAsync<TEvents>(
        HttpContext context,
        IAsyncEnumerable<TEvents> events,
        Action<IBufferWriter<byte>, TEvents> write,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        Begin(context);
        using var reply = StreamedReply.Begin(context);
        var writer = context.Response.BodyWriter;
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var batches = events.GetAsyncEnumerator(reading.Token);
        Task<bool>? pending = null;
        try
        {
            while (true)
            {
                var next = batches.MoveNextAsync();
                bool hasNext;
                if (next.IsCompletedSuccessfully)
                {
                    hasNext = next.Result;
                }
                else
                {
                    pending = next.AsTask();
                    hasNext = await WaitAsync(pending, writer, time, cancellationToken);
                    pending = null;
                }

                if (!hasNext)
                    return;
                write(writer, batches.Current);
                await writer.FlushAsync(cancellationToken);
                reply.Sent();
            }
        }
        finally
        {
            // The client may go while a step is under way; an enumerator can only be disposed between steps.
            if (pending is not null)
            {
                await reading.CancelAsync();
                await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
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

    /// <summary>Waits for the next step; headers go out before the first event does, so that a client knows it is connected.</summary>
    private static async Task<bool> WaitAsync(Task<bool> next, PipeWriter writer, TimeProvider time, CancellationToken cancellationToken)
    {
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

    private static void Write(IBufferWriter<byte> writer, IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
            Write(writer, entry);
    }

    private static void Write(IBufferWriter<byte> writer, JournalEntry entry)
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
