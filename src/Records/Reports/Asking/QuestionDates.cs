using System.Globalization;
using System.Text.RegularExpressions;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Asking;

/// <summary>Finds the time a question asks about: a day, a month, a year, "last year", "since 2024", "before March 2025".</summary>
internal static partial class QuestionDates
{
    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>The period asked about and the question without its words; null where it names no time.</summary>
    /// <param name="question">In the asker's words.</param>
    /// <param name="asOf">The day of the report, which "this year" is measured from.</param>
    public static (ReportPeriod? Period, string Remaining) Read(string question, DateOnly asOf)
    {
        var match = Time().Match(question);
        if (!match.Success || TimeOf(match, asOf) is not { } time)
            return (null, question);
        var rest = question.Remove(match.Index, match.Length).Insert(match.Index, " ");
        return match.Groups["bound"].Value.ToLowerInvariant() switch
        {
            "since" or "from" => (new ReportPeriod(From: time), rest),
            "after" => (new ReportPeriod(From: DayAfter(time)), rest),
            "before" => (new ReportPeriod(To: DayBefore(time)), rest),
            "until" or "till" => (new ReportPeriod(To: time), rest),
            _ => (new ReportPeriod(time, time), rest),
        };
    }

    private static EventTime? TimeOf(Match match, DateOnly asOf)
    {
        if (match.Groups["relative"] is { Success: true, Value: var relative })
        {
            var back = relative.StartsWith("last", StringComparison.OrdinalIgnoreCase) ? -1 : 0;
            return relative.EndsWith("year", StringComparison.OrdinalIgnoreCase)
                ? EventTime.Parse($"{asOf.AddYears(back):yyyy}")
                : EventTime.Parse($"{asOf.AddMonths(back):yyyy-MM}");
        }

        var day = Number(match, "day");
        var month = match.Groups["name"] is { Success: true, Value: var name }
            ? Array.FindIndex(Months, full => full.StartsWith(name[..3], StringComparison.OrdinalIgnoreCase)) + 1
            : Number(match, "month");
        var year = match.Groups["year"].Value;
        var written = (month, day) switch
        {
            (0, _) => year,
            (_, 0) => $"{year}-{month:00}",
            _ => $"{year}-{month:00}-{day:00}",
        };
        return EventTime.TryParse(written, out var time) ? time : null;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static EventTime DayAfter(EventTime time) => EventTime.Of(DateOnly.FromDateTime(time.End.UtcDateTime));

    private static EventTime DayBefore(EventTime time) => EventTime.Of(DateOnly.FromDateTime(time.Start.AddDays(-1).UtcDateTime));

    // Days are written first in India, also in figures: 03/11/2025 is the third of November.
    [GeneratedRegex(
        """
        \b(?:(?<bound>since|from|after|before|until|till|in|on|of|during)\s+)?
        (?:
            (?<relative>(?:last|this)\s(?:year|month))
          | (?<year>(?:19|20|21)\d\d)-(?<month>\d\d)(?:-(?<day>\d\d))?
          | (?<day>\d{1,2})[/.](?<month>\d{1,2})[/.](?<year>(?:19|20|21)\d\d)
          | (?:(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?<year>(?:19|20|21)\d\d)
          | (?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>(?:19|20|21)\d\d)
          | (?<year>(?:19|20|21)\d\d)
        )\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
