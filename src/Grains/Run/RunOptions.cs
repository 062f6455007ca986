using System.ComponentModel.DataAnnotations;

namespace MediAgents.Grains.Run;

/// <summary>Bounds of a run; each is a setting of the same name in capitals.</summary>
public sealed class RunOptions
{
    /// <summary>PROCESSING_TIMEOUT_SECONDS: seconds after which a run that has not ended fails with code <c>timeout</c>.</summary>
    [Range(1, 86_400)]
    public double ProcessingTimeoutSeconds { get; set; } = 300;
}
