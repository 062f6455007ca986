using System.ComponentModel;
using System.Diagnostics;
using MediAgents.Storage.Backups;
using Npgsql;

namespace MediAgents.Storage.Postgres.Backups;

/// <summary>
/// PostgreSQL's own <c>pg_dump</c>, <c>pg_restore</c> and <c>psql</c> as child processes, bounded in time. The password goes by the
/// environment: arguments show in the list of processes. What they say on standard error may quote rows and is not shown.
/// </summary>
internal static class PostgresTool
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Runs a tool; its standard input comes from <paramref name="input"/> and its output goes to <paramref name="output"/>.</summary>
    /// <exception cref="BackupException">It is not installed, failed, or took too long.</exception>
    public static async Task RunAsync(
        string program, IEnumerable<string> arguments, PostgresUrl url, Func<Stream, Task>? input, Stream? output, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(program, arguments, url.ToBuilder()) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new BackupException($"{program} is not installed: it comes with PostgreSQL's client programs (postgresql-client).", e);
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Longest);
        try
        {
            var complaining = process.StandardError.BaseStream.CopyToAsync(Stream.Null, bounded.Token);
            var answering = process.StandardOutput.BaseStream.CopyToAsync(output ?? Stream.Null, bounded.Token);
            await FeedAsync(process, input);
            await answering; // first: if nobody takes the output any more, the tool would wait for ever
            await complaining;
            await process.WaitForExitAsync(bounded.Token);
            if (process.ExitCode != 0)
                throw new BackupException($"{program} failed with exit code {process.ExitCode}. It must be of the server's version or newer, and its user may need more rights.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BackupException($"{program} took longer than {Longest.TotalHours:0} hours.");
        }
        finally
        {
            Kill(process);
        }
    }

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, NpgsqlConnectionStringBuilder url)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["PGHOST"] = url.Host,
                ["PGPORT"] = $"{url.Port}",
                ["PGUSER"] = url.Username,
                ["PGDATABASE"] = url.Database,
                ["PGPASSWORD"] = url.Password,
                ["PGSSLMODE"] = SslModeOf(url.SslMode),
                ["PGCONNECT_TIMEOUT"] = "10",
            },
        };
        if (url.RootCertificate is { Length: > 0 } certificate)
            start.Environment["PGSSLROOTCERT"] = certificate;
        return start;
    }

    private static string SslModeOf(SslMode mode) => mode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };

    private static async Task FeedAsync(Process process, Func<Stream, Task>? input)
    {
        try
        {
            if (input is not null)
                await input(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool ended before it had read everything; its exit code says why.
        }
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
