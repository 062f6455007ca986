using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediAgents.Telemetry.Series;

namespace MediAgents.Telemetry.Instruments;

/// <summary>The build, when the process started, and which of the runtime's own instruments are shown.</summary>
internal static class ProcessFigures
{
    public const string RuntimeMeter = "System.Runtime";

    /// <summary>The runtime's instruments that are shown, with what the usual rules would get wrong of them.</summary>
    public static readonly IReadOnlyDictionary<string, Correction> Runtime = new Dictionary<string, Correction>(StringComparer.Ordinal)
    {
        ["dotnet.exceptions"] = default,
        ["dotnet.gc.collections"] = default,
        ["dotnet.gc.heap.total_allocated"] = default,
        ["dotnet.gc.last_collection.heap.size"] = default,
        ["dotnet.gc.last_collection.memory.committed_size"] = default,
        ["dotnet.gc.pause.time"] = default,
        ["dotnet.monitor.lock_contentions"] = default,
        ["dotnet.process.cpu.time"] = default,
        ["dotnet.process.memory.working_set"] = default,
        // The runtime makes counters of these two, but they go down as well.
        ["dotnet.thread_pool.queue.length"] = new(Type: MetricType.Gauge),
        ["dotnet.thread_pool.thread.count"] = new("dotnet_thread_pool_threads", MetricType.Gauge),
        ["dotnet.thread_pool.work_item.count"] = new("dotnet_thread_pool_work_items_total"),
    };

    public static void AddTo(Meter meter, string version, TimeProvider time)
    {
        meter.CreateObservableGauge(
            "mediagents.build_info",
            () => new Measurement<int>(1, new KeyValuePair<string, object?>(Labels.Version, version)),
            unit: null,
            "The version that runs.");
        var started = StartedAt(time).ToUnixTimeMilliseconds() / 1000.0;
        meter.CreateObservableGauge("process.start_time", () => started, "s", "When the process started, since 1970.");
    }

    /// <param name="Name">The metric's name.</param>
    /// <param name="Type">What it is.</param>
    public readonly record struct Correction(string? Name = null, MetricType? Type = null);

    private static DateTimeOffset StartedAt(TimeProvider time)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime);
        var now = time.GetUtcNow();
        return started < now ? started : now;
    }
}
