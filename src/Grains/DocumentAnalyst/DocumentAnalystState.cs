using MediAgents.Grains.Documents;

namespace MediAgents.Grains.DocumentAnalyst;

/// <summary>Which of one patient's documents were read. Each reading itself is a grain of its own.</summary>
public sealed record DocumentAnalystState
{
    /// <summary>Finished extractions, the one asked for last first; the newest 100.</summary>
    public IReadOnlyList<ExtractionSummary> Extractions { get; init; } = [];
}
