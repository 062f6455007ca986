using System.CommandLine;
using System.CommandLine.Parsing;

namespace MediAgents.Cli.Commands;

/// <summary>
/// What stands on the command line, for validators: these also run when an option is wrong, and its value, which is then none,
/// must not be asked for.
/// </summary>
internal static class GivenOptions
{
    public static bool Has(this CommandResult command, Option option) => command.GetResult(option) is { Implicit: false };

    public static bool Has(this CommandResult command, Option option, string word) =>
        command.GetResult(option)?.Tokens.Any(token => token.Value == word) == true;
}
