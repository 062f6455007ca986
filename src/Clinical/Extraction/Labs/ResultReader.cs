using System.Globalization;
using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Layout;

namespace MediAgents.Clinical.Extraction.Labs;

/// <summary>
/// Reads what follows an analyte's name, from left to right, whatever the order of the columns: result, flag, unit, reference range.
/// </summary>
internal static partial class ResultReader
{
    private const int Timeout = 5000;
    private const int MostParts = 5;
    private const int LongestUnit = 32;
    private const string Number = @"\d{1,7}(?:,\d{2,3}){0,3}(?:\.\d{1,5})?";

    /// <param name="text">The line.</param>
    /// <param name="at">Where the name ends.</param>
    /// <param name="isRow">Whether the name begins a row, so that a method may stand between it and the result.</param>
    public static ResultCells? Read(string text, int at, bool isRow)
    {
        var skip = (isRow ? BetweenInRow() : Between()).Match(text, at);
        at += skip.Length;
        return (Numeric(text, at) ?? Words(text, at)) is { } result ? Further(text, result) : null;
    }

    private static ResultCells? Numeric(string text, int at)
    {
        var match = NumericResult().Match(text, at);
        if (!match.Success)
            return null;
        var number = match.Groups["number"];
        var flag = match.Groups["flag"];
        var printed = Whitespace.Collapse(text.AsSpan(number.Index, match.Index + match.Length - number.Index));
        var plain = match.Groups["bound"].Length == 0 && match.Groups["span"].Length == 0;
        return new ResultCells(printed, plain ? Decimal(match.Groups["value"].ValueSpan) : null, match.Index + match.Length)
        {
            PrintedFlag = flag.Length > 0 ? FlagOf(flag.ValueSpan) : null,
        };
    }

    private static ResultCells? Words(string text, int at)
    {
        var match = WordResult().Match(text, at);
        return match.Success ? new ResultCells(Whitespace.Collapse(match.ValueSpan), null, match.Index + match.Length) : null;
    }

    private static ResultCells Further(string text, ResultCells result)
    {
        for (var part = 0; part < MostParts; part++)
        {
            if (result.PrintedFlag is null && PrintedFlag().Match(text, result.End) is { Success: true } flag)
                result = result with { PrintedFlag = FlagOf(flag.Groups["flag"].ValueSpan), End = flag.Index + flag.Length };
            else if (!result.HasRange && Range().Match(text, result.End) is { Success: true } range)
                result = WithRange(result, range);
            else if (result.Unit is null && Unit().Match(text, result.End) is { Success: true } unit)
                result = result with { Unit = EventList.Clip(unit.Groups["unit"].Value, LongestUnit), End = unit.Index + unit.Length };
            else
                break;
        }

        return result;
    }

    private static ResultCells WithRange(ResultCells result, Match range)
    {
        var (low, high) = (DecimalOf(range.Groups["low"]), DecimalOf(range.Groups["high"]));
        if (DecimalOf(range.Groups["bound"]) is { } bound)
            (low, high) = range.Groups["above"].Success ? ((decimal?)bound, (decimal?)null) : (null, bound);
        if (low > high)
            (low, high) = (null, null);
        var unit = range.Groups["unit"];
        return result with
        {
            Low = low,
            High = high,
            Unit = result.Unit ?? (unit.Length > 0 ? EventList.Clip(unit.Value, LongestUnit) : null),
            End = range.Index + range.Length,
        };
    }

    private static decimal? DecimalOf(Group group) => group.Success ? Decimal(group.ValueSpan) : null;

    private static decimal? Decimal(ReadOnlySpan<char> text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? FlagOf(ReadOnlySpan<char> flag) => char.ToUpperInvariant(flag[0]) switch
    {
        'H' or '\u2191' => "high",
        'L' or '\u2193' => "low",
        'N' or 'W' => "normal",
        _ => "abnormal",
    };

    [GeneratedRegex(@"\G\)?(?:\s{0,40}\([^()]{0,40}\)){0,2}\s{0,60}(?:[:=|]|-(?=\s)|is\b|was\b|of\b|level\b|\.{2,40})?[\s|]{0,80}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Between();

    [GeneratedRegex(
        @"\G\)?(?:\s{0,40}\([^()]{0,40}\)){0,2}(?:,? ?(?!(?:non|not|nil|trace|absent|present|normal|positive|negative|reactive|detected|few|occasional|high|low|h|l)\b)[A-Za-z][A-Za-z.\-/]{0,20}){0,4}(?:\s{0,40}\([^()]{0,40}\)){0,2}\s{0,80}(?:[:=|]|-(?=\s)|\.{2,40})?[\s|]{0,80}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex BetweenInRow();

    /// <summary>A number, below or above a bound, or a span such as 8-10; no date, no time, no fraction, no dose.</summary>
    [GeneratedRegex(
        @"\G(?:(?<flag>HIGH|LOW|High|Low|[HL\u2191\u2193])\s{1,12})?(?<number>(?<bound>[<>\u2264\u2265]=?)?\s?(?<value>" + Number + @"))(?![\d/:]|\.\d|\s?/\s?\d|(?:st|nd|rd|th)\b)(?<span>\s?[-\u2013]\s?\d{1,6}(?:\.\d{1,4})?(?![\d\-/]))?",
        RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex NumericResult();

    [GeneratedRegex(
        @"\G(?:non[- ]?reactive|weakly (?:positive|reactive)|reactive|positive|negative|not detected|detected|not seen|nil|traces?|absent|present|normal|occasional|few|many|plenty|adequate|\+{1,4}|\d\+)(?![A-Za-z+])(?:\s?\(?\+{1,4}\)?)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex WordResult();

    [GeneratedRegex(
        @"\G[\s|]{0,60}[\[(]?(?<flag>high|low|normal|abnormal|critical|within normal limits|HH|LL|H|L|N|\*{1,3}|\u2191{1,2}|\u2193{1,2})[\])]?\*?(?=$|[\s,;.|])(?!\s{0,2}[:\d])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Timeout)]
    private static partial Regex PrintedFlag();

    [GeneratedRegex(
        @"\G[\s|,]{0,60}[\[(]?\s?(?:(?:bio(?:logical)?\.? )?ref(?:erence)?\.?(?: ?(?:range|interval|value)s?)?|normal(?: range| value)?s?|N\.?R\.?|N|range)?\s?[:.]?\s?" +
        @"(?:(?<low>" + Number + @")\s{0,3}(?:-|\u2013|to|~)\s{0,3}(?<high>" + Number + @")" +
        @"|(?:(?<above>>=?|\u2265|more than|greater than|above)|<=?|\u2264|up ?to|less than|below|upto)\s{0,3}(?<bound>" + Number + @"))" +
        @"(?![\d/:\-])\s{0,2}(?<unit>" + Units + @")?\s?[\])]?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex Range();

    [GeneratedRegex(@"\G[\s|]{0,60}\(?(?<unit>" + Units + @")\)?(?![A-Za-z\d])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Unit();

    /// <summary>Concentrations (with a stroke) and the few units of results without one.</summary>
    private const string Units =
        @"(?:[x\u00D7]\s?)?10\s?[\^*]?\s?\d{1,2}\s?/\s?[A-Za-z\u00B5\u03BC]{1,5}3?" +
        @"|(?:[A-Za-z\u00B5\u03BC]{1,9}\.? ?)?/ ?(?:1st ?hr|1\.73 ?m2|[A-Za-z\u00B5\u03BC]{1,9})(?:[.^]?[23])?(?: ?/ ?(?:1\.73 ?m(?:2|\^2|\u00B2)?|[A-Za-z0-9.]{1,8})){0,2}" +
        @"|gms?%|g ?%|mg ?%|%|fL|pg|seconds|secs?|mmHg|mm Hg|ratio|lakhs?|million|mill|mEq|mmol|COI|IU|mm|U";
}
