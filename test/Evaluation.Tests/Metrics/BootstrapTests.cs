using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.Tests.Metrics;

public sealed class BootstrapTests
{
    private static readonly int[] Cases = [.. Enumerable.Range(0, 200).Select(i => i % 4 == 0 ? 0 : 1)];

    [Fact]
    public void Agrees_with_wilson_on_a_proportion()
    {
        var interval = Bootstrap.Interval(Cases, sample => sample.Average());
        var wilson = Interval.Wilson(150, 200);
        interval.Low.ShouldBe(wilson.Low, 0.02);
        interval.High.ShouldBe(wilson.High, 0.02);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval() =>
        Bootstrap.Interval(Cases, s => s.Average()).ShouldBe(Bootstrap.Interval(Cases, s => s.Average()));

    [Fact]
    public void Another_seed_draws_other_samples() =>
        Bootstrap.Interval(Cases, s => s.Select((c, i) => c * i).Sum(), seed: 1)
            .ShouldNotBe(Bootstrap.Interval(Cases, s => s.Select((c, i) => c * i).Sum(), seed: 2));

    [Fact]
    public void Without_cases_it_is_zero() => Bootstrap.Interval(Array.Empty<int>(), s => s.Average()).ShouldBe(default);
}
