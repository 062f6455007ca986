using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediAgents.Gateway.Completions;

/// <summary>
/// Body of <c>POST /v1/chat/completions</c>, as far as it means something here. Fields that only tune a model (temperature,
/// max_tokens, seed …) are taken and have no effect; those that would change what an answer is are refused.
/// </summary>
public sealed record CompletionRequest
{
    /// <summary>One of <c>GET /v1/models</c>.</summary>
    public string? Model { get; init; }

    /// <summary>The conversation so far, the question last. Instructions (<c>system</c>, <c>developer</c>) do not steer the agents.</summary>
    public IReadOnlyList<CompletionMessage?>? Messages { get; init; }

    /// <summary>True answers <c>text/event-stream</c>.</summary>
    public bool? Stream { get; init; }

    public StreamOptions? StreamOptions { get; init; }

    /// <summary>Whose data the question is about; needed with a service's key and on loopback.</summary>
    public string? User { get; init; }

    /// <summary>Up to 16 pairs; <c>session_id</c> continues a session of this server.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Answers wanted; only 1.</summary>
    public int? N { get; init; }

    /// <summary>Not taken: the agents have tools of their own.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>Only <c>{"type":"text"}</c>.</summary>
    public ResponseFormat? ResponseFormat { get; init; }
}

/// <summary>One message of a conversation. <paramref name="Content"/> is a text, or parts of type <c>text</c>.</summary>
public sealed record CompletionMessage(string? Role, JsonElement Content);

/// <param name="IncludeUsage">Whether a last chunk tells the usage.</param>
public sealed record StreamOptions(bool? IncludeUsage);

/// <param name="Type"><c>text</c>.</param>
public sealed record ResponseFormat([property: JsonRequired] string Type);
