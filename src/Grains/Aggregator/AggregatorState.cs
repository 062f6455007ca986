namespace MediAgents.Grains.Aggregator;

/// <summary>Contradictions between specialists that a patient has been told of, newest first.</summary>
public sealed record AggregatorState
{
    public IReadOnlyList<NamedDisagreement> Disagreements { get; init; } = [];
}

/// <summary>A contradiction and the run in which it came up.</summary>
public sealed record NamedDisagreement(string RunId, DateTimeOffset Time, string Text);
