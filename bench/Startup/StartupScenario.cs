using System.Diagnostics;
using System.Globalization;

namespace MediAgents.Bench.Startup;

/// <summary>
/// From the start of the process to the first healthy answer, and the memory it holds when idle, for the built server
/// (<c>artifacts/mediagents</c>) on an empty data directory and for a bare web application.
/// </summary>
internal static class StartupScenario
{
    private const int Rounds = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(TextWriter output)
    {
        var bare = await MeasureAsync(Environment.ProcessPath!, BareServer.Argument);
        var ours = await MeasureAsync(BuiltServer.Program, "serve");
        await WriteAsync(output, "bare web application", bare);
        await WriteAsync(output, "mediagents serve", ours);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"ours / bare: start {ours.Seconds / bare.Seconds:0.0}, memory {ours.Megabytes / bare.Megabytes:0.0}"));
    }

    /// <summary>The medians over the rounds.</summary>
    private static async Task<(double Seconds, double Megabytes)> MeasureAsync(string program, string argument)
    {
        var seconds = new List<double>();
        var megabytes = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var (time, memory) = await StartAsync(program, argument);
            seconds.Add(time);
            megabytes.Add(memory);
        }

        seconds.Sort();
        megabytes.Sort();
        return (seconds[Rounds / 2], megabytes[Rounds / 2]);
    }

    private static async Task<(double Seconds, double Megabytes)> StartAsync(string program, string argument)
    {
        var directory = Directory.CreateTempSubdirectory("mediagents-bench-");
        var begun = Stopwatch.GetTimestamp();
        await using var server = BuiltServer.Start(program, argument, ("MEDIAGENTS_DATA_DIR", directory.FullName));
        try
        {
            await server.UntilHealthyAsync();
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            await Task.Delay(Idle, TimeProvider.System);
            return (seconds, server.ResidentBytes / 1024.0 / 1024.0);
        }
        finally
        {
            await server.DisposeAsync();
            directory.Delete(recursive: true);
        }
    }

    private static Task WriteAsync(TextWriter output, string name, (double Seconds, double Megabytes) figures) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-24} healthy after {figures.Seconds:0.00} s, idle {figures.Megabytes:0} MB resident"));
}
