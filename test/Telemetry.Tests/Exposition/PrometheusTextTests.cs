using System.Diagnostics.Metrics;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Telemetry.Exposition;
using MediAgents.Telemetry.Series;

namespace MediAgents.Telemetry.Tests.Exposition;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter meter = new("test");
    private readonly MetricRegistry registry;

    public PrometheusTextTests() => registry = new MetricRegistry([meter], mostSeries: 100);

    public void Dispose()
    {
        registry.Dispose();
        meter.Dispose();
    }

    [Fact]
    public void Counters_end_in_total_and_units_are_written_out()
    {
        meter.CreateCounter<long>("some.requests", "{request}", "Requests.").Add(3);
        meter.CreateHistogram<double>("some.duration", "s", "Time.").Record(0.2);
        meter.CreateUpDownCounter<long>("some.memory", "By", "Memory.").Add(7);

        Exposed().Keys.ShouldBe(["some_duration_seconds", "some_memory_bytes", "some_requests_total"], ignoreOrder: true);
    }

    [Fact]
    public void A_histogram_counts_what_lies_on_a_bound_below_it_and_all_below_infinity()
    {
        var histogram = meter.CreateHistogram("h", "s", "Time.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2.5] });
        foreach (var measured in (double[])[0.5, 1, 2, 2.5, 99])
            histogram.Record(measured);

        var samples = Exposed()["h_seconds"].Samples;

        samples.Where(sample => sample.Name == "h_seconds_bucket").Select(bucket => (bucket.Labels["le"], bucket.Value))
            .ShouldBe([("1", 2), ("2.5", 4), ("+Inf", 5)]);
        samples.Single(sample => sample.Name == "h_seconds_sum").Value.ShouldBe(105);
        samples.Single(sample => sample.Name == "h_seconds_count").Value.ShouldBe(5);
    }

    [Fact]
    public void Any_label_value_survives_the_format()
    {
        Prop.ForAll((NonNull<string> text) =>
        {
            using var own = new Meter("own");
            using var kept = new MetricRegistry([own], mostSeries: 10);
            own.CreateCounter<long>("c", unit: null, "A \\ and\na line.").Add(1, new KeyValuePair<string, object?>("any", text.Get));

            var metric = PrometheusParser.Parse(PrometheusText.Of(Ours(kept)))["c_total"];

            // A carriage return is an ordinary character of the format.
            return metric.Samples.Single().Labels["any"] == text.Get && metric.Help == "A \\\\ and\\na line.";
        }).QuickCheckThrowOnFailure();
        meter.CreateCounter<long>("c").Add(1, new KeyValuePair<string, object?>("any", "\"quoted\" back\\slash\nline"));

        PrometheusText.Of(Ours(registry)).ShouldContain("c_total{any=\"\\\"quoted\\\" back\\\\slash\\nline\"} 1\n");
    }

    [Fact]
    public void Names_of_labels_have_no_dots()
    {
        meter.CreateCounter<long>("c").Add(1, new KeyValuePair<string, object?>("error.type", "x"));

        Exposed()["c_total"].Samples.Single().Labels.Keys.ShouldBe(["error_type"]);
    }

    [NeedsPromtool]
    public async Task Promtool_has_nothing_against_the_runtimes_metrics_and_ours()
    {
        meter.CreateCounter<long>("some.requests", "{request}", "Requests.").Add(3, new("route", "/a/{id}"), new("any", "\"\\\n"));
        meter.CreateHistogram<double>("some.duration", "s", "Time.").Record(0.2);

        (await Promtool.CheckMetricsAsync(PrometheusText.Of(registry.Collect()))).ShouldBeEmpty();
    }

    private IReadOnlyDictionary<string, Metric> Exposed() => PrometheusParser.Parse(PrometheusText.Of(Ours(registry)));

    private static List<MetricFamily> Ours(MetricRegistry registry) =>
        [.. registry.Collect().Where(family => !family.Name.StartsWith("dotnet_", StringComparison.Ordinal))];
}
