using System.Globalization;

namespace MediAgents.Billing.Reading;

/// <summary>
/// Amounts in the habits of Indian bills: <c>1,25,000.00</c>, <c>Rs. 500/-</c>, <c>INR 1200</c>, the rupee sign, <c>रु ५००</c>,
/// <c>৫০০ টাকা</c>, <c>ரூ.500</c>; brackets, a trailing <c>Cr</c> or a leading minus for credits. Digits of scripts may be mixed.
/// What is not written as a number should be is no amount: <c>1,20</c> and <c>500-</c> are not guessed at.
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
                digits[length++] = c == '.' ? '.' : (char)('0' + Digits.Value(c));
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
        if (text.Length is 0 or > 400)
            return false;
        Span<char> ascii = stackalloc char[text.Length];
        Digits.ToAscii(text, ascii);
        if (double.TryParse(ascii, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value))
            return value > (double)Largest && char.IsAsciiDigit(ascii[0]);
        return false;
    }

    /// <summary>The number alone: signs, brackets, rupee marks and what may follow an amount are taken off.</summary>
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text, scoped ref bool negative)
    {
        text = Front(text.Trim(), ref negative);
        if (text.Length > 2 && text[0] == '(' && text[^1] == ')')
        {
            negative = true;
            text = Front(text[1..^1].Trim(), ref negative);
        }

        return Back(text, ref negative);
    }

    private static ReadOnlySpan<char> Front(ReadOnlySpan<char> text, scoped ref bool negative)
    {
        text = RupeeMarks.TrimStart(Sign(text, ref negative));
        return Sign(text, ref negative);
    }

    private static ReadOnlySpan<char> Back(ReadOnlySpan<char> text, scoped ref bool negative)
    {
        if (text.EndsWith("only", StringComparison.OrdinalIgnoreCase))
            text = text[..^4].TrimEnd();
        if (text.EndsWith("Cr", StringComparison.OrdinalIgnoreCase) || text.EndsWith("Cr.", StringComparison.OrdinalIgnoreCase))
        {
            negative = true;
            text = text.TrimEnd('.')[..^2].TrimEnd();
        }

        text = RupeeMarks.TrimEnd(text);
        if (text.EndsWith("/-", StringComparison.Ordinal) || text.EndsWith("/=", StringComparison.Ordinal))
            text = text[..^2].TrimEnd();
        // A lone full stop ends the sentence, not the number.
        return text.Length > 1 && text[^1] == '.' && char.IsDigit(text[^2]) ? text[..^1] : text;
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

    /// <summary>
    /// Digits with at most one point; commas before three digits at the end and before groups that are all of two, as in India, or
    /// all of three.
    /// </summary>
    private static bool IsGroupedNumber(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        if (point >= 0 && (text.Length - point - 1 is 0 or > 6 || !Digits.All(text[(point + 1)..])))
            return false;
        var comma = whole.LastIndexOf(',');
        // "0000" is what a scan leaves of a figure.
        if (whole.Length > 2 && Digits.All(whole[..2]) && Digits.Value(whole[0]) == 0 && Digits.Value(whole[1]) == 0)
            return false;
        if (comma < 0)
            return whole.Length > 0 && Digits.All(whole);
        if (!IsGroup(whole[(comma + 1)..], 3))
            return false;
        whole = whole[..comma];
        for (var width = 0; (comma = whole.LastIndexOf(',')) >= 0; whole = whole[..comma])
        {
            var length = whole.Length - comma - 1;
            if (width == 0)
                width = length is 2 or 3 ? length : 3;
            if (!IsGroup(whole[(comma + 1)..], width))
                return false;
        }

        return whole.Length is > 0 and <= 3 && Digits.All(whole);
    }

    private static bool IsGroup(ReadOnlySpan<char> digits, int width) => digits.Length == width && Digits.All(digits);
}
