using Spectre.Console;

namespace MediAgents.Cli;

/// <summary>Tables for a person at a terminal, plain text of full width for a pipe or a file.</summary>
internal static class ConsoleOutput
{
    private const int PlainWidth = 160;

    public static void Adapt()
    {
        if (!Console.IsOutputRedirected)
            return;
        var capabilities = AnsiConsole.Profile.Capabilities;
        (capabilities.Ansi, capabilities.Links, capabilities.Interactive) = (false, false, false);
        AnsiConsole.Profile.Width = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0 ? columns : PlainWidth;
    }
}
