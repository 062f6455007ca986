using System.Globalization;
using System.Text.RegularExpressions;

namespace MediAgents.Billing.Rates.Import;

/// <summary>Amounts as published lists print them: 350, 350.00, 1,25,000.00 or 125,000.00. A comma never stands for the decimal point.</summary>
internal static partial class RateText
{
    private const decimal Most = 100_000_000;

    /// <summary>The amount, or what is wrong with the text; nothing of both for an empty one.</summary>
    public static (decimal? Rate, string Fault) Parse(string text)
    {
        if (text.Length == 0)
            return (null, "");
        if (PlainFigures(text) is { } figures)
            return (figures, "");
        if (text.StartsWith('-') && Plain().IsMatch(text.AsSpan(1)))
            return (null, $"{Shown.Of(text)} is negative; a rate is above zero.");
        if (!Plain().IsMatch(text) || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var rate))
            return (null, $"'{Shown.Of(text)}' is no amount; write figures with at most four decimals and no sign or currency.");
        if (rate == 0)
            return (null, "a rate of 0 would call every price too high; leave out what has no rate.");
        return rate > Most ? (null, $"{text} is more than {Most:0}.") : (rate, "");
    }

    /// <summary>Up to nine figures, which is how nearly all amounts are printed; null for anything that needs a closer look.</summary>
    private static decimal? PlainFigures(string text)
    {
        if (text.Length > 9)
            return null;
        var rate = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return null;
            rate = (rate * 10) + (c - '0');
        }

        return rate is > 0 and <= (int)Most ? rate : null;
    }

    [GeneratedRegex(@"^(\d{1,12}|\d{1,3}(,\d{2,3})*,\d{3})(\.\d{1,4})?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
