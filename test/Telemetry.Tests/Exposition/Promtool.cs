using System.Diagnostics;
using System.Text;

namespace MediAgents.Telemetry.Tests.Exposition;

/// <summary>Prometheus' own checker, where it is installed.</summary>
public static class Promtool
{
    private const string Program = "promtool";

    public static bool IsInstalled { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>What it says against the metrics; empty when nothing.</summary>
    public static Task<string> CheckMetricsAsync(string text) => RunAsync(["check", "metrics"], text);

    /// <summary>What it complains of; empty when nothing.</summary>
    public static async Task<string> RunAsync(IReadOnlyList<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : string.Join('\n', await said).Trim() + $" ({process.ExitCode})";
    }
}

/// <summary>Runs where promtool is installed; it comes with the package prometheus.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsPromtoolAttribute : FactAttribute
{
    public NeedsPromtoolAttribute() => Skip = Promtool.IsInstalled ? null : "promtool is not installed: apt install prometheus";
}
