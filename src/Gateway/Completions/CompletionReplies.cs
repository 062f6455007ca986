using MediAgents.Grains.Runs;
using MediAgents.Primitives;

namespace MediAgents.Gateway.Completions;

/// <summary>An answer in the wire format of OpenAI's chat completions.</summary>
public sealed record Completion(
    string Id,
    long Created,
    string Model,
    IReadOnlyList<CompletionChoice> Choices,
    CompletionUsage Usage,
    CompletionDetails Mediagents,
    string Object = "chat.completion");

public sealed record CompletionChoice(int Index, AssistantMessage Message, string FinishReason);

/// <param name="Content">The answer.</param>
/// <param name="Annotations">Its sources: where in <paramref name="Content"/> each is cited.</param>
public sealed record AssistantMessage(string Content, IReadOnlyList<CompletionAnnotation> Annotations, string Role = "assistant");

public sealed record CompletionAnnotation(UrlCitation UrlCitation, string Type = "url_citation");

/// <summary>A source and the characters of the answer that cite it.</summary>
public sealed record UrlCitation(string Url, string Title, int StartIndex, int EndIndex);

/// <summary>
/// What models counted for an answer, all agents together; without a model there are no tokens, and four bytes of text count as one.
/// </summary>
public sealed record CompletionUsage(int PromptTokens, int CompletionTokens, int TotalTokens)
{
    public static CompletionUsage Of(IEnumerable<string> prompt, AnswerCompleted answer)
    {
        var asked = answer.Usage is { } read ? (int)read.InputTokens : prompt.Sum(Count);
        var told = answer.Usage is { } wrote ? (int)wrote.OutputTokens : Count(answer.Text);
        return new CompletionUsage(asked, told, asked + told);
    }

    private static int Count(string text) => (System.Text.Encoding.UTF8.GetByteCount(text) + 3) / 4;
}

/// <summary>What the wire format has no place for; clients that do not know it pass over it.</summary>
public sealed record CompletionDetails(
    string RunId,
    string SessionId,
    double? Confidence = null,
    ConfidenceLevel? Level = null,
    IReadOnlyList<string>? Agents = null,
    IReadOnlyList<Citation>? Citations = null,
    IReadOnlyList<string>? Disagreements = null);

/// <summary>A piece of a streamed answer.</summary>
public sealed record CompletionChunk(
    string Id,
    long Created,
    string Model,
    IReadOnlyList<ChunkChoice> Choices,
    CompletionUsage? Usage = null,
    CompletionDetails? Mediagents = null,
    string Object = "chat.completion.chunk");

public sealed record ChunkChoice(int Index, ChunkDelta Delta, string? FinishReason = null);

public sealed record ChunkDelta(string? Role = null, string? Content = null, IReadOnlyList<CompletionAnnotation>? Annotations = null);

/// <summary>A model of <c>GET /v1/models</c>.</summary>
public sealed record ModelDescription(string Id, long Created, string Object = "model", string OwnedBy = "mediagents");

public sealed record ModelList(IReadOnlyList<ModelDescription> Data, string Object = "list");
