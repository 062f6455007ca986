using System.Text.RegularExpressions;

namespace MediAgents.Clinical.Extraction.Medicines;

/// <summary>Strength, frequency, duration and route as prescriptions write them.</summary>
internal static partial class Dosage
{
    private const int Timeout = 5000;

    public static Match StrengthIn(string text) => Strength().Match(text);

    /// <summary>A number right behind the name, where the unit is left out: <c>Dolo 650</c>, <c>Telma 40</c>.</summary>
    public static Match BareNumberIn(string text) => BareNumber().Match(text);

    public static Match FrequencyIn(string text) => Frequency().Match(text);

    public static Match DurationIn(string text) => Duration().Match(text);

    public static Match RouteIn(string text) => Route().Match(text);

    [GeneratedRegex(
        @"(?<![\d./])\d{1,6}(?:[.,]\d{1,3})?(?:\s?/\s?\d{1,4}(?:\.\d{1,3})?)?\s?(?:mg|mcg|\u00B5g|\u03BCg|gms?|g|ml|iu|units?|u|%|puffs?|drops?|lakhs?|k|meq)(?![A-Za-z])(?:\s?/\s?\d{0,4}\s?(?:ml|mg|dose|hr|day|kg|actuation)(?![A-Za-z]))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex Strength();

    [GeneratedRegex(@"(?<=[A-Za-z)] ?|-)(?<![\d-])\d{1,4}(?:\.\d{1,2})?(?:/\d{1,4}(?:\.\d{1,2})?)?(?![\d.\-/A-Za-z]|\s?[-\u2013+x\u00D7]\s?\d|\s?(?:days?|weeks?|months?|tab|cap)\b)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex BareNumber();

    [GeneratedRegex(
        @"(?<![\d.])(?:[0-4](?:\.5|/2|\u00BD)?|\u00BD|1/2)\s?[-\u2013+]\s?(?:[0-4](?:\.5|/2|\u00BD)?|\u00BD|1/2)\s?[-\u2013+]\s?(?:[0-4](?:\.5|/2|\u00BD)?|\u00BD|1/2)(?:\s?[-\u2013+]\s?[0-4])?(?!\d|[-\u2013/]\d)" +
        @"|\b(?:OD|BD|BID|TDS|TID|QID|QDS|HS|SOS|PRN|STAT|QHS|QOD|QAM|QPM|[qQ]\s?\d{1,2}\s?[hH])\b" +
        @"|\b(?:once|twice|thrice|one time|two times|three times|four times|\d times)\s?(?:(?:a|per|every|each)\s)?(?:daily|day|weekly|week|monthly|month|at night|at bedtime|nightly)?\b" +
        @"|\bevery (?:\d{1,2} (?:hours?|hrs?|days?)|day|night|morning|week|other day|alternate day)\b|\b(?:on )?alternate days?\b|\b(?:at )?(?:bed ?time|night)\b|\bas (?:needed|required)\b|\bweekly\b|\bdaily\b|\bnightly\b|\bin the (?:morning|evening)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex Frequency();

    [GeneratedRegex(
        @"(?:\b(?:x|for)\s?|\u00D7\s?|[-,]\s?|(?<=\s))\d{1,3}\s?(?:more )?(?:days?|weeks?|wks?|months?|mths?|/7|/52|/12|d(?=\b))(?![A-Za-z])|\bto continue\b|\b(?:continue|long term|lifelong)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex Duration();

    [GeneratedRegex(
        @"\b(?:PO|P/O|oral(?:ly)?|by mouth|I\.?V\.?|I\.?M\.?|s/c|s\.c\.|SC|subcut(?:aneous(?:ly)?)?|sub ?lingual|S/L|topical(?:ly)?|local application|L/A|inhaled|per rectum|intranasal|(?:both|right|left) eyes?|RE|LE|BE)\b",
        RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex Route();
}
