using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MediAgents.Telemetry.Instruments;

namespace MediAgents.Telemetry.Series;

using Label = KeyValuePair<string, object?>;

/// <summary>Keeps what one host's meters and the runtime's measure, from its making on, for whoever asks.</summary>
public sealed class MetricRegistry : IDisposable
{
    private const int MostSeries = 1000;

    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<InstrumentSeries> instruments = new();
    private readonly Lock collecting = new();
    private readonly int mostSeries;

    /// <param name="product">The host's own meter.</param>
    /// <param name="further">Those of its other parts.</param>
    public MetricRegistry(ProductMeter product, IEnumerable<FurtherMeter> further)
        : this([product.Meter, .. further.Select(one => one.Meter)], MostSeries) => product.BeginAtZero();

    /// <param name="meters">The meters whose instruments are kept, beside the runtime's.</param>
    /// <param name="mostSeries">Series of one instrument, at most.</param>
    internal MetricRegistry(IReadOnlyList<Meter> meters, int mostSeries)
    {
        this.mostSeries = mostSeries;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (meters.Contains(instrument.Meter, ReferenceEqualityComparer.Instance) || IsShownOfRuntime(instrument))
                listening.EnableMeasurementEvents(instrument, Add(instrument));
        };
        listener.SetMeasurementEventCallback<int>(static (_, measured, labels, series) => Record(series, measured, labels));
        listener.SetMeasurementEventCallback<long>(static (_, measured, labels, series) => Record(series, measured, labels));
        listener.SetMeasurementEventCallback<double>(static (_, measured, labels, series) => Record(series, measured, labels));
        listener.Start();
    }

    /// <summary>All metrics that have a series, by name.</summary>
    public IReadOnlyList<MetricFamily> Collect()
    {
        lock (collecting)
        {
            foreach (var instrument in instruments)
                instrument.Forget();
            listener.RecordObservableInstruments();
            return [.. instruments.Select(instrument => instrument.Read()).Where(family => family.Points.Count > 0).OrderBy(family => family.Name, StringComparer.Ordinal)];
        }
    }

    public void Dispose() => listener.Dispose();

    private InstrumentSeries Add(Instrument instrument)
    {
        var series = new InstrumentSeries(instrument, mostSeries);
        instruments.Enqueue(series);
        return series;
    }

    private static bool IsShownOfRuntime(Instrument instrument) =>
        instrument.Meter.Name == ProcessFigures.RuntimeMeter && ProcessFigures.Runtime.ContainsKey(instrument.Name);

    private static void Record(object? series, double measured, ReadOnlySpan<Label> labels) => ((InstrumentSeries)series!).Record(measured, labels);
}
