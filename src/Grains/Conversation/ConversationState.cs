using MediAgents.Grains.Runs;

namespace MediAgents.Grains.Conversation;

/// <summary>What a conversation keeps beside its messages, which are its journal.</summary>
public sealed record ConversationState
{
    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset LastActiveAt { get; init; }

    /// <summary>The first question, shortened.</summary>
    public string Title { get; init; } = "";

    public int Messages { get; init; }

    /// <summary>The working context: the latest exchanges, oldest first. Emptied when the session has been idle too long.</summary>
    public IReadOnlyList<EarlierExchange> Earlier { get; init; } = [];

    /// <summary>The message, by its place in the journal, after which the working context begins: moved when it had expired.</summary>
    public long ContextAfter { get; init; }

    /// <summary>Runs that have not ended yet, with the question of each.</summary>
    public IReadOnlyList<PendingRun> Pending { get; init; } = [];

    /// <summary>The latest runs that have ended, so that their messages posted again change nothing.</summary>
    public IReadOnlyList<string> Ended { get; init; } = [];
}

/// <summary>A run under way.</summary>
public sealed record PendingRun(string RunId, string Question);
