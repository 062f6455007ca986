using MediAgents.Telemetry.Series;

namespace MediAgents.Telemetry.Summary;

/// <summary>Finds metrics by name.</summary>
internal sealed class MetricReader(IReadOnlyList<MetricFamily> families)
{
    private readonly Dictionary<string, MetricFamily> byName = families.ToDictionary(family => family.Name, StringComparer.Ordinal);

    /// <summary>The metric's series; none where it has none.</summary>
    public IReadOnlyList<MetricPoint> All(string name) => byName.GetValueOrDefault(name)?.Points ?? [];

    public double Sum(string name) => All(name).Sum(point => point.Value);

    /// <summary>The values by a label.</summary>
    public Dictionary<string, long> By(string label, string name) =>
        All(name).GroupBy(point => point[label] ?? "").ToDictionary(group => group.Key, group => (long)group.Sum(point => point.Value), StringComparer.Ordinal);
}
