using System.Text.Json;
using MediAgents.Evaluation.Metrics;
using MediAgents.Primitives;

namespace MediAgents.Evaluation.Tests.Metrics;

public sealed class IntervalTests
{
    // Worked values: R, binom::binom.wilson.
    [Theory]
    [InlineData(0, 10, 0.0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(10, 10, 0.7225, 1.0)]
    [InlineData(150, 200, 0.6857, 0.8049)]
    public void Wilson_gives_the_published_values(int successes, int trials, double low, double high)
    {
        var interval = Interval.Wilson(successes, trials);
        interval.Low.ShouldBe(low, 0.0005);
        interval.High.ShouldBe(high, 0.0005);
    }

    [Fact]
    public void Without_trials_nothing_is_known() => Interval.Wilson(0, 0).ShouldBe(new Interval(0, 1));

    [Fact]
    public void More_successes_than_trials_are_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Interval.Wilson(3, 2));

    [Fact]
    public void In_json_it_is_a_pair()
    {
        JsonSerializer.Serialize(new Interval(0.12345, 0.5), WireJson.Options).ShouldBe("[0.1234,0.5]");
        JsonSerializer.Deserialize<Interval>("[0.1,0.5]", WireJson.Options).ShouldBe(new Interval(0.1, 0.5));
    }
}
