using MediAgents.Grains.Runs;

namespace MediAgents.Grains.Orchestrator.Planning;

/// <summary>What a model's plan must keep to. Agents that there are not, and more than a council may have, are dropped.</summary>
internal static class PlanRules
{
    /// <summary>Agents of a council at most; more say the same again.</summary>
    public const int MostAgents = 3;

    private const int LongestQuestion = 500;
    private const int LongestReason = 200;

    /// <summary>What is wrong with the plan, for the model to read; null for nothing.</summary>
    public static string? ComplaintOn(CouncilPlan plan)
    {
        var kept = Kept(plan);
        if (kept.Count == 0)
            return $"agents: name one of {string.Join(", ", AnsweringAgents.Kinds)}.";
        if (kept.Find(agent => IsEmptyOrOver(agent.Question, LongestQuestion)) is { } asked)
            return $"{asked.Agent}: question has 1 to {LongestQuestion} characters.";
        return kept.Find(agent => IsEmptyOrOver(agent.Reason, LongestReason)) is { } chosen
            ? $"{chosen.Agent}: reason has 1 to {LongestReason} characters."
            : null;
    }

    /// <summary>The route of a plan that there is no complaint on.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scoreOf">How much of the rules' evidence points to an agent, 0..1.</param>
    public static RouteDecided RouteOf(CouncilPlan plan, Func<string, double> scoreOf)
    {
        var kept = Kept(plan);
        // What one agent answers alone is the question as it was asked.
        var agents = kept.ConvertAll(agent => new RoutedAgent(agent.Agent, OneLine(agent.Reason), scoreOf(agent.Agent), kept.Count == 1 ? null : OneLine(agent.Question)));
        return RouteDecided.To(agents) with { PlannedBy = RoutePlanner.Model };
    }

    private static List<PlannedAgent> Kept(CouncilPlan plan) =>
        [.. plan.Agents.Where(agent => AnsweringAgents.Kinds.Contains(agent.Agent)).DistinctBy(agent => agent.Agent).Take(MostAgents)];

    private static bool IsEmptyOrOver(string text, int most) => string.IsNullOrWhiteSpace(text) || text.Length > most;

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
