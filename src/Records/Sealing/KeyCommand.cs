using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace MediAgents.Records.Sealing;

/// <summary>
/// The command of a setting whose standard output is a key: how a key management service or a password store is asked,
/// e.g. <c>aws kms decrypt ... --output text --query Plaintext</c>. Run by the system's shell, once, at the start.
/// What it writes to standard error goes to the operator, not through the product.
/// </summary>
internal static class KeyCommand
{
    // A key in base64 has 44 characters.
    private const int LongestOutput = 1024;

    /// <summary>How long the command may take.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(10);

    /// <returns>Its standard output.</returns>
    /// <exception cref="KeySettingException">It cannot be run, fails, takes too long, or says too much.</exception>
    public static string Run(string setting, string commandLine, TimeSpan timeout)
    {
        using var process = new Process { StartInfo = StartInfo(commandLine) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new KeySettingException(setting, "the command cannot be run.", e);
        }

        using var bounded = new CancellationTokenSource(timeout);
        try
        {
            process.StandardInput.Close(); // a command that asks for a passphrase must not wait for one
            return ReadAsync(setting, process, bounded.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new KeySettingException(setting, $"the command took longer than {timeout.TotalSeconds:0} seconds.");
        }
        finally
        {
            Kill(process);
        }
    }

    private static async Task<string> ReadAsync(string setting, Process process, CancellationToken cancellationToken)
    {
        var output = new char[LongestOutput + 1];
        var length = await process.StandardOutput.ReadBlockAsync(output, cancellationToken).ConfigureAwait(false);
        if (length > LongestOutput)
            throw new KeySettingException(setting, "the command wrote more than a key.");
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return process.ExitCode == 0
            ? new string(output, 0, length)
            : throw new KeySettingException(setting, $"the command failed with exit code {process.ExitCode}.");
    }

    private static ProcessStartInfo StartInfo(string commandLine)
    {
        var (shell, option) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        return new ProcessStartInfo(shell, [option, commandLine])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
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
