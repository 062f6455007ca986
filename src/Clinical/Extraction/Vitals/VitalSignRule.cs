using System.Globalization;
using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Dates;
using MediAgents.Clinical.Extraction.Layout;

namespace MediAgents.Clinical.Extraction.Vitals;

/// <summary>
/// Blood pressure, pulse, temperature, saturation, respiratory rate, weight and height, where the label says which. What no living
/// person has is misread and left out. Those of neighbouring lines are one event.
/// </summary>
internal sealed partial class VitalSignRule : IExtractionRule
{
    private const int Timeout = 5000;
    private const int LongestQuote = 1000;
    private const int WidestGap = 3;
    private const double Many = 0.95, One = 0.85;

    private static readonly (string Group, string Name, decimal Least, decimal Most, string Unit)[] Signs =
    [
        ("pulse", "Pulse", 20, 260, "/min"),
        ("temp", "Temperature", 30, 112, ""),
        ("spo2", "SpO2", 40, 100, "%"),
        ("rr", "Respiratory rate", 4, 80, "/min"),
        ("weight", "Weight", 0.4m, 400, "kg"),
        ("height", "Height", 30, 250, "cm"),
        ("bmi", "BMI", 8, 90, "kg/m2"),
    ];

    public void Find(ReadDocument document, EventList events)
    {
        var group = new List<Sign>();
        var gap = 0;
        foreach (var line in document.Lines)
        {
            var signs = line.Section is SectionKind.FamilyHistory or SectionKind.Plan ? [] : SignsOf(document, line);
            gap = signs.Count == 0 ? gap + 1 : 0;
            if (gap >= WidestGap)
                Close(group, events);
            foreach (var sign in signs)
            {
                if (group.Count > 0 && !Belongs(group, sign))
                    Close(group, events);
                group.Add(sign);
            }
        }

        Close(group, events);
    }

    private static bool Belongs(List<Sign> group, Sign sign)
    {
        var span = group[0].Span.To(sign.Span);
        return sign.Span.Page == group[0].Span.Page && sign.When.Date == group[0].When.Date && span.End - span.Start <= LongestQuote
            && !group.Exists(known => known.Measurement.Name == sign.Measurement.Name);
    }

    private static void Close(List<Sign> group, EventList events)
    {
        if (group.Count == 0)
            return;
        var key = string.Join(';', group.Select(sign => $"{sign.Measurement.Name}={sign.Measurement.Text}"));
        events.Add(
            ExtractedEventType.VitalSign,
            key,
            group.Count == 1 ? group[0].Measurement.Name : group.TrueForAll(sign => sign.IsPressure) ? "Blood pressure" : "Vital signs",
            group[0].When,
            group[0].Span.To(group[^1].Span),
            group.Count > 1 ? Many : One,
            measurements: [.. group.Select(sign => sign.Measurement)]);
        group.Clear();
    }

    private static List<Sign> SignsOf(ReadDocument document, TextLine line)
    {
        var signs = new List<Sign>();
        if (!line.Text.AsSpan().ContainsAnyInRange('0', '9'))
            return signs;
        var when = When(document, line);
        foreach (Match match in Pressure().Matches(line.Text))
        {
            var (systolic, diastolic) = (Decimal(match.Groups["systolic"]), Decimal(match.Groups["diastolic"]));
            if (systolic is < 50 or > 300 || diastolic is < 20 or > 200 || systolic <= diastolic)
                continue;
            var span = line.Span(match.Index, match.Index + match.Length);
            signs.Add(new Sign(new ExtractedMeasurement("Systolic blood pressure", match.Groups["systolic"].Value, systolic, "mmHg"), span, when, true));
            signs.Add(new Sign(new ExtractedMeasurement("Diastolic blood pressure", match.Groups["diastolic"].Value, diastolic, "mmHg"), span, when, true));
        }

        var letters = signs.Count > 0 || line.Section == SectionKind.Vitals;
        foreach (Match match in (letters ? SignsByLetter() : SignsByName()).Matches(line.Text))
        {
            if (SignOf(line, match, when) is { } sign && line.Statement.IsAssertedAt(match.Index, match.Index + 1))
                signs.Add(sign);
        }

        signs.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return signs;
    }

    private static Sign? SignOf(TextLine line, Match match, EventDate when)
    {
        foreach (var (group, name, least, most, usual) in Signs)
        {
            if (!match.Groups[group].Success)
                continue;
            var number = match.Groups["value"];
            var value = Decimal(number);
            var unit = match.Groups["unit"].Success ? Whitespace.Collapse(match.Groups["unit"].ValueSpan) : usual;
            var inches = unit.StartsWith("in", StringComparison.OrdinalIgnoreCase) || unit.StartsWith("f", StringComparison.OrdinalIgnoreCase);
            var metres = unit.Equals("m", StringComparison.OrdinalIgnoreCase);
            if (group == "height" && (inches || metres) ? value is <= 0 or > 100 : value < least || value > most)
                return null;
            if (group == "temp" && unit.Length == 0)
                unit = value > 50 ? "°F" : "°C";
            return new Sign(
                new ExtractedMeasurement(name, number.Value, value, unit),
                line.Span(match.Index, match.Index + match.Length),
                when,
                false);
        }

        return null;
    }

    /// <summary>Said at admission, it is of the day of admission.</summary>
    private static EventDate When(ReadDocument document, TextLine line)
    {
        var when = document.Dates.Of(line, 0, line.Text.Length);
        if (when.Stated || document.Dates.On(DateRole.Admission) is not { } admission)
            return when;
        return AtDischarge().IsMatch(document.HeadingAbove(line)) ? when : new EventDate(admission, AtAdmission().IsMatch(document.HeadingAbove(line)));
    }

    private static decimal Decimal(Group group) => decimal.Parse(group.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private sealed record Sign(ExtractedMeasurement Measurement, PageSpan Span, EventDate When, bool IsPressure);

    private const string Names =
        @"(?:(?<pulse>pulse rate|pulse|heart rate|\bPR\b|\bHR\b)|(?<temp>temperature|\btemp\b)|(?<spo2>\bSp\.?O2|\bSaO2|o2 sat(?:uration)?|oxygen saturation|\bsats?\b)" +
        @"|(?<rr>respiratory rate|resp(?:iration)?s?\.? rate|\bRR\b)|(?<weight>body weight|\bweight\b|\bwt\b)|(?<height>\bheight\b|\bht\b)|(?<bmi>\bBMI\b|body mass index))";

    private const string Value =
        @"\.?\s{0,3}(?:is|was|of|at|[:=\-\u2013]){0,1}\s{0,12}(?<value>\d{1,3}(?:\.\d{1,2})?)(?!\d|\s?/\s?\d|\.\d|-\d)\s{0,2}" +
        @"(?<unit>\u00B0 ?[FC]\b|[FC]\b|deg(?:rees)? ?[FC]\b|/ ?min(?:ute)?\b|bpm\b|beats? ?/? ?(?:per )?min(?:ute)?\b|per min(?:ute)?\b|kgs?\b|lbs?\b|cms?\b|m\b|ft\b|inches\b|%|kg/m2|kg/m\u00B2)?";

    [GeneratedRegex(
        @"\b(?:B\.? ?P\.?|blood pressure|BP \w{1,10})(?![A-Za-z])[^\d\n]{0,16}?(?<systolic>\d{2,3}) ?/ ?(?<diastolic>\d{2,3})(?![\d/])(?: ?mm ?(?:of )?hg)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex Pressure();

    [GeneratedRegex(Names + Value, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex SignsByName();

    /// <summary>Beside a blood pressure, or under "Vitals", P, T and R alone say enough.</summary>
    [GeneratedRegex(
        "(?:" + Names + @"|(?<pulse>(?<![A-Za-z.])P(?![A-Za-z]))|(?<temp>(?<![A-Za-z.])T(?![A-Za-z]))|(?<rr>(?<![A-Za-z.])R(?![A-Za-z])))" + Value,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex SignsByLetter();

    [GeneratedRegex(@"\b(?:at|on) (?:the time of )?discharge\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex AtDischarge();

    [GeneratedRegex(@"\b(?:at|on) (?:the time of )?admission\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex AtAdmission();
}
