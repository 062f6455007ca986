using System.CommandLine;
using System.Globalization;

namespace MediAgents.Cli.Commands;

/// <summary>Options that are whole numbers within bounds.</summary>
internal static class WholeNumberOption
{
    public static Option<int> Create(string name, string description, int usual, int most) => new(name)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"{description}, 1 to {most}"),
        DefaultValueFactory = _ => usual,
        CustomParser = argument =>
        {
            if (int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
                return number;
            argument.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is a whole number from 1 to {most}."));
            return usual;
        },
    };
}
