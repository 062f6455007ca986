namespace MediAgents.Telemetry.Series;

/// <summary>What a metric is, as the exposition format names it.</summary>
public enum MetricType
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>A metric and its series at one moment.</summary>
/// <param name="Name">As exposed, e.g. <c>mediagents_requests_total</c>.</param>
/// <param name="Type">What it is.</param>
/// <param name="Help">In a sentence.</param>
/// <param name="Points">Its series.</param>
public sealed record MetricFamily(string Name, MetricType Type, string Help, IReadOnlyList<MetricPoint> Points);

/// <summary>One series at one moment.</summary>
/// <param name="Labels">What tells it from the others.</param>
/// <param name="Value">Its value; of a histogram the sum of all that was measured.</param>
/// <param name="Buckets">Of a histogram, the last without bound; null otherwise.</param>
public sealed record MetricPoint(IReadOnlyList<MetricLabel> Labels, double Value, IReadOnlyList<HistogramBucket>? Buckets = null)
{
    /// <summary>How often a histogram was recorded.</summary>
    public long Count => Buckets is null ? 0 : Buckets[^1].CountBelow;

    /// <summary>The value of a label; null where the series has no such label.</summary>
    public string? this[string label]
    {
        get
        {
            foreach (var one in Labels)
            {
                if (one.Name == label)
                    return one.Value;
            }

            return null;
        }
    }
}

/// <summary>A label, its name as the format allows it.</summary>
public readonly record struct MetricLabel(string Name, string Value);

/// <summary>How many measurements were at most <paramref name="UpperBound"/>.</summary>
public readonly record struct HistogramBucket(double UpperBound, long CountBelow);
