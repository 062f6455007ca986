using System.Diagnostics.Metrics;
using MediAgents.Grains.Hosting;

namespace MediAgents.Telemetry.Instruments;

/// <summary>What the grains' host counts anyway, read when somebody asks.</summary>
internal static class GrainFigures
{
    private const double MillisecondsInSecond = 1000;

    public static void AddTo(Meter meter, IGrainHostStatistics host)
    {
        meter.CreateObservableGauge("mediagents.active_agents", () => Of(host, kind => kind.Activations), "{grain}", "Grains in memory.");
        meter.CreateObservableCounter("mediagents.grain.calls", () => Of(host, kind => kind.Calls), "{call}", "Turns and streams of grains that have ended.");
        meter.CreateObservableCounter("mediagents.grain.failures", () => Of(host, kind => kind.Failures), "{call}", "Turns and streams of grains that failed.");
        meter.CreateObservableCounter(
            "mediagents.grain.call.duration",
            () => Of(host, kind => kind.MeanMilliseconds * kind.Calls / MillisecondsInSecond),
            "s",
            "Time that turns and streams of grains took, added up.");
    }

    private static IEnumerable<Measurement<double>> Of(IGrainHostStatistics host, Func<GrainKindStatistics, double> figure) =>
        host.Read().Select(kind => new Measurement<double>(figure(kind), new KeyValuePair<string, object?>(Labels.Kind, kind.Kind)));
}
