using MediAgents.Grains.Agents;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;

namespace MediAgents.Grains.Run;

/// <summary>
/// What a run has done so far, beside its events. A step's outcome is recorded here before the next step begins.
/// </summary>
public sealed record RunState
{
    public RunStatus Status { get; init; }

    /// <summary>Who asked; what the agents read, they read on their behalf.</summary>
    public Principal Principal { get; init; }

    public string SessionId { get; init; } = "";

    public string MessageId { get; init; } = "";

    public string Question { get; init; } = "";

    public RetrievalLimits Limits { get; init; } = new(0, 0);

    public IReadOnlyList<EarlierExchange> Earlier { get; init; } = [];

    /// <summary>What was said before, where the caller keeps the conversation. Let go when the run ends.</summary>
    public EarlierConversation? Conversation { get; init; }

    public BillDocument? Bill { get; init; }

    /// <summary>Who answers; as long as it is provisional a model is still to plan.</summary>
    public RouteDecided Route { get; init; } = new([], RouteMode.Single);

    /// <summary>What a model took for the plan.</summary>
    public ModelUsage? PlanUsage { get; init; }

    /// <summary>Advice of the red flags in the question; it opens the answer.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    /// <summary>
    /// Raised by each activation that takes the run over. A worker that comes back with an older epoch has lost and stops.
    /// </summary>
    public int Epoch { get; init; }

    /// <summary>What agents that write with a model have said so far, by kind. Let go when the run ends.</summary>
    public IReadOnlyDictionary<string, SpokenText> Spoken { get; init; } = new Dictionary<string, SpokenText>(StringComparer.Ordinal);

    /// <summary>Opinions given so far; their passages are cited already and kept without text. Let go when the run ends.</summary>
    public IReadOnlyList<Opinion> Opinions { get; init; } = [];

    /// <summary>Passage id to citation id (<c>c1</c>, <c>c2</c>, ...), in the order of citation.</summary>
    public IReadOnlyDictionary<string, string> CitationIds { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
