using Spectre.Console;

namespace MediAgents.Cli.Audits;

/// <summary>How far many audits are, on standard error, for a person who watches; nothing where nobody can.</summary>
internal static class AuditProgressBar
{
    /// <summary>Whether there is one.</summary>
    public static bool IsShown => !Console.IsErrorRedirected;

    /// <param name="count">How many bills there are.</param>
    /// <param name="work">Given what to call after each of them.</param>
    public static async Task<T> ShowAsync<T>(int count, Func<Action, Task<T>> work)
    {
        if (!IsShown)
            return await work(() => { });
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bills = progress.AddTask("bills audited", maxValue: count);
                return await work(() => bills.Increment(1));
            });
    }
}
