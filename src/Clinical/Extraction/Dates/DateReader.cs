using System.Globalization;
using System.Text.RegularExpressions;

namespace MediAgents.Clinical.Extraction.Dates;

/// <summary>
/// Finds dates as hospitals write them: <c>03/03/2024 3-3-24 03.03.2024 05/Jan/2025 3rd March 2024 Nov 12, 2024 2024-03-03</c>,
/// months (<c>Mar 2024</c>) and, where asked, years. Day before month, unless the document shows that it writes the month first.
/// </summary>
internal sealed partial class DateReader
{
    private const string Months = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?";
    private const int LatestTwoDigitYear = 69;
    private const int Timeout = 5000;

    private readonly bool monthFirst;

    public DateReader(IReadOnlyList<string> pages, DateOnly latest)
    {
        Latest = latest;
        monthFirst = WritesMonthFirst(pages);
    }

    /// <summary>No event is later.</summary>
    public DateOnly Latest { get; }

    /// <summary>The dates of a text in order. A year standing alone counts only where it is asked for.</summary>
    public List<FoundDate> Find(string text, bool years = false)
    {
        var found = new List<FoundDate>();
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
            return found;
        foreach (var match in AnyDate().EnumerateMatches(text))
        {
            if (Read(text.AsSpan(match.Index, match.Length)) is { } date)
                found.Add(new FoundDate(date, match.Index, match.Index + match.Length));
        }

        if (years)
            AddYears(text, found);
        return found;
    }

    private void AddYears(string text, List<FoundDate> found)
    {
        var whole = found.Count;
        foreach (var match in LoneYear().EnumerateMatches(text))
        {
            var year = int.Parse(text.AsSpan(match.Index, match.Length), NumberStyles.None);
            var inside = false;
            for (var i = 0; i < whole; i++)
                inside |= found[i].Start <= match.Index && match.Index < found[i].End;
            if (!inside && year <= Latest.Year)
                found.Add(new FoundDate(new PartialDate(year), match.Index, match.Index + match.Length));
        }

        found.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    private PartialDate? Read(ReadOnlySpan<char> text)
    {
        Span<int> numbers = stackalloc int[3];
        Span<int> digits = stackalloc int[3];
        var (count, month, monthAt) = Parts(text, numbers, digits);
        return (count, month) switch
        {
            (3, null) when digits[0] == 4 => Day(numbers[0], numbers[1], numbers[2]),
            (3, null) => Numeric(numbers[0], numbers[1], Year(numbers[2], digits[2])),
            (2, { } named) when digits[0] == 4 => Day(numbers[0], named, numbers[1]),
            (2, { } named) when monthAt <= 1 => Day(Year(numbers[1], digits[1]), named, numbers[0]),
            (1, { } named) when digits[0] == 4 => Month(numbers[0], named),
            _ => null,
        };
    }

    private static (int Count, int? Month, int MonthAt) Parts(ReadOnlySpan<char> text, Span<int> numbers, Span<int> digits)
    {
        var (count, monthAt) = (0, 0);
        int? month = null;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && char.IsAsciiDigit(text[i]))
                    i++;
                if (count == 3 || i - start > 4)
                    return (0, null, 0);
                digits[count] = i - start;
                numbers[count++] = int.Parse(text[start..i], NumberStyles.None);
            }
            else if (char.IsAsciiLetter(text[i]))
            {
                while (i < text.Length && char.IsAsciiLetter(text[i]))
                    i++;
                if (i - start >= 3 && MonthNamed(text[start..i]) is { } named)
                    (month, monthAt) = (named, count);
            }
            else
            {
                i++;
            }
        }

        return (count, month, monthAt);
    }

    private static int? MonthNamed(ReadOnlySpan<char> name)
    {
        var at = "janfebmaraprmayjunjulaugsepoctnovdec".AsSpan().IndexOf(name[..3], StringComparison.OrdinalIgnoreCase);
        return at < 0 || at % 3 != 0 ? null : (at / 3) + 1;
    }

    private PartialDate? Numeric(int first, int second, int year) =>
        monthFirst
            ? Day(year, first, second) ?? Day(year, second, first)
            : Day(year, second, first) ?? Day(year, first, second);

    private static int Year(int year, int digits) => digits > 2 ? year : year <= LatestTwoDigitYear ? 2000 + year : 1900 + year;

    private PartialDate? Day(int year, int month, int day) =>
        year >= PartialDate.FirstYear && year <= Latest.Year + 2 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new PartialDate(year, month, day)
            : null;

    private PartialDate? Month(int year, int month) =>
        year >= PartialDate.FirstYear && year <= Latest.Year + 2 ? new PartialDate(year, month) : null;

    /// <summary>A date like 03/22/2024 tells how the others are meant, unless another says the opposite.</summary>
    private static bool WritesMonthFirst(IReadOnlyList<string> pages)
    {
        var (monthFirst, dayFirst) = (0, 0);
        foreach (var page in pages)
        {
            foreach (Match match in TwoNumbers().Matches(page))
            {
                var first = int.Parse(match.Groups["first"].ValueSpan, NumberStyles.None);
                var second = int.Parse(match.Groups["second"].ValueSpan, NumberStyles.None);
                monthFirst += first <= 12 && second is > 12 and <= 31 ? 1 : 0;
                dayFirst += second <= 12 && first is > 12 and <= 31 ? 1 : 0;
            }
        }

        return monthFirst > 0 && dayFirst == 0;
    }

    [GeneratedRegex(
        @"(?<![\d/.\-A-Za-z])(?:\d{4}-\d{1,2}-\d{1,2}(?!\d)" +
        @"|\d{1,2} ?/ ?\d{1,2} ?/ ?(?:\d{4}|\d{2})(?![\d/])" +
        @"|\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})(?![\d\-])" +
        @"|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\d.]\d)" +
        @"|\d{1,2}(?:st|nd|rd|th)?[ ,./\-]{0,2}(?:of )?(?:" + Months + @")(?![a-z])[ ,./'’\-]{0,2}(?:\d{4}|\d{2})(?!\d)" +
        @"|(?:" + Months + @")(?![a-z])\.? ?\d{1,2}(?:st|nd|rd|th)?,? ?\d{4}(?!\d)" +
        @"|(?:" + Months + @")(?![a-z])[ ,./'’\-]{0,2}\d{4}(?!\d))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex AnyDate();

    [GeneratedRegex(@"(?<![\d/.,\-:+A-Za-z])(?:19|20)\d\d(?![\d/:A-Za-z]|[.,\-]\d)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex LoneYear();

    [GeneratedRegex(@"(?<![\d/\-])(?<first>\d{1,2})[/\-](?<second>\d{1,2})[/\-](?:\d{4}|\d{2})(?![\d/\-])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex TwoNumbers();
}
