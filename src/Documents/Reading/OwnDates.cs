namespace MediAgents.Documents.Reading;

/// <summary>
/// Dates in the digits of an Indian script. No day is more than 31 and no month more than 12, so the commonest misreading of one is
/// known for what it is: of a Bengali 0 the recogniser makes a 7, or a 0 and a 7.
/// </summary>
internal static class OwnDates
{
    private const char Bengali = '\u09E6';
    private const char BengaliSeven = '\u09ED';

    private const int LastDay = 31;
    private const int LastMonth = 12;

    /// <summary>The date with its zeros put right; null for what is none, was read right, or is not put right by that.</summary>
    /// <param name="text">A word.</param>
    /// <param name="zero">The script's digit 0.</param>
    public static string? Repair(string text, char zero)
    {
        var mark = text.AsSpan().IndexOfAny('/', '-', '.');
        if (zero != Bengali || mark <= 0 || text.Split(text[mark]) is not [var day, var month, { Length: 2 or 4 } year] || !year.All(char.IsDigit))
            return null;
        if (Part(day, LastDay) is not { } right || Part(month, LastMonth) is not { } of)
            return null;
        var date = string.Join(text[mark], right, of, year);
        return date == text ? null : date;
    }

    public static bool IsDay(string digits) => IsWithin(digits, LastDay);

    public static bool IsMonth(string digits) => IsWithin(digits, LastMonth);

    /// <summary>Day or month of two digits; null where it is none.</summary>
    private static string? Part(string digits, int most)
    {
        if (digits.Length <= 2 && IsWithin(digits, most))
            return digits;
        var right = digits switch
        {
            [Bengali, BengaliSeven, var ones] => $"{Bengali}{ones}",
            [BengaliSeven, Bengali, var ones] => $"{Bengali}{ones}",
            [BengaliSeven, var ones] => $"{Bengali}{ones}",
            _ => null,
        };
        return right is not null && IsWithin(right, most) ? right : null;
    }

    private static bool IsWithin(string digits, int most)
    {
        var value = 0;
        foreach (var c in digits)
        {
            if (!char.IsDigit(c) || value > most)
                return false;
            value = (value * 10) + (int)char.GetNumericValue(c);
        }

        return value >= 1 && value <= most;
    }
}
