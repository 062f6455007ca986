using System.CommandLine;
using System.Globalization;

namespace MediAgents.Cli.Commands;

/// <summary>Options that are amounts of INR, written in figures only.</summary>
internal static class RupeesOption
{
    public static Option<decimal?> Create(string name, string description, Func<decimal?, bool> isPossible, decimal most) => new(name)
    {
        Description = description,
        CustomParser = argument =>
        {
            if (decimal.TryParse(argument.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && isPossible(amount))
                return amount;
            argument.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is an amount of INR above 0 and at most {most}, in figures only."));
            return null;
        },
    };
}
