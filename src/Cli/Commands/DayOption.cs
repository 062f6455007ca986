using System.CommandLine;
using System.Globalization;

namespace MediAgents.Cli.Commands;

/// <summary>Options that are days, written yyyy-mm-dd.</summary>
internal static class DayOption
{
    public static Option<DateOnly?> Create(string name, string description) => new(name)
    {
        Description = $"yyyy-mm-dd, {description}",
        CustomParser = argument =>
        {
            if (DateOnly.TryParseExact(argument.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return date;
            argument.AddError($"{name} is a date as yyyy-mm-dd.");
            return null;
        },
    };
}
