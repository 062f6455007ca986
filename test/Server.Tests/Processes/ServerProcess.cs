using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace MediAgents.Server.Tests.Processes;

/// <summary>The server as a process of its own, as a user runs it: it can be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly Regex Listens = new(@"listens on (?<url>http://\S+?);", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly Process server;
    private readonly StringBuilder log;

    private ServerProcess(Process process, Uri address, StringBuilder log)
    {
        server = process;
        this.log = log;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 500 }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Client { get; }

    public int Id => server.Id;

    /// <summary>What it wrote to its log so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
                return log.ToString();
        }
    }

    /// <summary>Runs another command of the product on the same settings; its exit code.</summary>
    public static async Task<int> RunAsync(string dataDirectory, IEnumerable<(string Name, string Value)> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "mediagents.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["MEDIAGENTS_DATA_DIR"] = dataDirectory },
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The command did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        await Task.WhenAll(output, errors);
        return process.ExitCode;
    }

    public static Process Launch(IReadOnlyDictionary<string, string> settings, Action<string>? written = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "mediagents.dll"), "serve" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        process.OutputDataReceived += (_, line) => written?.Invoke(line.Data ?? "");
        process.BeginOutputReadLine();
        return process;
    }

    public static async Task<ServerProcess> StartAsync(string dataDirectory, params (string Name, string Value)[] settings)
    {
        // Port 0: the system gives one that nobody can take in between; the server's first line says which.
        var all = settings.ToDictionary(one => one.Name, one => one.Value);
        all["MEDIAGENTS_DATA_DIR"] = dataDirectory;
        all["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        all.TryAdd("LOG_LEVEL", "info");
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = new StringBuilder();
        var process = Launch(all, line =>
        {
            lock (written)
                written.AppendLine(line);
            if (Listens.Match(line) is { Success: true } told)
                listening.TrySetResult(new Uri(told.Groups["url"].Value));
        });
        var errors = process.StandardError.ReadToEndAsync();
        var ended = await Task.WhenAny(listening.Task, errors).WaitAsync(TimeSpan.FromSeconds(40));
        ended.ShouldBe(listening.Task, errors.IsCompletedSuccessfully ? await errors : null);
        var started = new ServerProcess(process, await listening.Task, written);
        await started.UntilHealthyAsync();
        return started;
    }

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        server.Kill();
        await server.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        const int sigterm = 15;
        Send(server.Id, sigterm).ShouldBe(0);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await server.WaitForExitAsync(patience.Token);
        return server.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!server.HasExited)
            server.Kill();
        server.Dispose();
    }

    private async Task UntilHealthyAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            server.HasExited.ShouldBeFalse("the server ended while it was starting");
            try
            {
                using var response = await Client.GetAsync(new Uri("/health", UriKind.Relative), patience.Token);
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Yield();
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Send(int process, int signal);
}
