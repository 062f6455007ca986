using System.Diagnostics;
using MediAgents.ModelServer;

namespace MediAgents.Bench.Relay;

/// <summary>The scripted stand-in for a model in a process of its own. Ends with the process that started it.</summary>
internal sealed class ModelProcess : IAsyncDisposable
{
    /// <summary>The argument that makes this program be one.</summary>
    public const string Argument = "bench-model";

    private readonly Process process;

    private ModelProcess(Process process, string baseUrl)
    {
        this.process = process;
        BaseUrl = baseUrl;
    }

    /// <summary>E.g. <c>http://127.0.0.1:40123/v1</c>.</summary>
    public string BaseUrl { get; }

    public static async Task<ModelProcess> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Argument)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var started = Process.Start(start) ?? throw new InvalidOperationException("The model's process did not start.");
        return new ModelProcess(started, await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The model did not start."));
    }

    /// <summary>What the child process does: each line that it reads is the name of the script from then on.</summary>
    public static async Task RunAsync()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        Console.WriteLine(server.BaseUrl);
        while (await Console.In.ReadLineAsync() is { } name)
        {
            server.Answer(Scripts.Find(name) ?? throw new InvalidOperationException($"There is no script {name}."));
            Console.WriteLine(name);
        }
    }

    /// <summary>Answers from now on by this script.</summary>
    public async Task PlayAsync(string script)
    {
        await process.StandardInput.WriteLineAsync(script);
        await process.StandardInput.FlushAsync();
        if (await process.StandardOutput.ReadLineAsync() != script)
            throw new InvalidOperationException($"The model does not play {script}.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
