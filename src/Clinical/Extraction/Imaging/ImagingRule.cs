using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Dates;
using MediAgents.Clinical.Extraction.Layout;
using MediAgents.Clinical.Extraction.Terms;

namespace MediAgents.Clinical.Extraction.Imaging;

/// <summary>
/// Imaging: a report is one study with its impression; in other papers a study counts where its finding stands behind it
/// ("2D echo: LVEF 42 %"). What is only asked for is none.
/// </summary>
internal sealed partial class ImagingRule : IExtractionRule
{
    private const int Timeout = 5000;
    private const int MostTitleWords = 12;
    private const int LongestTitle = 120;
    private const int LongestImpression = 1000;
    private const double WithImpression = 0.95, WithFindings = 0.8, InText = 0.85;

    private static readonly Lazy<TermTable> Studies = new(() => TermTable.Load("studies.txt"));

    public void Find(ReadDocument document, EventList events)
    {
        if (document.Kind == DocumentKind.Imaging)
            Report(document, events);
        else
            Mentioned(document, events);
    }

    private static void Report(ReadDocument document, EventList events)
    {
        var study = document.Head.FirstOrDefault(line => StudyOf(line) is not null);
        if (study is null || StudyOf(study) is not { } term)
            return;
        var title = TitleOf(study, term);
        var impression = document.Lines
            .SkipWhile(line => !IsImpression(line))
            .TakeWhile(line => line.Section is SectionKind.Impression or SectionKind.Assessment)
            .ToList();
        var when = document.Dates.On(DateRole.Collected) is { } taken ? new EventDate(taken, true) : document.Dates.Of(study, 0, study.Text.Length);
        var dated = when with { Stated = when.Stated || document.Dates.On(DateRole.Document) is not null };
        if (impression.Count == 0)
        {
            events.Add(ExtractedEventType.Imaging, title, title, dated, study.Whole, WithFindings);
            return;
        }

        var (first, last) = (impression[0], impression.FindLast(line => line.Page == impression[0].Page)!);
        var span = first.Whole.To(last.Whole);
        var text = document.Pages[span.Page - 1].AsSpan(span.Start + first.ContentStart, Math.Min(span.End - span.Start - first.ContentStart, LongestImpression));
        events.Add(ExtractedEventType.Imaging, title, title, dated, span, WithImpression, Whitespace.Collapse(text));
    }

    private static bool IsImpression(TextLine line) => line is { HasHeading: true, Section: SectionKind.Impression or SectionKind.Assessment };

    private static void Mentioned(ReadDocument document, EventList events)
    {
        foreach (var line in document.Lines)
        {
            if (line.Section is SectionKind.Plan or SectionKind.FamilyHistory or SectionKind.Medications)
                continue;
            var start = line.HasHeading && line.ContentStart < line.Text.Length ? line.ContentStart : 0;
            start += Bullets.Length(line.Text.AsSpan(start));
            var match = WithFinding().Match(line.Text, start);
            if (!match.Success || line.Statement.FirstAt(start) is var first && first >= line.Statement.Tokens.Length)
                continue;
            var end = line.Statement.FirstAt(match.Groups["study"].Index + match.Groups["study"].Length);
            if (Studies.Value.Find(line.Statement, line.Statement.FirstAt(start), end) is not [var term, ..] || term.First > line.Statement.FirstAt(start) + 1)
                continue;
            if (Asked().IsMatch(match.Groups["finding"].ValueSpan) || !line.Statement.IsAsserted(term.First, term.First))
                continue;
            var title = EventList.Clip(match.Groups["study"].Value.Trim(' ', '-', ':'), LongestTitle);
            events.Add(
                ExtractedEventType.Imaging,
                title,
                title,
                document.Dates.Of(line, start, line.Text.Length),
                line.Span(start, line.Text.Length),
                InText,
                Whitespace.Collapse(match.Groups["finding"].ValueSpan));
        }
    }

    private static TermMatch? StudyOf(TextLine line)
    {
        if (line.Statement.Tokens.Length > MostTitleWords && !line.HasHeading)
            return null;
        return Studies.Value.Find(line.Statement, 0, line.Statement.Tokens.Length) is [var term, ..] ? term : null;
    }

    private static string TitleOf(TextLine line, TermMatch term)
    {
        var start = line.HasHeading && line.ContentStart < line.Statement.Tokens[term.First].Start + 1 ? line.ContentStart : 0;
        var gap = line.Text.AsSpan(line.Statement.Tokens[term.First].Start).IndexOf("   ");
        var end = gap < 0 ? line.Text.Length : line.Statement.Tokens[term.First].Start + gap;
        var title = Label().Replace(line.Text[start..end], "").Trim(' ', ':', '-', '.');
        return title.Length == 0 ? term.Term.Name : EventList.Clip(title, LongestTitle);
    }

    [GeneratedRegex(@"\G(?<study>[A-Za-z0-9][A-Za-z0-9 /&\-]{1,50}?)\s?(?:\((?<when>[^)]{4,24})\)|(?:done )?(?:on |dated |dt\.? ?)?\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4})?\s?(?::|\s[-\u2013]\s|\bshow(?:s|ed|ing)?\b|\breveal(?:s|ed|ing)?\b|\bs/o\b|\bsuggestive of\b)\s?(?<finding>\S.{2,})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex WithFinding();

    [GeneratedRegex(@"^\W*(?:advised|to be done|awaited|pending|planned|after|next|today|tomorrow|repeat|rs\.?|\d+\.\d\d\s*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Asked();

    [GeneratedRegex(@"^.{0,40}?\b(?:investigation|study|exam(?:ination)?|procedure|test|modality)\s?:\s?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Label();
}
