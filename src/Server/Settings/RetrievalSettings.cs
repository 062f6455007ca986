using System.ComponentModel.DataAnnotations;
using MediAgents.Grains.Runs;

namespace MediAgents.Server.Settings;

/// <summary>How passages are looked for where a request does not say.</summary>
public sealed class RetrievalSettings
{
    /// <summary>Passages at most.</summary>
    [Range(1, 50)]
    public int TopKDefault { get; set; } = 5;

    /// <summary>Least calibrated relevance of a passage.</summary>
    [Range(0.0, 1.0)]
    public double SimilarityThresholdDefault { get; set; } = 0.7;

    public RetrievalLimits ToLimits() => new(TopKDefault, SimilarityThresholdDefault);
}
