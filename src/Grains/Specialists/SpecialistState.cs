using MediAgents.Grains.Agents;

namespace MediAgents.Grains.Specialists;

/// <summary>What a specialist holds of one patient, beside its journal, which has every conclusion and open question.</summary>
public sealed record SpecialistState
{
    /// <summary>The newest runs whose opinion is in the journal, so that none is kept twice.</summary>
    public IReadOnlyList<string> RecentRuns { get; init; } = [];
}

/// <summary>One entry of a specialist's journal: what it concluded, or what it could not answer.</summary>
public sealed record SpecialistNote(Conclusion? Conclusion = null, OpenQuestion? OpenQuestion = null);
