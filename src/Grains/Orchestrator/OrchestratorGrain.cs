using MediAgents.Clinical;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Orchestrator.Planning;
using MediAgents.Grains.Runs;
using MediAgents.Knowledge;
using MediAgents.Primitives;
using RoutedAgent = MediAgents.Grains.Runs.RoutedAgent;

namespace MediAgents.Grains.Orchestrator;

/// <summary>
/// Decides who answers one patient's question: the routing rules first; where they see nothing, the agents of the
/// exchange before (a follow-up), then the specialty of what the knowledge collection has on it, then the general physician.
/// A question that is not plainly one agent's is divided by a model where there is one; the rules' route is then provisional.
/// </summary>
public sealed class OrchestratorGrain(IKnowledge knowledge, ConfidenceThresholds thresholds, CouncilPlanner planner)
    : Grain<OrchestratorState>, IAnswer<RouteQuestion, RouteDecided>, IStream<PlanCouncil, PlanningStep>
{
    private const double FollowUpScore = 0.5;

    /// <summary>A question up to this long that points to one specialty with at least this share of the evidence is that agent's.</summary>
    private const int SimpleWords = 20;
    private const double SimpleShare = 0.6;

    public ValueTask<RouteDecided> AnswerAsync(RouteQuestion request, CancellationToken cancellationToken)
    {
        var (agents, isPlain) = Choose(request);
        if (request.IsForOne)
            (agents, isPlain) = ([agents[0] with { Question = null }], true);
        if (!isPlain && !request.IsUrgent && planner.HasModel)
            return ValueTask.FromResult(RouteDecided.To(agents) with { Provisional = true });
        Remember(request.Patient, agents);
        return ValueTask.FromResult(RouteDecided.To(agents));
    }

    public IAsyncEnumerable<PlanningStep> StreamAsync(PlanCouncil request, CancellationToken cancellationToken) =>
        planner.PlanAsync(request, kind => ScoreOf(kind, request), cancellationToken);

    private (List<RoutedAgent> Agents, bool IsPlain) Choose(RouteQuestion request)
    {
        if (request.HasBill)
            return ([new RoutedAgent(GrainKinds.BillAuditor, "a bill is attached", 1)], true);
        if (request.Agent is { } named)
            return ([new RoutedAgent(named, "asked for by name", 1)], true);
        var routing = SpecialtyRouter.Route(request.Question);
        if (SawSomething(routing))
        {
            var agents = AgentsOf(routing);
            var together = request.IsUrgent ? agents : WithOtherSides(request.Question, agents, routing);
            return (QuestionParts.Divide(request.Question, together), together.Count == 1 && IsPlain(request.Question, routing));
        }

        if (request.Earlier.Count > 0 && FollowUp.Continues(request.Question))
            return (OfFollowUp(request.Earlier[^1]), true);
        return ([OfKnowledge(request.Question) ?? AgentOf(routing.Agents[0])], false);
    }

    /// <summary>A bill's question, or a short one whose words point to one specialty: no plan would say otherwise.</summary>
    private static bool IsPlain(string question, Routing routing) =>
        routing.Agents.Count == 1
        && (routing.Agents[0].Kind.ToSpecialty() is null || routing.Ranking[0].Score >= SimpleShare)
        && question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= SimpleWords;

    /// <summary>Where one specialty outweighs the others, those too whom a clause of the question is about.</summary>
    private List<RoutedAgent> WithOtherSides(string question, List<RoutedAgent> agents, Routing routing)
    {
        if (routing.Agents is not [{ Kind: var only }] || only.ToSpecialty() is null)
            return agents;
        var others = QuestionSides.Of(question, NamedTopic)
            .Select(side => AgentOf(new Clinical.RoutedAgent(side.Field.ToAgentKind(), side.Words, routing.Ranking.First(one => one.Specialty == side.Field).Score)));
        return [.. agents.Concat(others).DistinctBy(agent => agent.Kind).Take(PlanRules.MostAgents)];
    }

    /// <summary>The home of a topic whose title stands in the clause.</summary>
    private (Specialty Field, string Words)? NamedTopic(string clause)
    {
        var found = knowledge.Search(new RetrievalQuery(clause, TopK: 1));
        return found.Passages is [{ Passage: { } passage }, ..] && clause.Contains(passage.Title, StringComparison.OrdinalIgnoreCase)
            ? (HomeOf(passage), passage.Title)
            : null;
    }

    private static Specialty HomeOf(Passage passage) => Specialties.All.First(specialty => specialty.ToLabel() == passage.Specialties[0]);

    private static List<RoutedAgent>? ByRules(string question)
    {
        var routing = SpecialtyRouter.Route(question);
        return SawSomething(routing) ? AgentsOf(routing) : null;
    }

    private static List<RoutedAgent> AgentsOf(Routing routing) => [.. routing.Agents.Select(AgentOf).DistinctBy(agent => agent.Kind)];

    /// <summary>How much of the rules' evidence points to an agent that a plan names.</summary>
    private static double ScoreOf(string kind, PlanCouncil request) =>
        request.ByRules.Agents.FirstOrDefault(agent => agent.Kind == kind)?.Score
        ?? SpecialtyRouter.Route(request.Question).Ranking.FirstOrDefault(one => one.Specialty.ToAgentKind().ToWireName() == kind)?.Score
        ?? 0;

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
        return new RoutedAgent(HomeOf(passage).ToAgentKind().ToWireName(), $"the knowledge collection has it under {passage.Title}", found.Confidence);
    }

    /// <summary>A kind the rules name beyond those that answer goes to the general physician.</summary>
    private static RoutedAgent AgentOf(Clinical.RoutedAgent agent)
    {
        var kind = agent.Kind.ToWireName();
        return new RoutedAgent(AnsweringAgents.Kinds.Contains(kind) ? kind : GrainKinds.GeneralPhysician, agent.Reason, agent.Score);
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
