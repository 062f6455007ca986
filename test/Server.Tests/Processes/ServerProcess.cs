using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MediAgents.Server.Tests.Processes;

/// <summary>The server as a process of its own, as a user runs it: it can be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly Regex Listens = new(@"listens on (?<url>http://\S+?);", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly Process server;

    private ServerProcess(Process process, Uri address)
    {
        server = process;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 500 }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Client { get; }

    public int Id => server.Id;

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
        all["LOG_LEVEL"] = "info";
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Launch(all, line =>
        {
            if (Listens.Match(line) is { Success: true } told)
                listening.TrySetResult(new Uri(told.Groups["url"].Value));
        });
        var errors = process.StandardError.ReadToEndAsync();
        var ended = await Task.WhenAny(listening.Task, errors).WaitAsync(TimeSpan.FromSeconds(40));
        ended.ShouldBe(listening.Task, errors.IsCompletedSuccessfully ? await errors : null);
        var started = new ServerProcess(process, await listening.Task);
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
