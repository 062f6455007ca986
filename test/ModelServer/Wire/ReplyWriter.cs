using System.Text;
using System.Text.Json.Nodes;
using MediAgents.ModelServer.Replies;
using Microsoft.AspNetCore.Http;

namespace MediAgents.ModelServer.Wire;

/// <summary>Sends one reply: as events where the request asked for a stream, else as one object.</summary>
internal sealed class ReplyWriter(HttpContext context, TimeProvider time)
{
    private const string Id = "chatcmpl-scripted";

    private static readonly TimeSpan BeforeCut = TimeSpan.FromMilliseconds(100);

    private string model = "scripted";

    private CancellationToken Aborted => context.RequestAborted;

    public async Task WriteAsync(RecordedRequest request, Reply reply)
    {
        model = request.Model ?? model;
        if (reply.HangsBeforeHeaders)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, Aborted);
        if (reply.HeadersAfter > TimeSpan.Zero)
            await Task.Delay(reply.HeadersAfter, time, Aborted);
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            context.Response.Headers[name] = value;
        if (reply.Body is { } body)
            await SendAsync("application/json", body);
        else if (request.IsStream)
            await StreamAsync(reply.Steps);
        else
            await SendAsync("application/json", await WholeAsync(reply.Steps));
    }

    private async Task StreamAsync(IReadOnlyList<Step> steps)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync(Aborted);
        await context.Response.Body.FlushAsync(Aborted);
        foreach (var step in steps)
        {
            if (step is Step.End)
                return;
            await DoAsync(step);
        }

        await EventAsync("[DONE]");
    }

    private Task DoAsync(Step step) => step switch
    {
        Step.Role => EventAsync(Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" })),
        Step.Delta delta => EventAsync(Chunk(new JsonObject { ["content"] = delta.Text })),
        Step.Clock clock => EventAsync(Chunk(new JsonObject { ["content"] = ClockWord(clock) })),
        Step.ToolFragment fragment => EventAsync(Chunk(new JsonObject { ["tool_calls"] = new JsonArray(FragmentOf(fragment)) })),
        Step.Finish finish => EventAsync(Chunk([], finish.Reason)),
        Step.Usage usage => EventAsync(UsageChunk(usage)),
        Step.Raw raw => EventAsync(raw.Data),
        Step.Wait wait => Task.Delay(wait.Time, time, Aborted),
        Step.Hang => Task.Delay(Timeout.InfiniteTimeSpan, time, Aborted),
        Step.Cut => CutAsync(),
        _ => throw new InvalidOperationException($"Nobody wrote how to do {step.GetType().Name}."),
    };

    /// <summary>The same steps as one completion.</summary>
    private async Task<string> WholeAsync(IReadOnlyList<Step> steps)
    {
        var text = new StringBuilder();
        var calls = new SortedDictionary<int, (string? Id, string? Name, StringBuilder Arguments)>();
        JsonObject? usage = null;
        string? reason = null;
        foreach (var step in steps)
        {
            if (step is Step.Delta delta)
                text.Append(delta.Text);
            else if (step is Step.Clock clock)
                text.Append(ClockWord(clock));
            else if (step is Step.ToolFragment fragment)
            {
                var call = calls.TryGetValue(fragment.Index, out var begun) ? begun : (fragment.Id, fragment.Name, new StringBuilder());
                call.Item3.Append(fragment.Arguments);
                calls[fragment.Index] = call;
            }
            else if (step is Step.Finish finish)
                reason = finish.Reason;
            else if (step is Step.Usage counted)
                usage = Counts(counted);
            else if (step is Step.Wait or Step.Hang or Step.Cut)
                await DoAsync(step);
        }

        var message = new JsonObject { ["role"] = "assistant", ["content"] = calls.Count > 0 ? null : text.ToString() };
        if (calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. calls.Values.Select(call => new JsonObject
            {
                ["id"] = call.Id,
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments.ToString() },
            })]);
        }

        return new JsonObject
        {
            ["id"] = Id,
            ["object"] = "chat.completion",
            ["created"] = time.GetUtcNow().ToUnixTimeSeconds(),
            ["model"] = model,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = reason }),
            ["usage"] = usage,
        }.ToJsonString();
    }

    private string Chunk(JsonObject delta, string? finish = null)
    {
        var chunk = Envelope();
        chunk["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish });
        return chunk.ToJsonString();
    }

    private string UsageChunk(Step.Usage usage)
    {
        var chunk = Envelope();
        chunk["choices"] = new JsonArray();
        chunk["usage"] = Counts(usage);
        return chunk.ToJsonString();
    }

    private JsonObject Envelope() => new()
    {
        ["id"] = Id,
        ["object"] = "chat.completion.chunk",
        ["created"] = time.GetUtcNow().ToUnixTimeSeconds(),
        ["model"] = model,
    };

    private static JsonObject Counts(Step.Usage usage) => new()
    {
        ["prompt_tokens"] = usage.Prompt,
        ["completion_tokens"] = usage.Completion,
        ["total_tokens"] = usage.Prompt + usage.Completion,
    };

    private static JsonObject FragmentOf(Step.ToolFragment fragment)
    {
        var function = new JsonObject { ["arguments"] = fragment.Arguments };
        if (fragment.Name is { } name)
            function["name"] = name;
        var call = new JsonObject { ["index"] = fragment.Index, ["function"] = function };
        if (fragment.Id is { } id)
            (call["id"], call["type"]) = (id, "function");
        return call;
    }

    private string ClockWord(Step.Clock clock) => $"@{clock.Number}:{(time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond} ";

    private async Task CutAsync()
    {
        // A reset also drops what the caller has not read yet; what was sent before is to arrive.
        await Task.Delay(BeforeCut, time, Aborted);
        context.Abort();
        await Task.Delay(Timeout.InfiniteTimeSpan, time, Aborted);
    }

    private async Task EventAsync(string data)
    {
        await context.Response.WriteAsync($"data: {data}\n\n", Aborted);
        await context.Response.Body.FlushAsync(Aborted);
    }

    private async Task SendAsync(string type, string body)
    {
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body, Aborted);
    }
}
