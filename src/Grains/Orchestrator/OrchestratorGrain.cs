using MediAgents.Clinical;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Runs;
using MediAgents.Knowledge;
using MediAgents.Primitives;
using RoutedAgent = MediAgents.Grains.Runs.RoutedAgent;

namespace MediAgents.Grains.Orchestrator;

/// <summary>
/// Decides who answers one patient's question: the routing rules first; where they see nothing, the agents of the
/// exchange before (a follow-up), then the specialty of what the knowledge collection has on it, then the general physician.
/// </summary>
public sealed class OrchestratorGrain(IKnowledge knowledge, ConfidenceThresholds thresholds)
    : Grain<OrchestratorState>, IAnswer<RouteQuestion, RouteDecided>
{
    private const double FollowUpScore = 0.5;

    /// <summary>Agents that answer questions here; a kind the rules name beyond these goes to the general physician.</summary>
    private static readonly HashSet<string> Answering =
    [
        GrainKinds.Cardiologist,
        GrainKinds.Neurologist,
        GrainKinds.Orthopedist,
        GrainKinds.GeneralPhysician,
        GrainKinds.BillAuditor,
    ];

    public ValueTask<RouteDecided> AnswerAsync(RouteQuestion request, CancellationToken cancellationToken)
    {
        var agents = Choose(request);
        Remember(request.Patient, agents);
        return ValueTask.FromResult(new RouteDecided(agents, agents.Count == 1 ? RouteMode.Single : RouteMode.Council));
    }

    private List<RoutedAgent> Choose(RouteQuestion request)
    {
        if (request.HasBill)
            return [new RoutedAgent(GrainKinds.BillAuditor, "a bill is attached", 1)];
        if (request.Agent is { } named)
            return [new RoutedAgent(named, "asked for by name", 1)];
        if (ByRules(request.Question) is { } routed)
            return routed;
        if (request.Earlier.Count > 0 && FollowUp.Continues(request.Question))
            return OfFollowUp(request.Earlier[^1]);
        return [OfKnowledge(request.Question) ?? AgentOf(SpecialtyRouter.Route(request.Question).Agents[0])];
    }

    private static List<RoutedAgent>? ByRules(string question)
    {
        var routing = SpecialtyRouter.Route(question);
        return SawSomething(routing) ? [.. routing.Agents.Select(AgentOf).DistinctBy(agent => agent.Kind)] : null;
    }

    /// <summary>Those who answered before; where that is not known, those who would have.</summary>
    private List<RoutedAgent> OfFollowUp(EarlierExchange before) => before.Agents.Count > 0
        ? [.. before.Agents.Select(kind => new RoutedAgent(kind, "follows up on the question before", FollowUpScore))]
        : ByRules(before.Question) ?? [OfKnowledge(before.Question) ?? AgentOf(SpecialtyRouter.Route(before.Question).Agents[0])];

    private static bool SawSomething(Routing routing) =>
        routing.Agents[0].Kind.ToSpecialty() is null || routing.Ranking[0].Reason.Length > 0;

    private RoutedAgent? OfKnowledge(string question)
    {
        var found = knowledge.Search(new RetrievalQuery(question, TopK: 1));
        if (found.Passages.Count == 0 || found.Confidence < thresholds.Low)
            return null;
        var passage = found.Passages[0].Passage;
        var home = Specialties.All.First(specialty => specialty.ToLabel() == passage.Specialties[0]);
        return new RoutedAgent(home.ToAgentKind().ToWireName(), $"the knowledge collection has it under {passage.Title}", found.Confidence);
    }

    private static RoutedAgent AgentOf(Clinical.RoutedAgent agent)
    {
        var kind = agent.Kind.ToWireName();
        return new RoutedAgent(Answering.Contains(kind) ? kind : GrainKinds.GeneralPhysician, agent.Reason, agent.Score);
    }

    private void Remember(PatientId patient, List<RoutedAgent> agents)
    {
        var today = DateOnly.FromDateTime(Context.Time.GetUtcNow().UtcDateTime);
        if (agents.All(agent => State.LastChosen.TryGetValue(agent.Kind, out var day) && day == today))
            return;
        var chosen = new Dictionary<string, DateOnly>(State.LastChosen, StringComparer.Ordinal);
        foreach (var agent in agents)
            chosen[agent.Kind] = today;
        Context.Owner = patient;
        State = State with { LastChosen = chosen };
    }
}
