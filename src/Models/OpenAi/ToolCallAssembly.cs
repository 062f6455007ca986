using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace MediAgents.Models.OpenAi;

/// <summary>
/// Puts calls of tools together from fragments that come in any division and may alternate between calls. A fragment with
/// an id not seen before begins a call, also where a server gives all calls the same index.
/// </summary>
internal sealed class ToolCallAssembly
{
    private readonly List<Call> begun = [];
    private readonly Dictionary<int, Call> byIndex = [];

    public bool Any => begun.Count > 0;

    public void Add(StreamingChatToolCallUpdate fragment)
    {
        if (!byIndex.TryGetValue(fragment.Index, out var call) || (fragment.ToolCallId is { Length: > 0 } id && call.Id is { Length: > 0 } && id != call.Id))
        {
            call = new Call();
            begun.Add(call);
            byIndex[fragment.Index] = call;
        }

        call.Id ??= fragment.ToolCallId is { Length: > 0 } ? fragment.ToolCallId : null;
        call.Name ??= fragment.FunctionName is { Length: > 0 } ? fragment.FunctionName : null;
        if (fragment.FunctionArgumentsUpdate is { } piece)
            call.Arguments.Append(piece.ToString());
    }

    /// <summary>The calls in the order in which they began. Arguments that are no object give a call with an exception.</summary>
    public IEnumerable<FunctionCallContent> Finish() => begun.Select((call, at) => FunctionCallContent.CreateFromParsedArguments(
        call.Arguments.ToString(), call.Id ?? $"call_{at + 1}", call.Name ?? "", ParseArguments));

    private static IDictionary<string, object?> ParseArguments(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return new Dictionary<string, object?>();
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.ValueKind == JsonValueKind.Object
            ? parsed.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => (object?)one.Value.Clone(), StringComparer.Ordinal)
            : throw new JsonException("The arguments are no object.");
    }

    private sealed class Call
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
