using MediAgents.Models.Resilience;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;

namespace MediAgents.Models.OpenAi;

/// <summary>
/// Reads one reply from its chunks: text as it comes, calls of tools once they are whole, usage once at the end (servers
/// that count in every chunk count everything so far).
/// </summary>
internal sealed class ChatReplyReader
{
    private const string Refused = "refusal";

    private readonly ToolCallAssembly calls = new();
    private ChatFinishReason? reason;
    private ChatTokenUsage? usage;
    private string? id;
    private string? model;

    /// <summary>True once the model has said why it stopped.</summary>
    public bool IsWhole => reason is not null;

    public ChatResponseUpdate Read(StreamingChatCompletionUpdate chunk)
    {
        id ??= chunk.CompletionId;
        model ??= chunk.Model;
        usage = chunk.Usage ?? usage;
        foreach (var fragment in chunk.ToolCallUpdates ?? [])
            calls.Add(fragment);
        if (chunk.FinishReason is { } stopped)
            reason = ReasonOf(stopped);
        var update = Update();
        if (chunk.ToolCallUpdates is { Count: > 0 })
            SignOfLife.Mark(update);
        if (ReasoningOf(chunk) is { Length: > 0 } thought)
            update.Contents.Add(new TextReasoningContent(thought));
        foreach (var part in chunk.ContentUpdate ?? [])
        {
            if (part.Text is { Length: > 0 } text)
                update.Contents.Add(new TextContent(text));
        }

        if (chunk.RefusalUpdate is { Length: > 0 } refusal)
            update.Contents.Add(new ErrorContent(refusal) { ErrorCode = Refused });
        return update;
    }

    /// <summary>What is known at the end: calls, usage, reason.</summary>
    public ChatResponseUpdate Last()
    {
        var update = Update();
        foreach (var call in calls.Finish())
            update.Contents.Add(call);
        if (usage is { } counted)
            update.Contents.Add(new UsageContent(DetailsOf(counted)));
        // Some servers say "stop" although they want tools called.
        update.FinishReason = calls.Any && reason == ChatFinishReason.Stop ? ChatFinishReason.ToolCalls : reason;
        return update;
    }

    private ChatResponseUpdate Update() => new() { Role = ChatRole.Assistant, ResponseId = id, MessageId = id, ModelId = model };

    /// <summary>What reasoning models of compatible servers say before they answer, in a field the library does not know.</summary>
    private static string? ReasoningOf(StreamingChatCompletionUpdate chunk)
    {
#pragma warning disable SCME0001 // The library's only way to fields that it does not know.
        return chunk.Patch.TryGetValue("$.choices[0].delta.reasoning_content"u8, out string? thought)
            || chunk.Patch.TryGetValue("$.choices[0].delta.reasoning"u8, out thought) ? thought : null;
#pragma warning restore SCME0001
    }

    private static ChatFinishReason ReasonOf(OpenAI.Chat.ChatFinishReason stopped) => stopped switch
    {
        OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
        OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        OpenAI.Chat.ChatFinishReason.ToolCalls or OpenAI.Chat.ChatFinishReason.FunctionCall => ChatFinishReason.ToolCalls,
        _ => ChatFinishReason.Stop,
    };

    private static UsageDetails DetailsOf(ChatTokenUsage counted) => new()
    {
        InputTokenCount = counted.InputTokenCount,
        OutputTokenCount = counted.OutputTokenCount,
        TotalTokenCount = counted.TotalTokenCount,
        CachedInputTokenCount = counted.InputTokenDetails?.CachedTokenCount,
        ReasoningTokenCount = counted.OutputTokenDetails?.ReasoningTokenCount,
    };
}
