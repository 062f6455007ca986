using System.Globalization;
using System.Text;

namespace MediAgents.Billing.Reading;

/// <summary>
/// What a figure may have been before a scan was misread: letters for digits, a rupee sign turned into another sign, points and commas
/// confused. A candidate is worth nothing until arithmetic proves it.
/// </summary>
internal static class Misreadings
{
    private const int Longest = 18;

    /// <summary>Signs that recognition puts in place of a rupee sign.</summary>
    private const string RupeeLike = "%?=<>~@#&$€£¥*FXTR{";

    private const string Separators = ".,:;'’‘·";

    /// <summary>True for a word that is no number but may have been one: it has a digit, or is a stroke like "l" for 1.</summary>
    public static bool IsSuspect(string word) => Repair(word) is not null;

    /// <summary>The number a misread word most likely was, as a plain decimal; null for numbers, dates and words.</summary>
    public static string? Repair(string word)
    {
        if (word is "l" or "I" or "|" or "!" or "i" or "]" or "[" or "g")
            return "1";
        if (word.Length > Longest || !word.Any(char.IsDigit) || Amounts.TryParse(word, out _) || Dates.TryParse(word, out _) || Dates.IsTime(word))
            return null;
        var text = Digits.ToAscii(word).TrimEnd('‘', '’', '\'', '`', '.', ',', ';', ':', '|', ']', '_', '-', '/');
        text = RupeeMarks.TrimStart(text).ToString();
        if (text.Length > 1 && RupeeLike.Contains(text[0], StringComparison.Ordinal))
            text = text[1..];
        return text.Length == 0 ? null : Number(text);
    }

    /// <summary>The number without its first digit, if that may have been a rupee sign; null otherwise.</summary>
    public static string? WithoutRupeeSign(string word)
    {
        var text = Digits.ToAscii(word);
        return text.Length > 3 && text[0] is '2' or '3' or '7' or '8' && text[1] is not ('.' or '0')
            && Amounts.TryParse(text.AsSpan(1).TrimStart(','), out var amount) && amount > 0
            ? amount.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static string? Number(string text)
    {
        var digits = new StringBuilder(text.Length);
        var sinceSeparator = -1;
        var separators = 0;
        foreach (var c in text)
        {
            if (Separators.Contains(c, StringComparison.Ordinal))
            {
                separators++;
                sinceSeparator = 0;
            }
            else if (Digit(c) is { } digit)
            {
                digits.Append(digit);
                sinceSeparator += sinceSeparator < 0 ? 0 : 1;
            }
            else
            {
                return null;
            }
        }

        if (digits.Length is 0 or > 11 || (separators > 0 && sinceSeparator is not (2 or 3)) || (sinceSeparator == 2 && digits.Length < 3))
            return null;
        if (sinceSeparator == 2)
            digits.Insert(digits.Length - 2, '.');
        return digits.ToString();
    }

    private static char? Digit(char c) => c switch
    {
        >= '0' and <= '9' => c,
        'O' or 'o' or 'D' or 'Q' => '0',
        'l' or 'I' or '|' or '!' or 'i' or ']' or '[' => '1',
        'Z' or 'z' => '2',
        'S' or 's' => '5',
        'G' or 'b' => '6',
        'B' => '8',
        'g' or 'q' => '9',
        _ => null,
    };
}
