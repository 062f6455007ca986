using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Dates;
using MediAgents.Clinical.Extraction.Layout;
using MediAgents.Clinical.Extraction.Terms;

namespace MediAgents.Clinical.Extraction.Procedures;

/// <summary>
/// Procedures: the items under a heading for them, as printed, and known ones where the words say that they were done
/// ("underwent", "s/p", "done on"). What is planned or advised is none.
/// </summary>
internal sealed partial class ProcedureRule : IExtractionRule
{
    private const int Timeout = 5000;
    private const int LongestItem = 18;
    private const int LongestTitle = 120;
    private const double UnderHeading = 0.9, InText = 0.8;

    private static readonly Lazy<TermTable> Operations = new(() => TermTable.Load("procedures.txt"));

    public void Find(ReadDocument document, EventList events)
    {
        foreach (var line in document.Lines)
        {
            switch (line.Section)
            {
                case SectionKind.FamilyHistory or SectionKind.Allergies:
                    break;
                case SectionKind.Procedures:
                    Items(document, line, events);
                    break;
                default:
                    InRunningText(document, line, events);
                    break;
            }
        }
    }

    private static void Items(ReadDocument document, TextLine line, EventList events)
    {
        var from = line.HasHeading ? line.ContentStart : 0;
        if (from >= line.Text.Length)
            return;
        from += Bullets.Length(line.Text.AsSpan(from));
        var statement = line.Statement;
        var (first, end) = (statement.FirstAt(from), statement.Tokens.Length);
        if (first == end || NoProcedure().IsMatch(line.Text.AsSpan(from)) || !statement.IsAsserted(first, Math.Min(end - 1, first + 2)))
            return;
        if (end - first > LongestItem || Sentence().IsMatch(line.Text.AsSpan(from)))
        {
            InRunningText(document, line, events, needsCue: false);
            return;
        }

        var known = Operations.Value.Find(statement, first, end);
        Add(document, line, known.Count == 1 ? known[0].Term.Name : "", from, line.Text.Length, UnderHeading, events);
    }

    private static void InRunningText(ReadDocument document, TextLine line, EventList events, bool needsCue = true)
    {
        var statement = line.Statement;
        foreach (var term in Operations.Value.Find(statement, 0, statement.Tokens.Length))
        {
            if (!statement.IsAsserted(term.First, term.Last))
                continue;
            var (start, stop) = (statement.Tokens[term.First].Start, statement.Tokens[term.Last].Start + statement.Tokens[term.Last].Length);
            var (from, to) = SentenceAround(line.Text, start, stop);
            var before = line.Text.AsSpan(from, start - from);
            if (Intended().IsMatch(line.Text.AsSpan(from, to - from)))
                continue;
            var after = line.Text.AsSpan(stop, to - stop);
            if (needsCue && !Before().IsMatch(before) && !After().IsMatch(after) && !(line.Section == SectionKind.History && After().IsMatch(line.Text.AsSpan(stop))))
                continue;
            Add(document, line, term.Term.Name, start, to, InText, events, term.Term.Name);
        }
    }

    private static void Add(ReadDocument document, TextLine line, string known, int from, int to, double confidence, EventList events, string? title = null)
    {
        var printed = Whitespace.Collapse(line.Text.AsSpan(from, to - from)).Trim(' ', '.', '-', ',');
        title ??= EventList.Clip(Remark().Replace(printed, "").Trim(' ', '.', '-', ',', '('), LongestTitle);
        var when = document.Dates.Of(line, from, to);
        if (!when.Stated && document.YearIn(line.Text[from..to]) is { } year)
            when = new EventDate(year, true);
        events.Add(ExtractedEventType.Procedure, known.Length > 0 ? known : title, title, when, line.Span(from, to), confidence, printed == title ? null : printed);
    }

    private static (int From, int To) SentenceAround(string text, int start, int stop)
    {
        var from = text.AsSpan(0, start).LastIndexOf(". ");
        var to = text.AsSpan(stop).IndexOf(". ");
        return (from < 0 ? 0 : from + 2, to < 0 ? text.Length : stop + to);
    }

    [GeneratedRegex(
        @"\b(?:underwent|undergone|s/p|status post|post[- ]?op(?:erative)?(?: case of)?|post|previous|prior|past|had|has had|done|operated for|operated case of|h/o|history of|taken up for|performed|subjected to|treated with|old)\b(?:[^.]{0,60})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex Before();

    [GeneratedRegex(@"^[^.;]{0,60}\b(?:was (?:done|performed|carried out)|done|performed|carried out|in (?:19|20)\d\d|on \d|(?:19|20)\d\d)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex After();

    [GeneratedRegex(
        @"\b(?:advised|planned|plan for|to be|scheduled|awaiting|consider(?:ed|ing)?|recommend(?:ed|s)?|suggest(?:ed)?|refus(?:ed|es)|declined|deferred|will (?:undergo|need|require)|may (?:need|require)|needs|requires|fit for|posted for|if |counsell?ed for|not (?:done|performed|willing)|cancelled|never|candidate for|indicated|elective|arranged)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex Intended();

    [GeneratedRegex(@"^\W*(?:nil|none|no\b|not\b|n/?a\b|conservative|medical management|date|surgeon|anaesthe|anesthe|dr\b|assistant|name|findings|time)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex NoProcedure();

    [GeneratedRegex(@"\b(?:is|are|was|were|will|would|has|have|had|showed|shows)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Sentence();

    /// <summary>Date and anaesthesia behind the name.</summary>
    [GeneratedRegex(@"\s*(?:\(?\s*(?:done |performed )?(?:on |dated |dt\.? )?\d{1,4}(?:st|nd|rd|th)?[ /.\-][\w/.\- ,]{2,14}\)?|\bunder (?:\w+ ){1,3}an(?:a)?esthesia|\bunder [SGL]A\b).*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Remark();
}
