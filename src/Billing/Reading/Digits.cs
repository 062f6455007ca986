using System.Globalization;

namespace MediAgents.Billing.Reading;

/// <summary>The digits of Devanagari, Bengali, Tamil and other scripts, which bills mix with ASCII ones.</summary>
internal static class Digits
{
    /// <summary>0 to 9; call it for digits only.</summary>
    public static int Value(char digit) => CharUnicodeInfo.GetDecimalDigitValue(digit);

    /// <summary>The text with every digit as an ASCII one, at the same place.</summary>
    public static string ToAscii(string text) => HasOthers(text) ? string.Create(text.Length, text, (to, from) => ToAscii(from, to)) : text;

    /// <summary>Writes <paramref name="from"/> with ASCII digits into <paramref name="to"/>, which is no shorter.</summary>
    public static void ToAscii(ReadOnlySpan<char> from, Span<char> to)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = char.IsDigit(from[i]) ? (char)('0' + Value(from[i])) : from[i];
    }

    /// <summary>A line's number, the dot or bracket behind it allowed.</summary>
    public static bool TrySerial(string text, out int serial) =>
        int.TryParse(ToAscii(text.TrimEnd('.', ')', '।')), NumberStyles.None, CultureInfo.InvariantCulture, out serial);

    public static bool All(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsDigit(c))
                return false;
        }

        return true;
    }

    private static bool HasOthers(string text)
    {
        foreach (var c in text)
        {
            if (c > '\x7F' && char.IsDigit(c))
                return true;
        }

        return false;
    }
}
