using System.Text.Json;
using System.Text.RegularExpressions;
using MediAgents.Telemetry.Tests.Exposition;

namespace MediAgents.Gateway.Tests.Telemetry;

/// <summary>Dashboards ask for metrics by name: a name that nobody exposes shows nothing, and nobody notices.</summary>
public sealed partial class DashboardTests(RunningServer server) : IClassFixture<RunningServer>
{
    /// <summary>Schemas of the database that the documentation of operations names beside the metrics.</summary>
    private static readonly string[] Schemas = ["mediagents_keys", "mediagents_replaced"];

    /// <summary>Labels that Prometheus adds.</summary>
    private static readonly string[] Added = ["job", "instance", "le"];

    private static readonly string Root = FindRoot();

    private static readonly List<string> Files =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "deploy/observability/grafana/dashboards"), "*.json").Select(file => Path.GetRelativePath(Root, file))];

    public static TheoryData<string> Dashboards { get; } = [.. Files];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task Every_metric_and_label_of_a_dashboard_is_exposed(string dashboard)
    {
        var metrics = await MetricsAsync();

        foreach (var expression in ExpressionsOf(dashboard))
        {
            var named = MetricName().Matches(expression).Select(match => match.Value).Distinct().ToList();
            named.ShouldNotBeEmpty(expression);
            var known = named.SelectMany(name => MetricOf(metrics, name).Samples).SelectMany(sample => sample.Labels.Keys).Concat(Added).ToHashSet();
            LabelName().Matches(expression).SelectMany(match => match.Groups["label"].Captures.AsEnumerable()).Select(label => label.Value)
                .ShouldBeSubsetOf(known, expression);
        }
    }

    [Fact]
    public async Task The_documentation_names_every_metric_of_ours_and_no_other()
    {
        var metrics = await MetricsAsync();
        var documented = MetricName().Matches(File.ReadAllText(Path.Combine(Root, "docs/operations.md"))).Select(match => match.Value)
            .Where(name => name.StartsWith("mediagents_", StringComparison.Ordinal) && !Schemas.Contains(name))
            .Select(name => MetricOf(metrics, name).Name);

        documented.Distinct().ShouldBe(metrics.Keys.Where(name => name.StartsWith("mediagents_", StringComparison.Ordinal)), ignoreOrder: true);
    }

    [NeedsPromtool]
    public async Task Every_expression_is_PromQL()
    {
        var rules = Files.SelectMany(ExpressionsOf).Where(one => !one.StartsWith("label_values", StringComparison.Ordinal))
            .Select((one, at) => $"  - record: expression_{at}\n    expr: {JsonSerializer.Serialize(one.Replace("$__rate_interval", "5m").Replace("$job", ".*"))}\n");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, $"groups:\n- name: dashboards\n  rules:\n{string.Concat(rules)}");

            (await Promtool.RunAsync(["check", "rules", "--lint=none", file])).ShouldBeEmpty();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [NeedsPromtool]
    public async Task The_configuration_of_Prometheus_is_one() =>
        (await Promtool.RunAsync(["check", "config", Path.Combine(Root, "deploy/observability/prometheus/prometheus.yml")])).ShouldBeEmpty();

    private async Task<IReadOnlyDictionary<string, Metric>> MetricsAsync()
    {
        await server.AskAsync("asha", "How is gout treated?");
        (await server.GetAsync("/agents")).Dispose();
        IReadOnlyDictionary<string, Metric> metrics = new Dictionary<string, Metric>();
        // A request is counted after its reply has gone out.
        await Poll.UntilAsync(async () =>
        {
            metrics = PrometheusParser.Parse(await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
            return metrics.ContainsKey("mediagents_requests_total");
        });
        return metrics;
    }

    private static Metric MetricOf(IReadOnlyDictionary<string, Metric> metrics, string name)
    {
        foreach (var ending in new[] { "", "_bucket", "_sum", "_count" })
        {
            if (name.EndsWith(ending, StringComparison.Ordinal) && metrics.TryGetValue(name[..^ending.Length], out var metric)
                && (ending.Length == 0 || metric.Type == "histogram"))
                return metric;
        }

        throw new KeyNotFoundException($"{name} is not exposed.");
    }

    private static List<string> ExpressionsOf(string dashboard)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, dashboard)));
        var found = new List<string>();
        Collect(json.RootElement, found);
        found.ShouldNotBeEmpty();
        return found;
    }

    /// <summary>Panels stand in rows at any depth, and variables ask too.</summary>
    private static void Collect(JsonElement element, List<string> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, found);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.Name is "expr" or "query" && property.Value.ValueKind == JsonValueKind.String)
                    found.Add(property.Value.GetString()!);
                else
                    Collect(property.Value, found);
            }
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MediAgents.sln")))
            folder = folder.Parent.ShouldNotBeNull("the tests run in the repository");
        return folder.FullName;
    }

    [GeneratedRegex(@"\b(?:mediagents|dotnet|process)_\w+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetricName();

    /// <summary>In matchers (<c>{kind="run"}</c>) and in groupings (<c>by (kind)</c>).</summary>
    [GeneratedRegex(@"[{,]\s*(?<label>\w+)\s*(?:=~|!~|!=|=)|\b(?:by|without)\s*\((?:\s*(?<label>\w+)\s*,?)*\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LabelName();
}
