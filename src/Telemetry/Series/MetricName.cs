using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using MediAgents.Telemetry.Instruments;

namespace MediAgents.Telemetry.Series;

/// <summary>Names of instruments as Prometheus has them: underscores for dots, the unit written out, counters end in <c>_total</c>.</summary>
internal static partial class MetricName
{
    private const string Total = "_total";

    public static string Of(Instrument instrument, MetricType type)
    {
        if (ProcessFigures.Runtime.GetValueOrDefault(instrument.Name).Name is { } given)
            return given;
        var name = NotAllowed().Replace(instrument.Name, "_");
        if (UnitOf(instrument.Unit) is { } unit && !name.EndsWith(unit, StringComparison.Ordinal))
            name += unit;
        return type == MetricType.Counter && !name.EndsWith(Total, StringComparison.Ordinal) ? name + Total : name;
    }

    public static string OfLabel(string key) => NotAllowed().Replace(key, "_");

    private static string? UnitOf(string? unit) => unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => null,
    };

    [GeneratedRegex("[^a-zA-Z0-9_]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotAllowed();
}
