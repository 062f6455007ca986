namespace MediAgents.Records.Timeline;

/// <summary>Where a series of values goes.</summary>
public enum TrendDirection
{
    /// <summary>Fewer than three values, or all of one moment.</summary>
    Unknown,
    Steady,
    Rising,
    Falling,

    /// <summary>They change, but neither up nor down.</summary>
    Varying,
}

/// <summary>One value of a series.</summary>
/// <param name="At">When.</param>
/// <param name="Value">What was measured.</param>
/// <param name="EventId">Where it stands.</param>
public sealed record TrendPoint(EventTime At, decimal Value, string EventId);

/// <summary>The values of one measurement in one unit.</summary>
/// <param name="Name">As in the latest.</param>
/// <param name="Unit">As in the latest; null where none was given.</param>
/// <param name="Count">How many values.</param>
/// <param name="First">The earliest.</param>
/// <param name="Latest">The latest.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="Low">Lower end of the reference range of the latest that has one.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Flag">That of the latest.</param>
/// <param name="Direction">Of the last values, at most <see cref="MeasurementTrends.Window"/>.</param>
/// <param name="Recent">Those, oldest first.</param>
public sealed record MeasurementTrend(
    string Name,
    string? Unit,
    int Count,
    TrendPoint First,
    TrendPoint Latest,
    decimal Min,
    decimal Max,
    decimal? Low,
    decimal? High,
    string? Flag,
    TrendDirection Direction,
    IReadOnlyList<TrendPoint> Recent);

/// <summary>
/// Series of measurements, one for each <see cref="MeasurementKey"/>, from events in the order of time, in bounded
/// memory. Values of different units are never mixed.
/// </summary>
/// <remarks>
/// The direction is arithmetic, no judgement of health: a line of least squares through the last values. It rises or falls
/// when it explains at least half of their variance and changes over their span by a tenth of their mean or more; they are
/// steady when none is a tenth of the mean or more away from it.
/// </remarks>
public sealed class MeasurementTrends
{
    /// <summary>Values that tell a direction and are kept of each series.</summary>
    public const int Window = 12;

    /// <summary>Series kept; further names are left out.</summary>
    public const int MaxSeries = 500;

    private const double Noticeable = 0.1, Explained = 0.5;

    private readonly Dictionary<MeasurementKey, Series> series = [];

    /// <summary>Takes the measurements of the next event; events come earliest first.</summary>
    public void Add(TimelineEvent next)
    {
        foreach (var measurement in next.Content.Measurements)
        {
            if (measurement.Value is not { } value || MeasurementKey.Of(measurement) is not { } key)
                continue;
            if (!series.TryGetValue(key, out var one))
            {
                if (series.Count == MaxSeries)
                    continue;
                series[key] = one = new Series();
            }

            one.Add(measurement, new TrendPoint(next.Content.OccurredAt, value, next.Id));
        }
    }

    /// <summary>The series, those with most values first.</summary>
    public IReadOnlyList<MeasurementTrend> ToList() =>
        [.. series.OrderByDescending(one => one.Value.Count).ThenBy(one => one.Key.ToString(), StringComparer.Ordinal).Select(one => one.Value.ToTrend())];

    /// <summary>The direction of values in the order of time.</summary>
    public static TrendDirection DirectionOf(IReadOnlyList<TrendPoint> points)
    {
        if (points.Count < 3 || points[0].At.Start == points[^1].At.Start)
            return TrendDirection.Unknown;

        var days = points.Select(point => (point.At.Start - points[0].At.Start).TotalDays).ToArray();
        var values = points.Select(point => (double)point.Value).ToArray();
        double meanDay = days.Average(), mean = values.Average();
        double spread = 0, variance = 0, together = 0;
        for (var i = 0; i < days.Length; i++)
        {
            spread += (days[i] - meanDay) * (days[i] - meanDay);
            variance += (values[i] - mean) * (values[i] - mean);
            together += (days[i] - meanDay) * (values[i] - mean);
        }

        var noticeable = Math.Abs(mean) * Noticeable;
        if (values.All(value => Math.Abs(value - mean) < noticeable) || variance == 0)
            return TrendDirection.Steady;
        var change = together / spread * days[^1];
        var explained = together * together / (spread * variance);
        return explained < Explained || Math.Abs(change) < noticeable ? TrendDirection.Varying
            : change > 0 ? TrendDirection.Rising
            : TrendDirection.Falling;
    }

    private sealed class Series
    {
        private readonly Queue<TrendPoint> recent = new();
        private TrendPoint? first, latest;
        private Measurement? newest;
        private decimal min = decimal.MaxValue, max = decimal.MinValue;
        private decimal? low, high;

        public int Count { get; private set; }

        public void Add(Measurement measurement, TrendPoint point)
        {
            Count++;
            first ??= point;
            latest = point;
            newest = measurement;
            min = Math.Min(min, point.Value);
            max = Math.Max(max, point.Value);
            if (measurement.Low is not null || measurement.High is not null)
                (low, high) = (measurement.Low, measurement.High);
            recent.Enqueue(point);
            if (recent.Count > Window)
                recent.Dequeue();
        }

        public MeasurementTrend ToTrend()
        {
            TrendPoint[] points = [.. recent];
            return new MeasurementTrend(
                newest!.Name, newest.Unit, Count, first!, latest!, min, max, low, high, newest.Flag, DirectionOf(points), points);
        }
    }
}
