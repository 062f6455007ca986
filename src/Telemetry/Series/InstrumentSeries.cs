using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MediAgents.Telemetry.Instruments;

namespace MediAgents.Telemetry.Series;

using Label = KeyValuePair<string, object?>;

/// <summary>The series of one instrument, at most a fixed number of them: what comes beyond shares one, so that nobody fills the memory.</summary>
internal sealed class InstrumentSeries
{
    private const string Overflow = "overflow";

    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<Label[], SeriesValue> series = new(LabelComparer.Instance);
    private readonly ConcurrentDictionary<Label[], SeriesValue>.AlternateLookup<ReadOnlySpan<Label>> lookup;
    private readonly Lock adding = new();
    private readonly Func<SeriesValue> create;
    private readonly Instrument instrument;
    private readonly MetricType type;
    private readonly string name;
    private readonly int mostSeries;
    private SeriesValue? rest;

    public InstrumentSeries(Instrument instrument, int mostSeries)
    {
        this.instrument = instrument;
        this.mostSeries = mostSeries;
        lookup = series.GetAlternateLookup<ReadOnlySpan<Label>>();
        type = TypeOf(instrument);
        name = MetricName.Of(instrument, type);
        var bounds = BoundsOf(instrument);
        create = type == MetricType.Histogram ? () => new HistogramValue(bounds)
            : instrument.IsObservable || IsGauge(instrument) ? () => new LatestValue()
            : () => new SumValue();
    }

    public void Record(double measured, ReadOnlySpan<Label> labels)
    {
        if (!lookup.TryGetValue(labels, out var value))
            value = Add(labels);
        value.Record(measured);
    }

    /// <summary>What is read anew each time has only the series that were read.</summary>
    public void Forget()
    {
        if (!instrument.IsObservable)
            return;
        series.Clear();
        rest = null;
    }

    public MetricFamily Read()
    {
        var points = series
            .Select(one => one.Value.Read([.. one.Key.Select(label => new MetricLabel(MetricName.OfLabel(label.Key), label.Value?.ToString() ?? ""))]))
            .OrderBy(point => string.Join('\n', point.Labels), StringComparer.Ordinal)
            .ToList();
        if (rest is { } shared)
            points.Add(shared.Read([new MetricLabel(Overflow, "true")]));
        return new MetricFamily(name, type, instrument.Description ?? "", points);
    }

    private SeriesValue Add(ReadOnlySpan<Label> labels)
    {
        lock (adding)
        {
            if (lookup.TryGetValue(labels, out var known))
                return known;
            if (series.Count >= mostSeries)
                return rest ??= create();
            var added = create();
            lookup.TryAdd(labels, added);
            return added;
        }
    }

    private static MetricType TypeOf(Instrument instrument) => ProcessFigures.Runtime.GetValueOrDefault(instrument.Name).Type ?? Definition(instrument) switch
    {
        var counter when counter == typeof(Counter<>) || counter == typeof(ObservableCounter<>) => MetricType.Counter,
        var histogram when histogram == typeof(Histogram<>) => MetricType.Histogram,
        _ => MetricType.Gauge,
    };

    private static bool IsGauge(Instrument instrument) => Definition(instrument) == typeof(Gauge<>);

    private static Type Definition(Instrument instrument) => instrument.GetType().GetGenericTypeDefinition();

    private static double[] BoundsOf(Instrument instrument) =>
        (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries is { } advised ? [.. advised] : DefaultBounds;
}
