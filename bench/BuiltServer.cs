using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MediAgents.Bench;

/// <summary>A web server in a process of its own, on a free port of loopback; it is killed when disposed.</summary>
internal sealed class BuiltServer : IAsyncDisposable
{
    private readonly Process process;
    private bool isDisposed;

    private BuiltServer(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    /// <summary>The server that <c>make build</c> leaves.</summary>
    public static string Program
    {
        get
        {
            var program = Path.GetFullPath(Path.Combine("artifacts", "mediagents"));
            return File.Exists(program) ? program : throw new FileNotFoundException("Build the server first: make build", program);
        }
    }

    public int Port { get; }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static BuiltServer Start(string program, string argument, params IEnumerable<(string Name, string Value)> settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(program, argument)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}", ["LOG_LEVEL"] = "error" },
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new BuiltServer(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."), port);
    }

    public async Task UntilHealthyAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{Port}/health"), patience.Token);
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
