namespace MediAgents.Primitives;

/// <summary>How sure an answer is, in the words of the wire: <c>high medium low refused</c>.</summary>
public enum ConfidenceLevel
{
    Refused,
    Low,
    Medium,
    High,
}

/// <summary>
/// The calibrated confidences, each in 0..1, from which an answer counts as high, medium or low; below low it is refused.
/// Defaults 0.85 / 0.75 / 0.60.
/// </summary>
public sealed record ConfidenceThresholds(double High = 0.85, double Medium = 0.75, double Low = 0.60)
{
    public ConfidenceLevel LevelOf(double confidence) =>
        confidence >= High ? ConfidenceLevel.High
        : confidence >= Medium ? ConfidenceLevel.Medium
        : confidence >= Low ? ConfidenceLevel.Low
        : ConfidenceLevel.Refused;
}
