namespace MediAgents.Grains.Orchestrator;

/// <summary>Which agents a patient has been with.</summary>
public sealed record OrchestratorState
{
    /// <summary>Agent kind to the day on which the rules last chose it.</summary>
    public IReadOnlyDictionary<string, DateOnly> LastChosen { get; init; } = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
}
