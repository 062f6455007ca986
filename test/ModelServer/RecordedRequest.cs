using System.Text.Json;

namespace MediAgents.ModelServer;

/// <summary>A request as it came.</summary>
/// <param name="Path">E.g. <c>/v1/chat/completions</c>.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Text">Its body, verbatim.</param>
/// <param name="Body">Its body, read.</param>
public sealed record RecordedRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Text, JsonElement Body)
{
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The model asked for.</summary>
    public string? Model => Body.TryGetProperty("model", out var model) ? model.GetString() : null;

    public bool IsStream => Body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;

    /// <summary>The name of the JSON schema that the reply has to keep to; null for prose.</summary>
    public string? Schema => Body.TryGetProperty("response_format", out var format) && format.TryGetProperty("json_schema", out var schema)
        ? schema.GetProperty("name").GetString()
        : null;

    /// <summary>The conversation; empty for what is none.</summary>
    public IReadOnlyList<JsonElement> Messages =>
        Body.TryGetProperty("messages", out var messages) ? [.. messages.EnumerateArray()] : [];

    /// <summary>The names of the tools offered.</summary>
    public IReadOnlyList<string> Tools => Body.TryGetProperty("tools", out var tools)
        ? [.. tools.EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()!)]
        : [];

    /// <summary>Ends when the caller has left before the reply was whole.</summary>
    public Task CallerLeft => left.Task;

    internal void NoteLeft() => left.TrySetResult();
}
