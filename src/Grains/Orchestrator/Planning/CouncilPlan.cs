using System.ComponentModel;

namespace MediAgents.Grains.Orchestrator.Planning;

/// <summary>A plan as a model gives it, in the JSON schema of this type.</summary>
public sealed record CouncilPlan
{
    [Description("Who answers, the most important first: one for a simple question, never more than three.")]
    public required IReadOnlyList<PlannedAgent> Agents { get; init; }
}

/// <summary>One agent of a plan.</summary>
public sealed record PlannedAgent
{
    [Description("cardiologist, neurologist, orthopedist, general_physician or bill_auditor")]
    public required string Agent { get; init; }

    [Description("Its part of the question, as a question that stands alone.")]
    public required string Question { get; init; }

    [Description("Why it, in a few words.")]
    public required string Reason { get; init; }
}
