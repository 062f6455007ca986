using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MediAgents.Telemetry.Instruments;

namespace MediAgents.Telemetry.Series;

using Label = KeyValuePair<string, object?>;

/// <summary>Keeps what one host's meter and the runtime's measure, from its making on, for whoever asks.</summary>
public sealed class MetricRegistry : IDisposable
{
    private const int MostSeries = 1000;

    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<InstrumentSeries> instruments = new();
    private readonly Lock collecting = new();
    private readonly int mostSeries;

    public MetricRegistry(ProductMeter product)
        : this(product.Meter, MostSeries) => product.BeginAtZero();

    /// <param name="meter">The meter whose instruments are kept, beside the runtime's.</param>
    /// <param name="mostSeries">Series of one instrument, at most.</param>
    internal MetricRegistry(Meter meter, int mostSeries)
    {
        this.mostSeries = mostSeries;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter, meter) || IsShownOfRuntime(instrument))
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
