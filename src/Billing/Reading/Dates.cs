namespace MediAgents.Billing.Reading;

/// <summary>
/// Dates as Indian bills write them: day first, <c>13/10/2025 13-10-25 13.10.2025</c>, with the month's name in English, Hindi,
/// Bengali or Tamil, <c>13-Oct-2025 13th October 2025 Oct 13, 2025 १३ अक्टूबर २०२५</c>, and <c>2025-10-13</c>.
/// What cannot be a day of the calendar, or of the years 1900 to 2099, is no date.
/// </summary>
public static class Dates
{
    private const int Earliest = 1900;
    private const int Latest = 2099;

    /// <summary>A year that has every day.</summary>
    private const string LeapYear = "2024";

    /// <summary>More than any date with its month's name takes.</summary>
    private const int Longest = 48;

    /// <summary>
    /// Reads a date that is the whole text, a time of day after it allowed. Two-digit years 00 to 69 are 2000 to 2069. A date whose
    /// second figure cannot be a month is read month first.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly date)
    {
        text = text.Trim();
        return TryParsePrefix(text, out date, out var length) && IsTimeOfDay(text[length..]);
    }

    /// <summary>True for a day and a month's name without a year, "23 Jan".</summary>
    public static bool IsDayAndMonth(string text) =>
        text.Length <= Longest && text.Length > 3 && char.IsDigit(text[0]) && !char.IsDigit(text[^1]) && TryParse($"{text} {LeapYear}", out _);

    /// <summary>True for a numeric date that can only be read month first, <c>10/13/2025</c>.</summary>
    public static bool IsMonthFirst(ReadOnlySpan<char> text)
    {
        Span<char> ascii = stackalloc char[Math.Min(text.Length, Longest)];
        Digits.ToAscii(text[..ascii.Length], ascii);
        var at = 0;
        return TryNumeric(ascii, out var date, out _) && Number(ascii, ref at, out var first, out var digits)
            && digits <= 2 && first != date.Day;
    }

    /// <summary>True if any date of the text can only be read month first: then 05/06/2026 in the same text may be either day.</summary>
    public static bool AnyMonthFirst(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsDigit(text[i]) && (i == 0 || !(char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '/' or '-' or '.')) && IsMonthFirst(text[i..]))
                return true;
        }

        return false;
    }

    /// <summary>True for figures and colons only, as in <c>09:05:30</c>.</summary>
    public static bool IsTime(string text) => TimeIn(text) is not null && text.All(c => char.IsDigit(c) || c == ':');

    /// <summary>The time of day in a text, <c>9:05</c>, <c>09:05:30</c>, <c>9:05 PM</c>, to the minute; null if there is none.</summary>
    public static TimeOnly? TimeIn(string text)
    {
        text = Digits.ToAscii(text);
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
        Span<char> ascii = stackalloc char[Math.Min(text.Length, Longest)];
        Digits.ToAscii(text[..ascii.Length], ascii);
        return TryNumeric(ascii, out date, out length) || TryNamed(ascii, out date, out length);
    }

    /// <summary>
    /// Three numbers and twice the same mark between them; blanks part a row of numbers, not a date. Before a year of four digits a
    /// comma is a full stop that was misread: no number ends like that.
    /// </summary>
    private static bool TryNumeric(ReadOnlySpan<char> text, out DateOnly date, out int length)
    {
        date = default;
        length = 0;
        var at = 0;
        if (!Number(text, ref at, out var first, out var firstDigits) || at == text.Length || text[at] is not ('/' or '-' or '.' or ','))
            return false;
        var mark = text[at++];
        if (!Number(text, ref at, out var second, out var secondDigits) || secondDigits > 2 || at == text.Length)
            return false;
        var isStop = mark == ',' || (mark == '.' && text[at] == ',');
        if ((isStop ? text[at] is not ('.' or ',') : text[at] != mark) || ++at == text.Length
            || !Number(text, ref at, out var third, out var thirdDigits) || !EndsAt(text, at, mark))
            return false;
        if (isStop && (thirdDigits != 4 || firstDigits > 2))
            return false;
        length = at;
        if (firstDigits == 4)
            return thirdDigits <= 2 && Make(first, second, third, out date);
        if (firstDigits > 2 || thirdDigits is not (2 or 4))
            return false;
        var year = Year(third, thirdDigits);
        return Make(year, second, first, out date) || (second > 12 && Make(year, first, second, out date));
    }

    /// <summary>A day and a month's name in either order, then the year.</summary>
    private static bool TryNamed(ReadOnlySpan<char> text, out DateOnly date, out int length)
    {
        date = default;
        length = 0;
        var at = 0;
        var day = 0;
        if (Number(text, ref at, out day, out var dayDigits))
        {
            Ordinal(text, ref at);
            Between(text, ref at);
            if (!Month(text, ref at, out var month) || !Between(text, ref at))
                return false;
            return Named(text, at, day, dayDigits, month, out date, out length);
        }

        if (!Month(text, ref at, out var named) || !Between(text, ref at) || !Number(text, ref at, out day, out dayDigits))
            return false;
        Ordinal(text, ref at);
        return Between(text, ref at) && Named(text, at, day, dayDigits, named, out date, out length);
    }

    private static bool Named(ReadOnlySpan<char> text, int at, int day, int dayDigits, int month, out DateOnly date, out int length)
    {
        date = default;
        length = 0;
        if (!Number(text, ref at, out var year, out var digits) || digits is not (2 or 4) || dayDigits > 2 || !EndsAt(text, at, '\0'))
            return false;
        length = at;
        return Make(Year(year, digits), month, day, out date);
    }

    private static int Year(int year, int digits) => digits == 4 ? year : year < 70 ? 2000 + year : 1900 + year;

    private static bool Make(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < Earliest or > Latest || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new(year, month, day);
        return true;
    }

    private static bool Number(ReadOnlySpan<char> text, ref int at, out int value, out int digits)
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

    /// <summary>A date is not the beginning of a longer number or word; a <c>T</c> may begin the time.</summary>
    private static bool EndsAt(ReadOnlySpan<char> text, int at, char mark)
    {
        if (at == text.Length)
            return true;
        var goesOn = char.IsLetterOrDigit(text[at]) && !(text[at] == 'T' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]));
        return !goesOn && !(text[at] == mark && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]));
    }

    /// <summary>"5th", "1st", "2nd", "3rd".</summary>
    private static void Ordinal(ReadOnlySpan<char> text, ref int at)
    {
        foreach (var ending in (ReadOnlySpan<string>)["st", "nd", "rd", "th"])
        {
            if (text[at..].StartsWith(ending, StringComparison.OrdinalIgnoreCase) && (at + 2 == text.Length || !char.IsLetter(text[at + 2])))
            {
                at += 2;
                return;
            }
        }
    }

    /// <summary>What parts a month's name from the numbers beside it. Always true: it may be nothing.</summary>
    private static bool Between(ReadOnlySpan<char> text, ref int at)
    {
        for (var marks = 0; marks < 3 && at < text.Length && text[at] is '/' or '-' or '.' or ' ' or ',' or '\'' or '’' or '॰'; marks++)
            at++;
        return true;
    }

    private static bool Month(ReadOnlySpan<char> text, ref int at, out int month)
    {
        var end = at;
        while (end < text.Length && MonthNames.IsPart(text[end]))
            end++;
        month = MonthNames.Find(text[at..end]);
        at = end;
        return month > 0;
    }

    /// <summary>Nothing, or a time such as <c>10:30</c>, <c>T10:30:00Z</c>, <c>10.30 am</c>, <c>, 09:05 hrs</c>.</summary>
    private static bool IsTimeOfDay(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(" ,T-.").TrimEnd(" .");
        if (rest.Length == 0)
            return true;
        var hour = 0;
        while (hour < rest.Length && hour < 2 && char.IsDigit(rest[hour]))
            hour++;
        if (hour == 0 || hour + 2 >= rest.Length || rest[hour] is not (':' or '.') || !Digits.All(rest.Slice(hour + 1, 2)))
            return false;
        var named = false;
        for (var i = hour + 3; i < rest.Length; i++)
        {
            if (!(char.IsDigit(rest[i]) || rest[i] is ':' or ' ' or '.' or '+' or 'Z' || "apmhrsAPMHRS".Contains(rest[i], StringComparison.Ordinal)))
                return false;
            named |= char.IsAsciiLetter(rest[i]);
        }

        // "10.30" alone may be an amount.
        return rest[hour] == ':' || named;
    }
}
