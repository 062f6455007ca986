namespace MediAgents.Billing.Reading;

/// <summary>Dates as Indian bills write them: day first, <c>13/10/2025 13-Oct-2025 13.10.25 13 Oct 2025</c>, and <c>2025-10-13</c>.</summary>
public static class Dates
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>
    /// Reads a date that is the whole text, a time of day after it allowed. Two-digit years 00 to 69 are 2000 to 2069. A date whose
    /// second figure cannot be a month is read month first.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly date) =>
        TryParsePrefix(text.Trim(), out date, out var length) && IsTimeOfDay(text.Trim()[length..]);

    /// <summary>True for figures and colons only, as in <c>09:05:30</c>.</summary>
    public static bool IsTime(string text) => TimeIn(text) is not null && text.All(c => char.IsAsciiDigit(c) || c == ':');

    /// <summary>The time of day in a text, <c>9:05</c>, <c>09:05:30</c>, <c>9:05 PM</c>, to the minute; null if there is none.</summary>
    public static TimeOnly? TimeIn(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon + 2 >= text.Length || !char.IsAsciiDigit(text[colon - 1])
            || !char.IsAsciiDigit(text[colon + 1]) || !char.IsAsciiDigit(text[colon + 2]))
            return null;
        var start = colon > 1 && char.IsAsciiDigit(text[colon - 2]) ? colon - 2 : colon - 1;
        var hour = int.Parse(text.AsSpan(start, colon - start));
        var minute = int.Parse(text.AsSpan(colon + 1, 2));
        var rest = text.AsSpan(colon + 3);
        if (rest.Contains("pm", StringComparison.OrdinalIgnoreCase) && hour < 12)
            hour += 12;
        else if (rest.Contains("am", StringComparison.OrdinalIgnoreCase) && hour == 12)
            hour = 0;
        return hour < 24 && minute < 60 ? new(hour, minute) : null;
    }

    /// <summary>Reads a date at the beginning of <paramref name="text"/> and tells how many characters it took.</summary>
    public static bool TryParsePrefix(ReadOnlySpan<char> text, out DateOnly date, out int length)
    {
        date = default;
        length = 0;
        var at = 0;
        if (!Part(text, ref at, out var first, out var firstDigits) || !Separator(text, ref at, out var mark))
            return false;
        var monthByName = Month(text, ref at, out var second);
        var secondDigits = 0;
        if (!monthByName && !Part(text, ref at, out second, out secondDigits))
            return false;
        if (!Separator(text, ref at, out var mark2) || !Part(text, ref at, out var third, out var thirdDigits))
            return false;
        if (at < text.Length && char.IsAsciiLetterOrDigit(text[at]) && text[at] != 'T')
            return false;
        // "1 2 2025" is a row of numbers, not a date; a blank separates only around a month's name.
        if (!monthByName && (mark is ' ' || mark2 is ' ' || mark != mark2))
            return false;
        if (secondDigits > 2)
            return false;
        length = at;
        return firstDigits == 4
            ? Make(first, second, third, out date)
            : thirdDigits is 2 or 4 && firstDigits <= 2 && DayFirst(first, second, Year(third, thirdDigits), monthByName, out date);
    }

    private static bool DayFirst(int first, int second, int year, bool monthByName, out DateOnly date) =>
        Make(year, second, first, out date) || (!monthByName && second > 12 && Make(year, first, second, out date));

    private static int Year(int year, int digits) => digits == 4 ? year : year < 70 ? 2000 + year : 1900 + year;

    private static bool Make(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new(year, month, day);
        return true;
    }

    private static bool Part(ReadOnlySpan<char> text, ref int at, out int value, out int digits)
    {
        value = 0;
        digits = 0;
        while (at < text.Length && digits < 5 && char.IsAsciiDigit(text[at]))
        {
            value = (value * 10) + (text[at++] - '0');
            digits++;
        }

        return digits is >= 1 and <= 4;
    }

    private static bool Separator(ReadOnlySpan<char> text, ref int at, out char mark)
    {
        mark = at < text.Length ? text[at] : '\0';
        if (mark is not ('/' or '-' or '.' or ' ' or ','))
            return false;
        at++;
        if (mark is ',' && at < text.Length && text[at] == ' ')
            at++;
        return true;
    }

    private static bool Month(ReadOnlySpan<char> text, ref int at, out int month)
    {
        month = 0;
        var end = at;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        if (end - at < 3)
            return false;
        for (var i = 0; i < Months.Length; i++)
        {
            if (text[at..].StartsWith(Months[i], StringComparison.OrdinalIgnoreCase))
            {
                month = i + 1;
                at = end;
                return true;
            }
        }

        return false;
    }

    private static bool IsTimeOfDay(ReadOnlySpan<char> rest)
    {
        foreach (var c in rest)
        {
            if (!(char.IsAsciiDigit(c) || c is ':' or ' ' or '.' or 'T' or 'Z' or 'a' or 'A' or 'p' or 'P' or 'm' or 'M' or '+' or ','))
                return false;
        }

        return true;
    }
}
