using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Dates;

namespace MediAgents.Clinical.Extraction.Layout;

/// <summary>What sort of paper it is, as far as rules differ by it.</summary>
internal enum DocumentKind
{
    Unknown,
    Discharge,
    Visit,
    Laboratory,
    Imaging,

    /// <summary>Lists what is charged; what was done stands in other papers.</summary>
    Bill,
}

/// <summary>A document cut into lines, with its sections and dates.</summary>
internal sealed partial class ReadDocument
{
    private const int HeadLines = 14;
    private const int Timeout = 5000;
    private const int MoneyLinesOfBill = 3;

    private readonly Dictionary<TextLine, TextLine> headings = [];

    private ReadDocument(IReadOnlyList<string> pages, List<TextLine> lines, DateReader reader, DateOnly received)
    {
        Pages = pages;
        Lines = lines;
        foreach (var line in lines)
            line.Dates = reader.Find(line.Text);
        Sections.Assign(lines);
        FindHeadings();
        Dates = new DocumentDates(lines, reader.Latest, received);
        Reader = reader;
        Kind = KindOf();
    }

    public IReadOnlyList<string> Pages { get; }

    public IReadOnlyList<TextLine> Lines { get; }

    public DocumentDates Dates { get; }

    public DateReader Reader { get; }

    public DocumentKind Kind { get; }

    public static ReadDocument Of(IReadOnlyList<string> pages, DateOnly received) =>
        new(pages, LineReader.Read(pages, EventExtractor.MostCharacters), new DateReader(pages, received.AddDays(1)), received);

    /// <summary>The first lines, where papers say what they are.</summary>
    public IEnumerable<TextLine> Head => Lines.Take(HeadLines);

    /// <summary>The text of the heading that a line stands under, with the line's own; empty without one.</summary>
    public string HeadingAbove(TextLine line) => headings.TryGetValue(line, out var heading) ? heading.Text : "";

    /// <summary>The year that a text names, or reckons back from the document's: "in 2018", "5 years ago".</summary>
    public PartialDate? YearIn(string text)
    {
        foreach (var found in Reader.Find(text, years: true))
        {
            if (found.Date.Start <= Reader.Latest && !Dates.IsBirth(found.Date))
                return found.Date;
        }

        return YearsAgo().Match(text) is { Success: true } ago && Dates.Document.Year - int.Parse(ago.Groups["years"].ValueSpan) is >= PartialDate.FirstYear and var year
            ? new PartialDate(year)
            : null;
    }

    private void FindHeadings()
    {
        TextLine? heading = null;
        foreach (var line in Lines)
        {
            if (line.HasHeading)
                heading = line;
            if (heading is not null)
                headings[line] = heading;
        }
    }

    private DocumentKind KindOf()
    {
        if (Head.Any(line => BillMarks().IsMatch(line.Text)) && Lines.Count(line => MoneyAtEnd().IsMatch(line.Text)) >= MoneyLinesOfBill)
            return DocumentKind.Bill;
        if (Dates.Labelled(DateRole.Admission) is not null || Head.Any(line => DischargeMarks().IsMatch(line.Text)))
            return DocumentKind.Discharge;
        if (Head.Any(line => StudyMarks().IsMatch(line.Text))
            && Lines.Any(line => line is { HasHeading: true, Section: SectionKind.Impression or SectionKind.Findings or SectionKind.Assessment })
            && !Lines.Any(line => line is { HasHeading: true, Section: SectionKind.Medications or SectionKind.Complaints or SectionKind.Allergies }))
            return DocumentKind.Imaging;
        if (Lines.Any(line => line is { HasHeading: true, Section: SectionKind.Medications or SectionKind.Complaints or SectionKind.Assessment or SectionKind.Diagnosis })
            || Head.Any(line => VisitMarks().IsMatch(line.Text)))
            return DocumentKind.Visit;
        return Head.Any(line => LaboratoryMarks().IsMatch(line.Text)) ? DocumentKind.Laboratory : DocumentKind.Unknown;
    }

    [GeneratedRegex(@"\b(?:bill no|invoice|final bill|interim bill|bill of supply|receipt no|cash memo|bill date)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex BillMarks();

    [GeneratedRegex(@"\b(?<years>\d{1,2}) (?:years?|yrs?) (?:ago|back)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex YearsAgo();

    [GeneratedRegex(@"\d\.\d\d\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex MoneyAtEnd();

    [GeneratedRegex(@"\bdischarge (?:summary|card|report|certificate|note)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex DischargeMarks();

    [GeneratedRegex(
        @"\b(?:x-?ray|radiograph|ct|ncct|cect|hrct|mri|usg|ultrasound|ultrasonography|sonography|echo(?:cardiogra\w+)?|mammogra\w+|doppler|dexa|pet)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex StudyMarks();

    [GeneratedRegex(
        @"\b(?:opd|clinic (?:date|visit|letter|note)|visit date|date of (?:visit|service|consultation)|anc visit|antenatal visit|follow[- ]?up (?:visit|note)|emergency department|consultation (?:note|summary|date)|out-?patient|progress note|prescription)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex VisitMarks();

    [GeneratedRegex(@"\b(?:lab|labs|laborator(?:y|ies)|diagnostics?|patholog(?:y|ical)|path labs|sample|specimen)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex LaboratoryMarks();
}
