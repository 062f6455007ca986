using MediAgents.Grains.Hosting;
using MediAgents.Grains.Prompts;

namespace MediAgents.Grains.Registry;

/// <summary>Knows the agents of this deployment: what they are for, how they do, which prompt they use since when.</summary>
public sealed class RegistryGrain(IGrainStatistics host)
    : Grain<RegistryState>, IAnswer<ListAgents, AgentList>
{
    private const double DegradedFailureShare = 0.1;

    public ValueTask<AgentList> AnswerAsync(ListAgents request, CancellationToken cancellationToken)
    {
        var agents = host.Kinds.Where(kind => kind.Capabilities.Count > 0).ToList();
        Remember(agents);
        var statistics = host.Read().ToDictionary(kind => kind.Kind, StringComparer.Ordinal);
        return ValueTask.FromResult(new AgentList([.. agents.Select(agent =>
            EntryOf(agent, statistics.GetValueOrDefault(agent.Name) ?? new GrainKindStatistics(agent.Name, 0, 0, 0, 0, 0)))]));
    }

    private AgentEntry EntryOf(GrainKind agent, GrainKindStatistics figures)
    {
        var prompt = State.Prompts.GetValueOrDefault(agent.Name);
        return new AgentEntry(
            agent.Name,
            agent.Description,
            agent.Capabilities,
            figures.Failures > figures.Calls * DegradedFailureShare ? "degraded" : "healthy",
            figures.Activations,
            figures.Calls,
            figures.Failures,
            Math.Round(figures.MeanMilliseconds, 3),
            prompt?.Version,
            prompt?.Since);
    }

    private void Remember(List<GrainKind> agents)
    {
        var now = Context.Time.GetUtcNow();
        var prompts = new Dictionary<string, DeployedPrompt>(State.Prompts, StringComparer.Ordinal);
        foreach (var agent in agents)
        {
            if (AgentPrompts.Of(agent.Name) is { } prompt && prompts.GetValueOrDefault(agent.Name)?.Version != prompt.Version)
                prompts[agent.Name] = new DeployedPrompt(prompt.Version, now);
        }

        if (!prompts.SequenceEqual(State.Prompts))
            State = State with { Prompts = prompts };
    }
}
