using System.ComponentModel;

namespace MediAgents.Grains.Aggregator.Composing;

/// <summary>Where a model thinks that specialists contradict each other, in the JSON schema of this type; rules check it.</summary>
public sealed record ProposedDisagreements
{
    [Description("Pairs of sentences of different specialists of which one advises what the other advises against; mostly none.")]
    public required IReadOnlyList<ProposedDisagreement> Disagreements { get; init; }
}

/// <summary>Two sentences by their labels, and what they differ on.</summary>
public sealed record ProposedDisagreement
{
    [Description("The label of the sentence that advises it, e.g. k1.")]
    public required string For { get; init; }

    [Description("The label of the sentence that advises against it.")]
    public required string Against { get; init; }

    [Description("What they differ on, in words that both sentences have.")]
    public required string About { get; init; }
}
