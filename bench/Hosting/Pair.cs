using System.Diagnostics;
using System.Globalization;

namespace MediAgents.Bench.Hosting;

/// <summary>
/// Two ways to do one thing, measured in turns, so that what else the machine does meets both: the ratio of each round's two
/// figures counts, not the figures.
/// </summary>
internal sealed class Pair(string name, string unit, Func<int, Task> ours, Func<int, Task> bare)
{
    private const int Callers = 64;
    private const int BetweenLooks = 8;

    public async Task MeasureAsync(TextWriter output, int rounds, TimeSpan duration)
    {
        await RoundAsync(ours, duration);
        await RoundAsync(bare, duration);
        var figures = new List<(double Ours, double Bare)>();
        for (var round = 0; round < rounds; round++)
        {
            // Whoever begins meets the machine as the other left it: they take turns in that, too.
            var first = await RoundAsync(round % 2 == 0 ? ours : bare, duration);
            var second = await RoundAsync(round % 2 == 0 ? bare : ours, duration);
            figures.Add(round % 2 == 0 ? (first, second) : (second, first));
        }

        var ratios = figures.Select(one => one.Ours / one.Bare).Order().ToList();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: ours {Median(figures.Select(one => one.Ours)):N0}, bare {Median(figures.Select(one => one.Bare)):N0} {unit} per second; ours / bare {Median(ratios):0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00} in {rounds} rounds)"));
    }

    private static double Median(IEnumerable<double> figures) => figures.Order().ElementAt(figures.Count() / 2);

    private static async Task<double> RoundAsync(Func<int, Task> call, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(caller, started, duration, call))));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<long> CallAsync(int caller, long started, TimeSpan duration, Func<int, Task> call)
    {
        var count = 0L;
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            for (var i = 0; i < BetweenLooks; i++)
                await call(caller);
            count += BetweenLooks;
        }

        return count;
    }
}
