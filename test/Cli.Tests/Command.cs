using System.Diagnostics;
using System.Text.Json;

namespace MediAgents.Cli.Tests;

/// <summary>What a run of the command left behind.</summary>
internal sealed record Finished(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<JsonElement> JsonLines() =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
}

/// <summary><c>mediagents</c> as a process of its own, in a folder with files of the test's own.</summary>
public sealed class Command : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mediagents-cli-");

    public string PathOf(string file) => Path.Combine(folder.FullName, file);

    public string Write(string file, string content)
    {
        File.WriteAllText(PathOf(file), content);
        return PathOf(file);
    }

    public void Dispose() => folder.Delete(recursive: true);

    internal async Task<Finished> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "mediagents.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder.FullName,
        };
        using var process = Process.Start(start).ShouldNotBeNull();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new Finished(process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill();
        }
    }
}
