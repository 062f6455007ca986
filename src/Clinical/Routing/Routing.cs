namespace MediAgents.Clinical;

/// <summary>Who answers a message, and why.</summary>
/// <param name="Mode">One agent or a council.</param>
/// <param name="Agents">The agents to ask, best first; exactly one when <paramref name="Mode"/> is single.</param>
/// <param name="Ranking">All four specialties, best first; their scores sum to 1.</param>
public sealed record Routing(RoutingMode Mode, IReadOnlyList<RoutedAgent> Agents, IReadOnlyList<SpecialtyScore> Ranking)
{
    /// <summary>The specialty of the complaint, whatever agent answers.</summary>
    public Specialty Specialty => Ranking[0].Specialty;
}

/// <summary>An agent chosen, its score in 0..1 and the words that told it.</summary>
public sealed record RoutedAgent(AgentKind Kind, string Reason, double Score);

/// <summary>How much of the evidence in a text, in 0..1, speaks for a specialty, and the words that told it (empty without any).</summary>
public sealed record SpecialtyScore(Specialty Specialty, double Score, string Reason);
