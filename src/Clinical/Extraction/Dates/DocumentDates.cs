using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Layout;

namespace MediAgents.Clinical.Extraction.Dates;

/// <summary>What a labelled date is the date of.</summary>
internal enum DateRole
{
    None,
    Birth,

    /// <summary>Something yet to come, or a reckoning: next visit, due date, last period.</summary>
    Other,
    Admission,
    Discharge,
    Visit,
    Collected,
    Reported,
    Document,

    /// <summary>Registered, printed, typed: around the event.</summary>
    Handled,
}

/// <summary>A date with its label.</summary>
internal sealed record LabelledDate(DateRole Role, PartialDate Date, TextLine Line, int LabelStart, int End);

/// <summary>The dates that speak of the document as a whole, and those that can be no event's.</summary>
internal sealed partial class DocumentDates
{
    private const int Timeout = 5000;
    private const int LongestLabel = 48;

    /// <summary>A date without label dates the document only near its beginning.</summary>
    private const int HeadLines = 15;

    private static readonly DateRole[] ByWeight =
        [DateRole.Discharge, DateRole.Visit, DateRole.Document, DateRole.Collected, DateRole.Reported, DateRole.Admission, DateRole.Handled];

    private readonly Dictionary<DateRole, LabelledDate> labelled = [];
    private readonly HashSet<PartialDate> births = [];
    private readonly HashSet<(TextLine Line, int Start)> noEvents = [];
    private readonly DateOnly latest;

    public DocumentDates(IReadOnlyList<TextLine> lines, DateOnly latest, DateOnly received)
    {
        this.latest = latest;
        PartialDate? first = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var previous = 0;
            foreach (var date in lines[i].Dates)
            {
                var role = Label(lines[i], previous, date);
                previous = date.End;
                if (role == DateRole.None && i < HeadLines && date.Date is { Day: not null } && date.Date.Start <= latest)
                    first ??= date.Date;
            }
        }

        Document = ByWeight.Select(role => On(role)).FirstOrDefault(date => date is not null)
            ?? (first is { } unlabelled && !births.Contains(unlabelled) ? unlabelled : (PartialDate?)null)
            ?? PartialDate.Of(received);
    }

    /// <summary>The date for what has none of its own.</summary>
    public PartialDate Document { get; }

    public LabelledDate? Labelled(DateRole role) => labelled.GetValueOrDefault(role);

    public PartialDate? On(DateRole role) => labelled.GetValueOrDefault(role)?.Date;

    public bool IsBirth(PartialDate date) => births.Contains(date);

    /// <summary>The first date of a part of a line that can be an event's.</summary>
    public PartialDate? Within(TextLine line, int from, int to, bool births = false)
    {
        foreach (var date in line.Dates)
        {
            if (date.Start >= from && date.End <= to && IsEvents(line, date, births))
                return date.Date;
        }

        return null;
    }

    /// <summary>
    /// When what a part of a line tells was: the date said there, else the section's, else where the words point (on admission, at
    /// discharge), else the document's.
    /// </summary>
    public EventDate Of(TextLine line, int from, int to) =>
        Within(line, from, to) is { } own ? new EventDate(own, true)
        : line.SectionDate is { } section && section.Start <= latest ? new EventDate(section, true)
        : new EventDate(Document, false);

    private bool IsEvents(TextLine line, FoundDate date, bool birthsToo) =>
        date.Date.Start <= latest && (birthsToo || !births.Contains(date.Date)) && !noEvents.Contains((line, date.Start));

    private DateRole Label(TextLine line, int previous, FoundDate date)
    {
        var from = Math.Max(previous, date.Start - LongestLabel);
        var match = Labels().Match(line.Text.Substring(from, date.Start - from));
        if (!match.Success)
            return DateRole.None;
        var role = RoleOf(match);
        if (role == DateRole.Birth)
            births.Add(date.Date);
        if (role is DateRole.Birth or DateRole.Other)
            noEvents.Add((line, date.Start));
        else if (date.Date.Day is not null && date.Date.Start <= latest)
            labelled.TryAdd(role, new LabelledDate(role, date.Date, line, from + match.Index, date.End));
        return role;
    }

    private static DateRole RoleOf(Match match)
    {
        for (var role = DateRole.Birth; role <= DateRole.Handled; role++)
        {
            if (match.Groups[role.ToString()].Success)
                return role;
        }

        return DateRole.None;
    }

    /// <summary>The label that ends right before a date.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z])(?:" +
        @"(?<Birth>d\.?\s?o\.?\s?b\.?|date of birth|birth ?date|born(?: on)?|b\.?d\.?(?=\s*:))" +
        @"|(?<Other>next (?:due|visit|appointment|dose|review)(?: (?:on|date|due))?|due(?: (?:on|date))?|edd|e\.d\.d\.?|lmp|l\.m\.p\.?|review(?: on| date)?|follow[- ]?up(?: on| date| visit)?(?: on)?|valid (?:till|until|upto)|expiry(?: date)?|exp\.?|mfg\.?|appointment(?: on| date)?)" +
        @"|(?<Admission>d\.?\s?o\.?\s?a\.?|(?:date|dt\.?) (?:and time )?of adm(?:ission|n)?\.?|admission (?:date|dt)(?: ?(?:&|and|/) ?time)?|admitted(?: on)?|adm(?:ission|n)?\.?(?: ?on)?)" +
        @"|(?<Discharge>d\.?\s?o\.?\s?d\.?|(?:date|dt\.?) (?:and time )?of dis(?:charge|ch)?\.?|discharge (?:date|dt)(?: ?(?:&|and|/) ?time)?|discharged(?: on)?|discharge(?: on)?|dis\.? date)" +
        @"|(?<Visit>(?:visit|clinic|opd|consultation|encounter|appointment|service) date|date of (?:visit|service|consultation|consult|clinic|examination|encounter)|seen on|visited on|clinic(?: on)?|dos)" +
        @"|(?<Collected>(?:sample |specimen )?(?:collected|collection|drawn|received)(?: (?:on|date|at|time))?(?: ?(?:&|and|/) ?time)?|sample date|date of collection|study date|exam date|date of (?:exam|study|scan)|scan date|test date)" +
        @"|(?<Reported>report(?:ed|ing)?(?: (?:on|date|at|time))?(?: ?(?:&|and|/) ?time)?|date of report(?:ing)?)" +
        @"|(?<Handled>registered(?: on)?|registration date|reg\.? ?date|printed(?: on)?|typed(?: on)?|dictated(?: on)?|date typed|print date|approved(?: on)?|authenticated(?: on)?)" +
        @"|(?<Document>date|dated|dt\.?|on(?= ?: ?$)|दिनांक|तारीख|தேதி|তারিখ)" +
        @")\s{0,20}[:\-–=.]{0,3}\s{0,20}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex Labels();
}
