using System.Text.Json;
using MediAgents.Primitives;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = OpenAI.Chat.ChatMessage;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace MediAgents.Models.OpenAi;

/// <summary>Turns a request into the library's terms. What it cannot carry is refused, never left out.</summary>
/// <param name="usesNewerLimit">
/// True sends the limit of the answer as <c>max_completion_tokens</c>, else as <c>max_tokens</c>: OpenAI's newer models take
/// the first only, other servers know the second.
/// </param>
internal sealed class ChatRequestWriter(bool usesNewerLimit)
{
    private const string Strict = "strict";

    public static IReadOnlyList<ChatMessage> MessagesOf(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options)
    {
        var sent = new List<ChatMessage>();
        if (options?.Instructions is { Length: > 0 } instructions)
            sent.Add(new SystemChatMessage(instructions));
        foreach (var message in messages)
            Add(message, sent);
        return sent;
    }

    public ChatCompletionOptions OptionsOf(ChatOptions? options)
    {
        var sent = new ChatCompletionOptions();
        if (options is null)
            return sent;
        sent.Temperature = options.Temperature;
        sent.TopP = options.TopP;
        sent.FrequencyPenalty = options.FrequencyPenalty;
        sent.PresencePenalty = options.PresencePenalty;
        sent.ResponseFormat = FormatOf(options.ResponseFormat);
        LimitAnswer(sent, options.MaxOutputTokens);
        foreach (var stop in options.StopSequences ?? [])
            sent.StopSequences.Add(stop);
        foreach (var tool in options.Tools ?? [])
            sent.Tools.Add(ToolOf(tool));
        if (sent.Tools.Count > 0)
        {
            sent.ToolChoice = ChoiceOf(options.ToolMode);
            sent.AllowParallelToolCalls = options.AllowMultipleToolCalls;
        }

        return sent;
    }

    private void LimitAnswer(ChatCompletionOptions sent, int? tokens)
    {
        if (tokens is not { } limit)
            return;
        if (usesNewerLimit)
            sent.MaxOutputTokenCount = limit;
        else
#pragma warning disable SCME0001 // The library has no other way to send a field that it has renamed.
            sent.Patch.Set("$.max_tokens"u8, limit);
#pragma warning restore SCME0001
    }

    private static void Add(Microsoft.Extensions.AI.ChatMessage message, List<ChatMessage> sent)
    {
        if (message.Role == ChatRole.System)
            sent.Add(new SystemChatMessage(TextOf(message)));
        else if (message.Role == ChatRole.User)
            sent.Add(new UserChatMessage(TextOf(message)));
        else if (message.Role == ChatRole.Assistant)
            sent.Add(AssistantOf(message));
        else if (message.Role == ChatRole.Tool)
            sent.AddRange(message.Contents.Select(ResultOf));
        else
            throw new NotSupportedException($"A message of the role {message.Role.Value} cannot be sent.");
    }

    private static AssistantChatMessage AssistantOf(Microsoft.Extensions.AI.ChatMessage message)
    {
        var text = TextOf(message);
        var calls = message.Contents.OfType<FunctionCallContent>().Select(call => ChatToolCall.CreateFunctionToolCall(
            call.CallId, call.Name, BinaryData.FromString(JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), WireJson.Options)))).ToList();
        if (calls.Count == 0)
            return new AssistantChatMessage(text);
        var assistant = new AssistantChatMessage(calls);
        if (text.Length > 0)
            assistant.Content.Add(ChatMessageContentPart.CreateTextPart(text));
        return assistant;
    }

    private static ToolChatMessage ResultOf(AIContent content) => content is FunctionResultContent result
        ? new ToolChatMessage(result.CallId, ResultText.Of(result))
        : throw new NotSupportedException($"A {content.GetType().Name} is no result of a tool.");

    private static string TextOf(Microsoft.Extensions.AI.ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (content is not (TextContent or FunctionCallContent or TextReasoningContent or UsageContent))
                throw new NotSupportedException($"A {content.GetType().Name} cannot be sent to a model.");
        }

        return message.Text;
    }

    private static ChatTool ToolOf(AITool tool) => tool is AIFunctionDeclaration function
        ? ChatTool.CreateFunctionTool(function.Name, function.Description, BinaryData.FromString(function.JsonSchema.GetRawText()), StrictnessOf(function))
        : throw new NotSupportedException($"A {tool.GetType().Name} cannot be offered to a model.");

    private static bool? StrictnessOf(AITool tool) => tool.AdditionalProperties.TryGetValue(Strict, out var strict) ? strict as bool? : null;

    private static ChatToolChoice? ChoiceOf(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
        RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
        RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
        AutoChatToolMode => ChatToolChoice.CreateAutoChoice(),
        _ => null,
    };

    private static ChatResponseFormat? FormatOf(Microsoft.Extensions.AI.ChatResponseFormat? format) => format switch
    {
        ChatResponseFormatJson { Schema: { } schema } json =>
            ChatResponseFormat.CreateJsonSchemaFormat(json.SchemaName ?? "answer", BinaryData.FromString(schema.GetRawText()), json.SchemaDescription, jsonSchemaIsStrict: true),
        ChatResponseFormatJson => ChatResponseFormat.CreateJsonObjectFormat(),
        _ => null,
    };
}
