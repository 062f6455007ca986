using System.Diagnostics.Metrics;
using MediAgents.Telemetry.Instruments;
using MediAgents.Telemetry.Series;

namespace MediAgents.Telemetry.Tests.Series;

public sealed class MetricRegistryTests : IDisposable
{
    private const int MostSeries = 10;

    private readonly Meter meter = new("test");
    private readonly MetricRegistry registry;

    public MetricRegistryTests() => registry = new MetricRegistry([meter], MostSeries);

    public void Dispose()
    {
        registry.Dispose();
        meter.Dispose();
    }

    [Fact]
    public void What_comes_beyond_the_limit_of_series_is_counted_in_one()
    {
        var counter = meter.CreateCounter<long>("c");
        for (var i = 0; i < 3 * MostSeries; i++)
            counter.Add(1, new KeyValuePair<string, object?>("any", $"{i}"));
        counter.Add(1, new KeyValuePair<string, object?>("any", "0"));

        var points = Points("c_total");

        points.Count.ShouldBe(MostSeries + 1);
        points.Single(point => point["any"] == "0").Value.ShouldBe(2, "a series that was there goes on");
        points.Single(point => point["overflow"] == "true").Value.ShouldBe(2 * MostSeries);
    }

    [Fact]
    public void Two_hosts_in_one_process_do_not_add_up()
    {
        using var other = new Meter("test");
        other.CreateCounter<long>("c").Add(5);
        meter.CreateCounter<long>("c").Add(1);

        Points("c_total").Single().Value.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_lost_between_threads()
    {
        const int threads = 8;
        const int times = 20_000;
        var counter = meter.CreateCounter<long>("c");
        var histogram = meter.CreateHistogram<double>("h");

        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < times; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("any", i % 3));
                histogram.Record(0.5);
            }
        })));

        Points("c_total").Sum(point => point.Value).ShouldBe(threads * times);
        var recorded = Points("h").Single();
        recorded.Count.ShouldBe(threads * times);
        recorded.Value.ShouldBe(0.5 * threads * times);
    }

    [Fact]
    public void What_is_read_when_asked_for_has_no_series_of_yesterday()
    {
        var kinds = new List<string> { "one", "two" };
        meter.CreateObservableGauge("g", () => kinds.Select(kind => new Measurement<int>(1, new KeyValuePair<string, object?>("kind", kind))));
        Points("g").Count.ShouldBe(2);

        kinds.Remove("one");

        Points("g").Single()["kind"].ShouldBe("two");
    }

    [Fact]
    public void A_gauge_that_is_told_of_changes_goes_down_again()
    {
        var open = meter.CreateUpDownCounter<long>("open");
        open.Add(1);
        open.Add(1);
        open.Add(-1);

        Points("open").Single().Value.ShouldBe(1);
    }

    [Fact]
    public void Measuring_a_request_allocates_nothing()
    {
        using var product = new ProductMeter();
        using var kept = new MetricRegistry(product, []);
        void Answer() => product.RequestAnswered("/chat/runs/{runId}", "GET", "200", 0.002);
        for (var i = 0; i < 1000; i++)
            Answer();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Answer();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000, "not a byte a request");
    }

    private IReadOnlyList<MetricPoint> Points(string name) => registry.Collect().Single(family => family.Name == name).Points;
}
