using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediAgents.Models.OpenAi;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Privacy;

/// <summary>A request without what identifies somebody. A kind of content that it does not know is refused, never passed on.</summary>
internal sealed class OutgoingWords(Pseudonyms pseudonyms)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ChatOptions? Of(ChatOptions? options)
    {
        if (options?.Instructions is not { } instructions)
            return options;
        var sent = options.Clone();
        sent.Instructions = pseudonyms.Replace(instructions);
        return sent;
    }

    public ChatMessage Of(ChatMessage message) => new(message.Role, [.. message.Contents.Select(Of)]);

    private AIContent Of(AIContent content) => content switch
    {
        TextContent text => new TextContent(pseudonyms.Replace(text.Text)),
        TextReasoningContent thought => new TextReasoningContent(pseudonyms.Replace(thought.Text)),
        FunctionCallContent call => new FunctionCallContent(call.CallId, call.Name, Of(call.Arguments)),
        FunctionResultContent result => new FunctionResultContent(result.CallId, OfResult(ResultText.Of(result))),
        UsageContent => content,
        _ => throw new NotSupportedException($"A {content.GetType().Name} cannot be sent: nobody can take names out of it."),
    };

    private Dictionary<string, object?>? Of(IDictionary<string, object?>? arguments) =>
        arguments?.ToDictionary(one => one.Key, one => (object?)Of(JsonSerializer.SerializeToNode(one.Value, AIJsonUtilities.DefaultOptions)), StringComparer.Ordinal);

    /// <summary>JSON is looked through string by string: in its text, words may be escaped.</summary>
    private string OfResult(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return pseudonyms.Replace(text);
        try
        {
            return Of(JsonNode.Parse(text))?.ToJsonString(Relaxed) ?? "";
        }
        catch (JsonException)
        {
            return pseudonyms.Replace(text);
        }
    }

    /// <summary>In JSON the label of a value is its field's name.</summary>
    private JsonNode? OfField(string name, JsonNode? value) =>
        value is JsonValue text && text.GetValueKind() == JsonValueKind.String && IdentifyingFields.KindOf(name) is { } kind
            ? JsonValue.Create(pseudonyms.ReplaceWhole(text.GetValue<string>(), kind))
            : Of(value);

    private JsonNode? Of(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(pseudonyms.Replace(field.Key), OfField(field.Key, field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Of)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(pseudonyms.Replace(value.GetValue<string>())),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && pseudonyms.Replace(value.ToJsonString()) is var number && number != value.ToJsonString() => JsonValue.Create(number),
        _ => node?.DeepClone(),
    };
}
