using System.Text.Json;
using System.Text.Json.Nodes;
using MediAgents.Models.Resilience;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Privacy;

/// <summary>One reply with the words put back.</summary>
internal sealed class IncomingWords(Pseudonyms pseudonyms, bool inJson)
{
    private readonly StreamRestorer text = new(inJson ? pseudonyms.RestoreInJson : pseudonyms.Restore);
    private readonly StreamRestorer reasoning = new(pseudonyms.Restore);
    private ChatResponseUpdate? last;

    public ChatResponseUpdate Of(ChatResponseUpdate update)
    {
        var restored = update.Clone();
        restored.Contents = [];
        foreach (var content in update.Contents)
            Add(content, restored.Contents);
        if (update.FinishReason is not null)
            Flush(restored.Contents);
        // A piece that is held back is a piece nevertheless.
        if (restored.Contents.Count == 0 && update.Contents.Count > 0)
            SignOfLife.Mark(restored);
        last = restored;
        return restored;
    }

    /// <summary>What was held back when the reply ended; null for nothing.</summary>
    public ChatResponseUpdate? Rest()
    {
        var contents = new List<AIContent>();
        Flush(contents);
        return contents.Count == 0 ? null : new ChatResponseUpdate { Role = ChatRole.Assistant, Contents = contents, ResponseId = last?.ResponseId, MessageId = last?.MessageId };
    }

    private void Add(AIContent content, IList<AIContent> restored)
    {
        if (content is TextContent words)
        {
            AddText(text.Add(words.Text), restored);
            return;
        }

        if (content is TextReasoningContent thought)
        {
            AddReasoning(reasoning.Add(thought.Text), restored);
            return;
        }

        Flush(restored);
        restored.Add(content switch
        {
            FunctionCallContent call => new FunctionCallContent(call.CallId, call.Name, Of(call.Arguments)) { Exception = call.Exception },
            ErrorContent error => new ErrorContent(pseudonyms.Restore(error.Message)) { ErrorCode = error.ErrorCode },
            _ => content,
        });
    }

    private void Flush(IList<AIContent> restored)
    {
        AddReasoning(reasoning.Flush(), restored);
        AddText(text.Flush(), restored);
    }

    private static void AddText(string words, IList<AIContent> restored)
    {
        if (words.Length > 0)
            restored.Add(new TextContent(words));
    }

    private static void AddReasoning(string words, IList<AIContent> restored)
    {
        if (words.Length > 0)
            restored.Add(new TextReasoningContent(words));
    }

    private Dictionary<string, object?>? Of(IDictionary<string, object?>? arguments) => arguments?.ToDictionary(
        one => one.Key,
        one => (object?)JsonSerializer.SerializeToElement(Of(JsonSerializer.SerializeToNode(one.Value, AIJsonUtilities.DefaultOptions))),
        StringComparer.Ordinal);

    private JsonNode? Of(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(pseudonyms.Restore(field.Key), Of(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Of)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(pseudonyms.Restore(value.GetValue<string>())),
        _ => node?.DeepClone(),
    };
}
