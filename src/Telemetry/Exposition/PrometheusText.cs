using System.Globalization;
using System.Text;
using MediAgents.Telemetry.Series;

namespace MediAgents.Telemetry.Exposition;

/// <summary>
/// Metrics in the text format of Prometheus, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
/// </summary>
public static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Bound = "le";

    public static string Of(IReadOnlyList<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            text.Append("# HELP ").Append(family.Name).Append(' ').Append(EscapeHelp(family.Help)).Append('\n');
            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(WordOf(family.Type)).Append('\n');
            foreach (var point in family.Points)
                AppendPoint(text, family, point);
        }

        return text.ToString();
    }

    private static void AppendPoint(StringBuilder text, MetricFamily family, MetricPoint point)
    {
        if (point.Buckets is not { } buckets)
        {
            AppendSample(text, family.Name, point.Labels, point.Value);
            return;
        }

        foreach (var bucket in buckets)
            AppendSample(text, $"{family.Name}_bucket", [.. point.Labels, new MetricLabel(Bound, Number(bucket.UpperBound))], bucket.CountBelow);
        AppendSample(text, $"{family.Name}_sum", point.Labels, point.Value);
        AppendSample(text, $"{family.Name}_count", point.Labels, point.Count);
    }

    private static void AppendSample(StringBuilder text, string name, IReadOnlyList<MetricLabel> labels, double value)
    {
        text.Append(name);
        for (var i = 0; i < labels.Count; i++)
            text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(EscapeValue(labels[i].Value)).Append('"');
        if (labels.Count > 0)
            text.Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : double.IsNaN(value) ? "NaN"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string EscapeHelp(string help) => help.Replace("\\", "\\\\").Replace("\n", "\\n");

    private static string EscapeValue(string value) => EscapeHelp(value).Replace("\"", "\\\"");

    private static string WordOf(MetricType type) => type switch
    {
        MetricType.Counter => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };
}
