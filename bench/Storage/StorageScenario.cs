using System.Globalization;
using MediAgents.Grains.Hosting;
using MediAgents.Records.Sealing;
using MediAgents.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Bench.Storage;

/// <summary>Durable commits a second, sealed, by one caller (the baseline: no commit shares its flush) and by many.</summary>
internal static class StorageScenario
{
    private const int Commits = 20_000;
    private static readonly int[] Callers = [1, 64];

    public static async Task RunAsync(TextWriter output)
    {
        var directory = Directory.CreateTempSubdirectory("mediagents-bench-");
        try
        {
            var services = new ServiceCollection().AddSqliteStorage(
                new StorageOptions { DataDirectory = directory.FullName },
                new KeyOptions { DataDirectory = directory.FullName, AllowGenerated = true });
            await using var provider = services.BuildServiceProvider();
            var load = new CommitThroughput(provider.GetRequiredService<IGrainStorage>());
            await load.MeasureAsync(callers: 64, Commits / 4);
            foreach (var callers in Callers)
            {
                var figures = await load.MeasureAsync(callers, Commits / (callers == 1 ? 4 : 1));
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{callers,3} callers: {figures.CommitsPerSecond,7:0} commits/s, p50 {figures.MedianLatency.TotalMilliseconds:0.00} ms, p99 {figures.SlowLatency.TotalMilliseconds:0.00} ms"));
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
