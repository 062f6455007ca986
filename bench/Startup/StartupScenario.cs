using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

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
        var server = Path.GetFullPath(Path.Combine("artifacts", "mediagents"));
        if (!File.Exists(server))
            throw new FileNotFoundException("Build the server first: make build", server);

        var bare = await MeasureAsync(Environment.ProcessPath!, BareServer.Argument);
        var ours = await MeasureAsync(server, "serve");
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
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(program, argument)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_URLS"] = address, ["MEDIAGENTS_DATA_DIR"] = directory.FullName, ["LOG_LEVEL"] = "error" },
        };
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            await UntilHealthyAsync(new Uri(address + "/health"));
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            await Task.Delay(Idle, TimeProvider.System);
            process.Refresh();
            return (seconds, process.WorkingSet64 / 1024.0 / 1024.0);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            directory.Delete(recursive: true);
        }
    }

    private static async Task UntilHealthyAsync(Uri health)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(health, patience.Token);
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task WriteAsync(TextWriter output, string name, (double Seconds, double Megabytes) figures) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-24} healthy after {figures.Seconds:0.00} s, idle {figures.Megabytes:0} MB resident"));
}
