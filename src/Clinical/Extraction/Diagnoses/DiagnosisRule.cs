using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Context;
using MediAgents.Clinical.Extraction.Dates;
using MediAgents.Clinical.Extraction.Layout;
using MediAgents.Clinical.Extraction.Terms;

namespace MediAgents.Clinical.Extraction.Diagnoses;

/// <summary>
/// Diagnoses: the items under a heading for diagnoses, as printed; known conditions under assessments, impressions and histories, and
/// behind "known case of", "h/o", "diagnosed with". Elsewhere a condition is only talked about.
/// </summary>
internal sealed partial class DiagnosisRule : IExtractionRule
{
    private const int Timeout = 5000;
    private const string Site = "site";
    private const int LongestItem = 14;
    private const int ShortAssessment = 8;
    private const int LongestTitle = 120;
    private const double Known = 0.95, AsPrinted = 0.8, Assessed = 0.85, InHistory = 0.8, InImpression = 0.75;

    private static readonly Lazy<TermTable> Conditions = new(() => TermTable.Load("conditions.txt"));

    public void Find(ReadDocument document, EventList events)
    {
        var found = new Findings(document, events);
        foreach (var line in document.Lines)
        {
            foreach (var (from, to) in Parts(line))
            {
                switch (line.Section)
                {
                    case SectionKind.Diagnosis:
                        found.Item(line, from, to, LongestItem, AsPrinted, Known);
                        break;
                    case SectionKind.Assessment when document.Kind == DocumentKind.Imaging:
                    case SectionKind.Impression when document.Kind is DocumentKind.Imaging or DocumentKind.Unknown:
                        found.Conditions(line, from, to, InImpression, wholeItem: true);
                        break;
                    case SectionKind.Assessment:
                    case SectionKind.Impression:
                        found.Item(line, from, to, ShortAssessment, AsPrinted - 0.1, Assessed);
                        break;
                    case SectionKind.History:
                        found.Conditions(line, from, to, InHistory, wholeItem: false);
                        break;
                    case SectionKind.FamilyHistory:
                    case SectionKind.Plan:
                    case SectionKind.Allergies:
                    case SectionKind.Vaccinations:
                        break;
                    default:
                        if (Cue().Match(line.Text, from, to - from) is { Success: true } cue)
                            found.Conditions(line, cue.Index + cue.Length, to, InHistory, wholeItem: false);
                        else if (Affirmed().IsMatch(line.Text.AsSpan(from, to - from)))
                            found.Affirmed(line, from, to);
                        break;
                }
            }
        }
    }

    /// <summary>The items of a line: numbered, parted by semicolons, or sentences.</summary>
    private static IEnumerable<(int From, int To)> Parts(TextLine line)
    {
        var text = line.Text;
        var from = line.HasHeading ? line.ContentStart : 0;
        while (from < text.Length)
        {
            var next = ItemEnd().Match(text, Math.Min(from + 1, text.Length));
            var to = next.Success ? next.Index : text.Length;
            var start = from + Bullets.Length(text.AsSpan(from, to - from));
            if (start < to)
                yield return (start, to);
            from = next.Success ? next.Index + (text[next.Index] is ';' or '.' ? 1 : 0) : text.Length;
            if (next.Success && from == next.Index && next.Length > 0 && char.IsWhiteSpace(text[from]))
                from++;
        }
    }

    /// <summary>What was found, each condition once.</summary>
    private sealed class Findings(ReadDocument document, EventList events)
    {
        private readonly HashSet<string> told = new(StringComparer.OrdinalIgnoreCase);

        public void Item(TextLine line, int from, int to, int mostWords, double asPrinted, double known)
        {
            var (first, end) = (line.Statement.FirstAt(from), line.Statement.FirstAt(to));
            var item = line.Text.AsSpan(from, to - from);
            if (first == end || NoDiagnosis().IsMatch(item))
                return;
            var terms = DiagnosisRule.Conditions.Value.Find(line.Statement, first, end);
            var list = terms.Count > 1 && line.Text.AsSpan(from, to - from).ContainsAny(",/&+");
            // A sentence about the patient is no name of a disease.
            if (list || end - first > mostWords || (terms.Count == 0 && (mostWords == ShortAssessment ? !Bullets.Starts(line.Text) : Sentence().IsMatch(item) || Figures().IsMatch(item))) || (mostWords == ShortAssessment && Sentence().IsMatch(item)))
            {
                Each(line, terms, from, to, known, wholeItem: false);
                return;
            }

            if (line.Statement.IsAsserted(first, end - 1) && terms.TrueForAll(term => line.Statement.IsAsserted(term.First, term.Last)) && (terms.Count > 0 || line.Statement.Tokens[first].Cue == Language.Cue.None || end - first > 1))
                Add(line, terms, from, to, terms.Count > 0 ? known : asPrinted);
            else
                Each(line, terms, from, to, known, wholeItem: false);
        }

        public void Conditions(TextLine line, int from, int to, double confidence, bool wholeItem) =>
            Each(line, DiagnosisRule.Conditions.Value.Find(line.Statement, line.Statement.FirstAt(from), line.Statement.FirstAt(to)), from, to, confidence, wholeItem);

        /// <summary>"Hypertension: yes" on a form.</summary>
        public void Affirmed(TextLine line, int from, int to)
        {
            var terms = DiagnosisRule.Conditions.Value.Find(line.Statement, line.Statement.FirstAt(from), line.Statement.FirstAt(to));
            Each(line, terms.FindAll(term => line.Statement.Is(term.Last + 1, "yes") || line.Statement.Is(term.Last + 1, "present")), from, to, InHistory, wholeItem: false);
        }

        private void Each(TextLine line, List<TermMatch> terms, int from, int to, double confidence, bool wholeItem)
        {
            foreach (var term in terms)
            {
                if (!line.Statement.IsAsserted(term.First, term.Last) || IsEarlierPart(line.Statement, term))
                    continue;
                var sited = term.Term.Group == Site;
                var tokens = line.Statement.Tokens;
                var (start, end) = (tokens[term.First].Start, tokens[term.Last].Start + tokens[term.Last].Length);
                var title = sited && terms.Count == 1 && wholeItem ? TitleOf(line.Text[from..to]) : term.Term.Name;
                Tell(line, term.Term.Name, sited ? title : term.Term.Name, title, wholeItem ? from : start, wholeItem ? to : EndOfTerm(line.Text, end, to), confidence, DateOf(line, end, EndOfTerm(line.Text, end, to)));
            }
        }

        /// <summary>The item as printed; a single condition that is all of it by its usual name.</summary>
        private void Add(TextLine line, List<TermMatch> terms, int from, int to, double confidence)
        {
            var printed = TitleOf(line.Text[from..to]);
            var alone = terms is [var only] && only.Term.Group != Site && Covers(line, only, from, to) ? only.Term.Name : null;
            var name = terms is [var single] && single.Term.Group != Site ? single.Term.Name : printed;
            Tell(line, name, name, alone ?? printed, from, to, confidence, DateOf(line, from, to));
        }

        private void Tell(TextLine line, string condition, string key, string title, int from, int to, double confidence, EventDate when)
        {
            if (!title.AsSpan().ContainsAnyInRange('a', 'z') && !title.AsSpan().ContainsAnyInRange('A', 'Z'))
                return;
            if (!told.Add(key) || (condition == "Diabetes mellitus" && (told.Contains("Type 2 diabetes mellitus") || told.Contains("Type 1 diabetes mellitus"))))
                return;
            var description = Whitespace.Collapse(line.Text.AsSpan(from, to - from));
            events.Add(ExtractedEventType.Diagnosis, key, title, when, line.Span(from, to), confidence, description == title ? null : description);
        }

        private EventDate DateOf(TextLine line, int from, int to)
        {
            var when = document.Dates.Of(line, from, to);
            return !when.Stated && document.YearIn(line.Text[from..to]) is { } year ? new EventDate(year, true) : when;
        }

        private static bool Covers(TextLine line, TermMatch term, int from, int to) =>
            term.First == line.Statement.FirstAt(from) && term.Last == line.Statement.FirstAt(to) - 1;

        /// <summary>"Diabetic" before a named complication is part of its name.</summary>
        private static bool IsEarlierPart(Statement statement, TermMatch term) =>
            statement.Is(term.First, "diabetic") && term.First == term.Last && term.Last + 1 < statement.Tokens.Length
            && statement.Tokens[term.Last + 1].Before == Language.Break.None && !statement.Is(term.Last + 1, "since") && !statement.Is(term.Last + 1, "and") && !statement.Is(term.Last + 1, "on");

        /// <summary>To the end of the clause, so that "stage 3b" and "since 2010" are part of the evidence.</summary>
        private static int EndOfTerm(string text, int end, int limit)
        {
            var stop = ClauseEnd().Match(text, end, limit - end);
            return stop.Success ? stop.Index : limit;
        }
    }

    [GeneratedRegex(@"[:\-=]\s{0,4}(?:yes|present)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Affirmed();

    private static string TitleOf(string item)
    {
        var title = Trailing().Replace(Whitespace.Collapse(item), "").Trim(' ', '.', ',', ':', '-', '*', '\u2022', '#');
        return EventList.Clip(title, LongestTitle);
    }

    [GeneratedRegex(
        @"\b(?:k/?c/?o|known case of|case of|h/o|hx of|history of|diagnosed (?:with|as|to have|as having|case of)|suffering from|known (?:to have|to be|for)|treated for|known (?=diabetic|hypertensive|asthmatic|epileptic))[\s:\-]{0,4}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex Cue();

    [GeneratedRegex(@"[,;()]|\.(?!\d)|\s(?:s/p|post|underwent|on|with|and)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex ClauseEnd();

    [GeneratedRegex(@";|\s(?=\(?\d{1,2}[.)]\s{0,3}[A-Za-z])|(?<=[A-Za-z\d)]{2})\.(?=\s|$)|\s{4,}", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex ItemEnd();

    [GeneratedRegex(
        @"^\W*(?:nil|none|n/?a|nad|as above|normal|no |not |unremarkable|pending|awaited|dr\.? |signature|page \d|date|kindly|please|advice|adv|to |continue|refer|follow|review|plan|name|age|impression|stable|patient|he |she |the patient|-+$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex NoDiagnosis();

    [GeneratedRegex(@"\b(?:is|are|was|were|will|would|should|has|have|had|do|does|did|he|she|her|his|their|we|i|you|they|all|this|that|there)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Sentence();

    /// <summary>A finding in figures: "6/10", "0-110 degrees".</summary>
    [GeneratedRegex(@"\d\s?[/\-]\s?\d|\b(?:degrees|score)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Figures();

    /// <summary>A code, a date or a remark in parentheses at the end of an item.</summary>
    [GeneratedRegex(@"\s?[\[(](?:ICD[^\])]{0,30}|[A-Z]\d\d(?:\.\d{1,4})?|\d{4}|[^\])]{0,12}\d{2,4}|provisional|resolved)[\])]\.?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Trailing();
}
