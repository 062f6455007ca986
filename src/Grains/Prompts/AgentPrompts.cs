namespace MediAgents.Grains.Prompts;

/// <summary>Which prompt belongs to which agent.</summary>
public static class AgentPrompts
{
    private static readonly Dictionary<string, string> Folders = new(StringComparer.Ordinal)
    {
        [GrainKinds.Conversation] = "Conversation",
        [GrainKinds.Orchestrator] = "Orchestrator",
        [GrainKinds.Cardiologist] = "Specialists/Cardiologist",
        [GrainKinds.Neurologist] = "Specialists/Neurologist",
        [GrainKinds.Orthopedist] = "Specialists/Orthopedist",
        [GrainKinds.GeneralPhysician] = "Specialists/GeneralPhysician",
        [GrainKinds.BillAuditor] = "BillAuditor",
        [GrainKinds.DocumentAnalyst] = "DocumentAnalyst",
        [GrainKinds.ReportWriter] = "ReportWriter",
        [GrainKinds.Aggregator] = "Aggregator",
        [GrainKinds.Registry] = "Registry",
    };

    /// <summary>The agent's prompt; null for a kind that has none.</summary>
    public static Prompt? Of(string kind) => Folders.TryGetValue(kind, out var folder) ? Prompt.In(folder) : null;
}
