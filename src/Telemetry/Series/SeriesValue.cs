namespace MediAgents.Telemetry.Series;

/// <summary>One series of an instrument. Safe for concurrent use, and without a lock.</summary>
internal abstract class SeriesValue
{
    public abstract void Record(double measured);

    public abstract MetricPoint Read(IReadOnlyList<MetricLabel> labels);

    protected static void Add(ref double sum, double measured)
    {
        var seen = Volatile.Read(ref sum);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref sum, seen + measured, seen);
            if (before.Equals(seen))
                return;
            seen = before;
        }
    }
}

/// <summary>Adds up: counters, and gauges that are told of changes.</summary>
internal sealed class SumValue : SeriesValue
{
    private double sum;

    public override void Record(double measured) => Add(ref sum, measured);

    public override MetricPoint Read(IReadOnlyList<MetricLabel> labels) => new(labels, Volatile.Read(ref sum));
}

/// <summary>Keeps the latest: gauges, and counters that are read from somebody who counts.</summary>
internal sealed class LatestValue : SeriesValue
{
    private double latest;

    public override void Record(double measured) => Volatile.Write(ref latest, measured);

    public override MetricPoint Read(IReadOnlyList<MetricLabel> labels) => new(labels, Volatile.Read(ref latest));
}

/// <summary>Counts by size.</summary>
/// <param name="bounds">Upper bounds of the buckets, each included, growing.</param>
internal sealed class HistogramValue(double[] bounds) : SeriesValue
{
    // One more: what is larger than every bound.
    private readonly long[] counts = new long[bounds.Length + 1];
    private double sum;

    public override void Record(double measured)
    {
        var bucket = 0;
        while (bucket < bounds.Length && !(measured <= bounds[bucket]))
            bucket++;
        Interlocked.Increment(ref counts[bucket]);
        Add(ref sum, measured);
    }

    public override MetricPoint Read(IReadOnlyList<MetricLabel> labels)
    {
        var buckets = new HistogramBucket[counts.Length];
        var below = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            below += Interlocked.Read(ref counts[i]);
            buckets[i] = new HistogramBucket(i < bounds.Length ? bounds[i] : double.PositiveInfinity, below);
        }

        return new(labels, Volatile.Read(ref sum), buckets);
    }
}
