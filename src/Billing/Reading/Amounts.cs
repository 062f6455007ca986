using System.Globalization;

namespace MediAgents.Billing.Reading;

/// <summary>
/// Amounts in the habits of Indian bills: <c>1,25,000.00</c>, <c>Rs. 500/-</c>, <c>INR 1200</c>, the rupee sign, brackets,
/// a trailing <c>Cr</c> or a minus for credits, and the digits of Indian scripts.
/// </summary>
public static class Amounts
{
    /// <summary>No bill line reaches it; a larger figure is reported as unreadable instead of summed. INR.</summary>
    public const decimal Largest = 100_000_000_000m;

    /// <summary>False for anything that is not one whole number, also for one beyond <see cref="Largest"/> (see <see cref="IsBeyondRange"/>).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal amount)
    {
        amount = 0;
        var negative = false;
        text = Bare(text, ref negative);
        if (text.Length is 0 or > 40 || !IsGroupedNumber(text))
            return false;
        Span<char> digits = stackalloc char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (c != ',')
                digits[length++] = c == '.' ? '.' : (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
        }

        if (!decimal.TryParse(digits[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount)
            || amount > Largest)
        {
            amount = 0;
            return false;
        }

        if (negative)
            amount = -amount;
        return true;
    }

    /// <summary>True for a well-formed number that is too large to be money.</summary>
    public static bool IsBeyondRange(ReadOnlySpan<char> text)
    {
        var negative = false;
        text = Bare(text, ref negative);
        if (text.Length == 0)
            return false;
        if (double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value))
            return value > (double)Largest && (char.IsAsciiDigit(text[0]));
        return false;
    }

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text, scoped ref bool negative)
    {
        text = text.Trim();
        if (text.Length > 2 && text[0] == '(' && text[^1] == ')')
        {
            negative = true;
            text = text[1..^1].Trim();
        }

        text = Sign(text, ref negative);
        text = Without(text, "₹");
        text = Without(text, "INR");
        text = Without(text, "Rs");
        text = text.TrimStart(".: ");
        text = Sign(text, ref negative);
        if (text.EndsWith("/-", StringComparison.Ordinal))
            text = text[..^2];
        if (text.EndsWith("Cr", StringComparison.OrdinalIgnoreCase))
        {
            negative = true;
            text = text[..^2];
        }

        return text.TrimEnd();
    }

    private static ReadOnlySpan<char> Sign(ReadOnlySpan<char> text, scoped ref bool negative)
    {
        if (text.Length > 1 && text[0] is '-' or '\u2212')
        {
            negative = true;
            return text[1..].TrimStart();
        }

        return text;
    }

    private static ReadOnlySpan<char> Without(ReadOnlySpan<char> text, string mark) =>
        text.StartsWith(mark, StringComparison.OrdinalIgnoreCase) ? text[mark.Length..] : text;

    /// <summary>Digits, commas before groups of two or three that end in three, at most one point.</summary>
    private static bool IsGroupedNumber(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        if (point >= 0)
        {
            var fraction = text[(point + 1)..];
            if (fraction.Length is 0 or > 6 || !AllDigits(fraction))
                return false;
        }

        if (whole.Length == 0)
            return false;
        var comma = whole.LastIndexOf(',');
        if (comma < 0)
            return AllDigits(whole);
        if (whole.Length - comma - 1 != 3 || !AllDigits(whole[(comma + 1)..]))
            return false;
        whole = whole[..comma];
        while ((comma = whole.LastIndexOf(',')) >= 0)
        {
            if (whole.Length - comma - 1 is not (2 or 3) || !AllDigits(whole[(comma + 1)..]))
                return false;
            whole = whole[..comma];
        }

        return whole.Length is > 0 and <= 3 && AllDigits(whole);
    }

    private static bool AllDigits(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsDigit(c))
                return false;
        }

        return true;
    }
}
