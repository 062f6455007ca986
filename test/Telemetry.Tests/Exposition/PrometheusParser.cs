using System.Globalization;
using System.Text;

namespace MediAgents.Telemetry.Tests.Exposition;

/// <summary>One line of the text format.</summary>
public sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>A metric of the text format.</summary>
public sealed record Metric(string Name, string Type, string Help, IReadOnlyList<Sample> Samples);

/// <summary>
/// Reads the text format of Prometheus (version 0.0.4) by its description, strictly: what it does not allow is a
/// <see cref="FormatException"/>.
/// </summary>
public static class PrometheusParser
{
    private static readonly string[] HistogramEndings = ["_bucket", "_sum", "_count"];

    public static IReadOnlyDictionary<string, Metric> Parse(string text)
    {
        Require(text.Length == 0 || text.EndsWith('\n'), "the last line does not end");
        var metrics = new Dictionary<string, Metric>(StringComparer.Ordinal);
        string? help = null;
        Metric? current = null;
        var samples = new List<Sample>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                help = line;
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                current = Begin(line, help);
                samples = [];
                Require(metrics.TryAdd(current.Name, current with { Samples = samples }), $"{current.Name} comes twice");
                help = null;
            }
            else
            {
                var sample = ParseSample(line);
                Require(current is not null && BelongsTo(sample, current), $"{sample.Name} stands below {current?.Name}");
                samples.Add(sample);
            }
        }

        foreach (var metric in metrics.Values)
            Check(metric);
        return metrics;
    }

    private static Metric Begin(string line, string? help)
    {
        var words = line.Split(' ');
        Require(words.Length == 4 && words[3] is "counter" or "gauge" or "histogram", line);
        Require(IsName(words[2]), line);
        Require(help is not null && help.StartsWith($"# HELP {words[2]} ", StringComparison.Ordinal), $"{words[2]} has no help");
        return new Metric(words[2], words[3], help![$"# HELP {words[2]} ".Length..], []);
    }

    private static bool BelongsTo(Sample sample, Metric metric) =>
        metric.Type == "histogram" ? HistogramEndings.Any(ending => sample.Name == metric.Name + ending) : sample.Name == metric.Name;

    private static void Check(Metric metric)
    {
        Require(metric.Type != "counter" || metric.Name.EndsWith("_total", StringComparison.Ordinal), $"the counter {metric.Name}");
        Require(metric.Samples.Select(Identity).Distinct().Count() == metric.Samples.Count, $"{metric.Name} has a series twice");
        if (metric.Type != "histogram")
            return;
        var series = metric.Samples.GroupBy(sample => Identity(sample with { Name = "", Labels = Without(sample.Labels, "le") }));
        foreach (var one in series)
        {
            var buckets = one.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToList();
            var bounds = buckets.Select(bucket => Number(bucket.Labels["le"])).ToList();
            Require(bounds.SequenceEqual(bounds.Distinct().Order()) && double.IsPositiveInfinity(bounds[^1]), $"bounds of {metric.Name}");
            Require(buckets.Zip(buckets.Skip(1)).All(pair => pair.First.Value <= pair.Second.Value), $"buckets of {metric.Name}");
            Require(one.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value.Equals(buckets[^1].Value), $"count of {metric.Name}");
            Require(one.Count(sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal)) == 1, $"sum of {metric.Name}");
        }
    }

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> labels, string name) =>
        labels.Where(label => label.Key != name).ToDictionary();

    private static string Identity(Sample sample) =>
        $"{sample.Name}\n{string.Join('\n', sample.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))}";

    private static Sample ParseSample(string line)
    {
        var at = line.IndexOfAny(['{', ' ']);
        Require(at > 0 && IsName(line[..at]), line);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = line[..at];
        if (line[at] == '{')
        {
            at++;
            while (line[at] != '}')
            {
                var equals = line.IndexOf('=', at);
                var (value, end) = ParseValue(line, equals + 1);
                Require(IsLabel(line[at..equals]) && labels.TryAdd(line[at..equals], value), line);
                at = line[end] == ',' ? end + 1 : end;
            }

            at++;
        }

        Require(line[at] == ' ', line);
        return new Sample(name, labels, Number(line[(at + 1)..]));
    }

    private static (string Value, int End) ParseValue(string line, int at)
    {
        Require(line[at] == '"', line);
        var value = new StringBuilder();
        for (at++; line[at] != '"'; at++)
        {
            value.Append(line[at] != '\\' ? line[at] : line[++at] switch
            {
                '\\' => '\\',
                '"' => '"',
                'n' => '\n',
                _ => throw new FormatException(line),
            });
        }

        return (value.ToString(), at + 1);
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static bool IsName(string text) => IsLabel(text.Replace(':', '_'));

    private static bool IsLabel(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new FormatException(what);
    }
}
