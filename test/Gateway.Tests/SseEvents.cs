using System.Text.Json;

namespace MediAgents.Gateway.Tests;

/// <summary>One server-sent event as received.</summary>
public sealed record SseEvent(long Id, string Type, JsonElement Json)
{
    public JsonElement Data => Json.GetProperty("data");
}

/// <summary>Reads server-sent events.</summary>
public static class SseEvents
{
    public static async Task<IReadOnlyList<SseEvent>> ReadAllAsync(HttpResponseMessage response)
    {
        var events = new List<SseEvent>();
        await foreach (var one in ReadAsync(response))
            events.Add(one);
        return events;
    }

    public static async IAsyncEnumerable<SseEvent> ReadAsync(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        long id = 0;
        var type = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = long.Parse(line[4..]);
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                type = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                yield return new SseEvent(id, type, JsonElement.Parse(line[6..]));
        }
    }
}
