using System.Diagnostics;

namespace MediAgents.Bench;

/// <summary>Many callers doing one thing over and over for a fixed time.</summary>
internal static class Throughput
{
    private const int BetweenYields = 256;

    /// <summary>The best of <paramref name="rounds"/> rounds, each of <paramref name="duration"/>, in calls per second.</summary>
    public static async Task<double> MeasureAsync(int callers, int rounds, TimeSpan duration, Func<int, ValueTask> call)
    {
        var best = 0.0;
        for (var round = 0; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var counts = await Task.WhenAll(Enumerable.Range(1, callers).Select(caller => Task.Run(() => CallAsync(caller, started, duration, call))));
            best = Math.Max(best, counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return best;
    }

    private static async Task<long> CallAsync(int caller, long started, TimeSpan duration, Func<int, ValueTask> call)
    {
        var random = (uint)caller * 2654435761u;
        var count = 0L;
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            for (var i = 0; i < BetweenYields; i++)
            {
                random ^= random << 13;
                random ^= random >> 17;
                random ^= random << 5;
                await call((int)(random & int.MaxValue));
            }

            count += BetweenYields;
            await Task.Yield(); // So that all callers are under way, not one per processor.
        }

        return count;
    }
}
