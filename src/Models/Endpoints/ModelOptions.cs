using MediAgents.Models.Budgets;
using MediAgents.Models.OpenAi;
using MediAgents.Models.Resilience;

namespace MediAgents.Models.Endpoints;

/// <summary>The settings of models, read and checked. <c>docs/models.md</c> lists them.</summary>
public sealed record ModelOptions
{
    /// <summary><c>OPENAI_BASE_URL</c> with <c>OPENAI_API_KEY</c>; null when neither is set.</summary>
    public ModelAddress? OpenAi { get; init; }

    /// <summary><c>OPENAI_MODEL</c>.</summary>
    public string Model { get; init; } = "gpt-4o-mini";

    /// <summary><c>OPENAI_MODEL_CHAT</c>; by default as <see cref="Model"/>.</summary>
    public string ChatModel { get; init; } = "gpt-4o-mini";

    /// <summary>
    /// <c>OPENAI_MODEL_EMBEDDING</c>; by default text-embedding-3-small of a server of OpenAI's own and none of another, which may
    /// have no embeddings at all.
    /// </summary>
    public string? EmbeddingModel { get; init; }

    /// <summary><c>REPORT_MODEL_BASE_URL</c> with <c>REPORT_MODEL_API_KEY</c>; null: reports use <see cref="OpenAi"/>.</summary>
    public ModelAddress? Report { get; init; }

    /// <summary><c>REPORT_MODEL</c>; null: as <see cref="Model"/>.</summary>
    public string? ReportModel { get; init; }

    /// <summary><c>LOCAL_MODEL_BASE_URL</c> with <c>LOCAL_MODEL_API_KEY</c>: the only endpoint of sensitive work.</summary>
    public ModelAddress? Local { get; init; }

    /// <summary><c>LOCAL_MODEL</c>.</summary>
    public string? LocalModel { get; init; }

    /// <summary><c>LOCAL_MODEL_EMBEDDING</c>.</summary>
    public string? LocalEmbeddingModel { get; init; }

    /// <summary><c>MODEL_FALLBACK_BASE_URL</c> with <c>MODEL_FALLBACK_API_KEY</c>; by default <see cref="OpenAi"/>.</summary>
    public ModelAddress? Fallback { get; init; }

    /// <summary><c>MODEL_FALLBACK</c>; null: there is none.</summary>
    public string? FallbackModel { get; init; }

    /// <summary><c>MODEL_HEDGE_SECONDS</c>: how long the first model may be silent before the second is asked too.</summary>
    public TimeSpan HedgeDelay { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary><c>AGENT_MODELS</c>, by the agent's kind.</summary>
    public IReadOnlyDictionary<string, AgentModel> Agents { get; init; } = new Dictionary<string, AgentModel>(StringComparer.Ordinal);

    /// <summary><c>MODEL_TEMPERATURE</c>, 0 to 2; null: the server's own.</summary>
    public float? Temperature { get; init; }

    /// <summary><c>MODEL_MAX_OUTPUT_TOKENS</c>: the longest answer where the request says nothing.</summary>
    public int AnswerTokens { get; init; } = 1024;

    public PhaseLimits Phases { get; init; } = new();

    public RetryRules Retries { get; init; } = new();

    public BreakerRules Breaker { get; init; } = new();

    /// <summary><c>MODEL_CONCURRENCY</c>: calls of one endpoint at once.</summary>
    public int Places { get; init; } = 32;

    /// <summary><c>MODEL_QUEUE_SECONDS</c>: how long a further call waits.</summary>
    public TimeSpan PlaceWait { get; init; } = TimeSpan.FromSeconds(10);

    public BatchLimits Batches { get; init; } = new();

    public BudgetLimits Budgets { get; init; } = new();

    public PriceList Prices { get; init; } = new("USD", new Dictionary<string, ModelPrice>());

    /// <summary>Names no key and no address.</summary>
    public override string ToString() => $"models: chat {(OpenAi is null ? "none" : ChatModel)}, local {LocalModel ?? "none"}, fallback {FallbackModel ?? "none"}";
}

/// <summary>What an agent has of its own.</summary>
/// <param name="Model">A model of the OpenAI endpoint; null: as everybody.</param>
/// <param name="Temperature">0 to 2; null: as everybody.</param>
public sealed record AgentModel(string? Model, float? Temperature);
