using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MediAgents.Documents.Processes;

/// <summary>Bounds of one child process.</summary>
/// <param name="Time">Wall time after which it is killed, its own children too.</param>
/// <param name="MemoryBytes">Address space it may take.</param>
/// <param name="OutputBytes">Standard output it may write.</param>
public sealed record ProcessLimits(TimeSpan Time, long MemoryBytes, int OutputBytes);

/// <summary>How a child process ended.</summary>
public enum ProcessEnd
{
    Succeeded,
    Failed,
    NotInstalled,
    TimedOut,
    TooMuchOutput,

    /// <summary>It asked for more memory than it may take.</summary>
    OutOfMemory,
}

/// <summary>What a child process left behind. Standard error is cut at 4 KB and may quote the document: never log it.</summary>
public sealed record ProcessResult(ProcessEnd End, byte[] Output, string Error);

/// <summary>Runs a program on bytes in and bytes out, within bounds, without a shell word of the caller's and without a temporary file.</summary>
public static class ChildProcess
{
    private const int ErrorCharacters = 4096;

    /// <exception cref="OperationCanceledException">Cancelled; the process is gone by then.</exception>
    public static async Task<ProcessResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        ReadOnlyMemory<byte> input,
        ProcessLimits limits,
        CancellationToken cancellationToken)
    {
        if (!IsInstalled(program))
            return new ProcessResult(ProcessEnd.NotInstalled, [], "");
        using var process = new Process { StartInfo = StartInfo(program, arguments, limits) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return new ProcessResult(ProcessEnd.NotInstalled, [], "");
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(limits.Time);
        try
        {
            var feeding = FeedAsync(process, input, bounded.Token);
            var complaining = ReadErrorAsync(process, bounded.Token);
            var output = await ReadOutputAsync(process, limits.OutputBytes, bounded.Token);
            if (output is null)
                return new ProcessResult(ProcessEnd.TooMuchOutput, [], "");
            await feeding;
            var error = await complaining;
            await process.WaitForExitAsync(bounded.Token);
            return new ProcessResult(EndOf(process.ExitCode, error), output, error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProcessResult(ProcessEnd.TimedOut, [], "");
        }
        finally
        {
            Kill(process);
        }
    }

    /// <summary>Whether <paramref name="program"/> is found on the PATH.</summary>
    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>What C and C++ programs say when an allocation fails; the limit on address space makes it fail.</summary>
    private static ProcessEnd EndOf(int exitCode, string error) =>
        exitCode == 0 ? ProcessEnd.Succeeded
        : error.Contains("bad_alloc", StringComparison.Ordinal) || error.Contains("out of memory", StringComparison.OrdinalIgnoreCase) ? ProcessEnd.OutOfMemory
        : ProcessEnd.Failed;

    /// <summary>The shell only sets the limits; program and arguments reach it as positional parameters.</summary>
    private static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments, ProcessLimits limits)
    {
        var kilobytes = (limits.MemoryBytes / 1024).ToString(CultureInfo.InvariantCulture);
        // Should this process be killed, nobody is left to keep the time: the kernel then ends the child by its processor time.
        var seconds = ((int)Math.Ceiling(limits.Time.TotalSeconds) + 1).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            ArgumentList = { "-c", $"ulimit -v {kilobytes}; ulimit -t {seconds}; exec \"$@\"", "sh", program },
            Environment = { ["OMP_THREAD_LIMIT"] = "1", ["LC_ALL"] = "C.UTF-8" },
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended before it had read everything; its exit code says why.
        }
    }

    private static async Task<byte[]?> ReadOutputAsync(Process process, int limit, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await process.StandardOutput.BaseStream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (output.Length + read > limit)
                return null;
            output.Write(buffer, 0, read);
        }

        return output.ToArray();
    }

    private static async Task<string> ReadErrorAsync(Process process, CancellationToken cancellationToken)
    {
        var kept = new char[ErrorCharacters];
        var rest = new char[ErrorCharacters];
        var length = await process.StandardError.ReadBlockAsync(kept, cancellationToken);
        while (length == kept.Length && await process.StandardError.ReadAsync(rest, cancellationToken) > 0)
        {
            // Read on so that the program never waits for us; nothing more is kept.
        }

        return new string(kept, 0, length);
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended in the meantime.
        }
    }
}
