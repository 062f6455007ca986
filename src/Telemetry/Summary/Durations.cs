using MediAgents.Telemetry.Series;

namespace MediAgents.Telemetry.Summary;

/// <summary>How long things took, in seconds; absent while there are none. Quantiles are estimated from the histogram's buckets.</summary>
public sealed record Durations(double? MeanSeconds, double? P50Seconds, double? P95Seconds)
{
    private const int Digits = 6;

    internal static Durations Of(IEnumerable<MetricPoint> histograms)
    {
        var points = histograms.ToList();
        var count = points.Sum(point => point.Count);
        if (count == 0)
            return new Durations(null, null, null);
        var bounds = points[0].Buckets!.Select(bucket => bucket.UpperBound).ToList();
        var below = bounds.Select((_, at) => points.Sum(point => point.Buckets![at].CountBelow)).ToList();
        return new Durations(
            Math.Round(points.Sum(point => point.Value) / count, Digits),
            Math.Round(Quantile(0.5, bounds, below), Digits),
            Math.Round(Quantile(0.95, bounds, below), Digits));
    }

    /// <summary>Within a bucket evenly spread, beyond the last bound that bound: as Prometheus' <c>histogram_quantile</c> has it.</summary>
    private static double Quantile(double share, List<double> bounds, List<long> below)
    {
        var rank = share * below[^1];
        var bucket = below.FindIndex(count => count >= rank);
        if (bucket == bounds.Count - 1)
            return bounds[^2];
        var (lower, before) = bucket == 0 ? (0, 0) : (bounds[bucket - 1], below[bucket - 1]);
        return lower + (bounds[bucket] - lower) * (rank - before) / (below[bucket] - before);
    }
}
