using System.Text.Json;
using MediAgents.Models.OpenAi;
using MediAgents.Primitives;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Budgets;

/// <summary>
/// Roughly how many tokens a text is, without the model's own tokenizer: a quarter of its ASCII letters (English has four
/// letters a token on average) and every other letter one token, which is the most that Indian scripts take in current
/// tokenizers. Meant for budgets and limits, where too much is better than too little.
/// </summary>
public static class TokenEstimate
{
    private const int AsciiLettersPerToken = 4;
    private const int PerMessage = 4;

    public static int Of(string text)
    {
        var ascii = 0;
        foreach (var letter in text)
        {
            if (char.IsAscii(letter))
                ascii++;
        }

        return (ascii + AsciiLettersPerToken - 1) / AsciiLettersPerToken + (text.Length - ascii);
    }

    /// <summary>A request with its instructions, tools and schema.</summary>
    public static int Of(IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        var tokens = messages.Sum(Of) + Of(options?.Instructions ?? "");
        tokens += options?.Tools?.OfType<AIFunctionDeclaration>().Sum(tool => Of(tool.Name) + Of(tool.Description) + Of(tool.JsonSchema.GetRawText())) ?? 0;
        return options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? tokens + Of(schema.GetRawText()) : tokens;
    }

    public static int Of(ChatMessage message) => PerMessage + message.Contents.Sum(Of);

    internal static int Of(AIContent content) => content switch
    {
        TextContent text => Of(text.Text),
        TextReasoningContent thought => Of(thought.Text),
        FunctionCallContent call => Of(call.Name) + Of(JsonSerializer.Serialize(call.Arguments, WireJson.Options)),
        FunctionResultContent result => Of(ResultText.Of(result)),
        _ => 0,
    };
}
