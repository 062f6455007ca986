using MediAgents.Telemetry.Series;
using MediAgents.Telemetry.Summary;

namespace MediAgents.Telemetry.Tests.Summary;

public sealed class DurationsTests
{
    [Fact]
    public void Without_measurements_there_is_nothing_to_say() =>
        Durations.Of([]).ShouldBe(new Durations(null, null, null));

    [Fact]
    public void Series_count_together()
    {
        var durations = Durations.Of([Histogram(sum: 1, 1, 1, 1), Histogram(sum: 5, 0, 3, 3)]);

        durations.MeanSeconds.ShouldBe(1.5);
        durations.P50Seconds!.Value.ShouldBe(1 + 1.0 / 3, tolerance: 0.000001);
    }

    [Theory]
    [InlineData(new long[] { 10, 10, 10 }, 0.5, 0.95)] // even within the first bucket
    [InlineData(new long[] { 0, 10, 10 }, 1.5, 1.95)]
    [InlineData(new long[] { 0, 0, 10 }, 2, 2)] // beyond every bound: at least that
    public void A_quantile_lies_where_its_bucket_says(long[] below, double p50, double p95)
    {
        var durations = Durations.Of([Histogram(sum: 1, below)]);

        durations.P50Seconds.ShouldBe(p50);
        durations.P95Seconds!.Value.ShouldBe(p95, tolerance: 0.000001);
    }

    private static MetricPoint Histogram(double sum, params long[] below) =>
        new([], sum, [new(1, below[0]), new(2, below[1]), new(double.PositiveInfinity, below[2])]);
}
