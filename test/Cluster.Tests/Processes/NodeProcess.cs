using System.Diagnostics;
using System.Net;
using System.Text;

namespace MediAgents.Cluster.Tests.Processes;

/// <summary>A silo or a gateway as a process of its own.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly StringBuilder log = new();
    private readonly Process process;

    private NodeProcess(Process process, Uri address)
    {
        this.process = process;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 500 }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Client { get; }

    public bool HasEnded => process.HasExited;

    /// <summary>What it wrote so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
                return log.ToString();
        }
    }

    /// <summary>Its pages, to look at.</summary>
    public Task<string> GetAsync(string page) => Client.GetStringAsync(new Uri(page, UriKind.Relative));

    /// <summary>Starts <c>mediagents COMMAND</c> on those settings, with its pages on <paramref name="port"/>.</summary>
    public static NodeProcess Start(string command, int port, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "mediagents.dll"), command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        return new NodeProcess(Process.Start(start) ?? throw new InvalidOperationException("The process did not start."), new Uri($"http://127.0.0.1:{port}"));
    }

    /// <summary>The status of its readiness page; null when it does not answer.</summary>
    public async Task<HttpStatusCode?> ReadinessAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            using var response = await Client.GetAsync(new Uri("/health/readiness", UriKind.Relative), patience.Token);
            return response.StatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public Task UntilReadyAsync() => Poll.UntilAsync(async () =>
    {
        HasEnded.ShouldBeFalse(Log);
        return await ReadinessAsync() == HttpStatusCode.OK;
    });

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public Task<int> TerminateAsync()
    {
        Signals.SendTerminate(process.Id);
        return EndAsync();
    }

    /// <summary>Its end, and the exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public void Freeze() => Signals.SendStop(process.Id);

    public void Thaw() => Signals.SendContinue(process.Id);

    public void Dispose()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Write(string? line)
    {
        lock (log)
            log.AppendLine(line);
    }
}
