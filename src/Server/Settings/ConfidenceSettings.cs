using System.ComponentModel.DataAnnotations;
using MediAgents.Primitives;

namespace MediAgents.Server.Settings;

/// <summary>The calibrated confidences from which an answer counts as high, medium or low.</summary>
public sealed class ConfidenceSettings
{
    [Range(0.0, 1.0)]
    public double ConfidenceThresholdHigh { get; set; } = 0.85;

    [Range(0.0, 1.0)]
    public double ConfidenceThresholdMedium { get; set; } = 0.75;

    [Range(0.0, 1.0)]
    public double ConfidenceThresholdLow { get; set; } = 0.60;

    /// <exception cref="SettingException">The three are not in order.</exception>
    public ConfidenceThresholds ToThresholds() =>
        ConfidenceThresholdLow <= ConfidenceThresholdMedium && ConfidenceThresholdMedium <= ConfidenceThresholdHigh
            ? new ConfidenceThresholds(ConfidenceThresholdHigh, ConfidenceThresholdMedium, ConfidenceThresholdLow)
            : throw new SettingException("CONFIDENCE_THRESHOLD_MEDIUM", "must lie between CONFIDENCE_THRESHOLD_LOW and CONFIDENCE_THRESHOLD_HIGH.");
}
