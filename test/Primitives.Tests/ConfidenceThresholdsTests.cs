namespace MediAgents.Primitives.Tests;

public sealed class ConfidenceThresholdsTests
{
    [Theory]
    [InlineData(1, ConfidenceLevel.High)]
    [InlineData(0.85, ConfidenceLevel.High)]
    [InlineData(0.8499, ConfidenceLevel.Medium)]
    [InlineData(0.75, ConfidenceLevel.Medium)]
    [InlineData(0.7499, ConfidenceLevel.Low)]
    [InlineData(0.60, ConfidenceLevel.Low)]
    [InlineData(0.5999, ConfidenceLevel.Refused)]
    [InlineData(0, ConfidenceLevel.Refused)]
    [InlineData(double.NaN, ConfidenceLevel.Refused)]
    public void Levels_begin_at_their_threshold(double confidence, ConfidenceLevel level) =>
        new ConfidenceThresholds().LevelOf(confidence).ShouldBe(level);

    [Fact]
    public void Thresholds_may_be_set() =>
        new ConfidenceThresholds(0.5, 0.4, 0.3).LevelOf(0.45).ShouldBe(ConfidenceLevel.Medium);
}
