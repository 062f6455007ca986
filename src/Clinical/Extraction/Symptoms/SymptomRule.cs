using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Layout;
using MediAgents.Clinical.Extraction.Terms;

namespace MediAgents.Clinical.Extraction.Symptoms;

/// <summary>Known complaints, where the document says that they are complained of.</summary>
internal sealed partial class SymptomRule : IExtractionRule
{
    private const double UnderHeading = 0.85, InText = 0.75;

    private static readonly Lazy<TermTable> Complaints = new(() => TermTable.Load("symptoms.txt"));

    public void Find(ReadDocument document, EventList events)
    {
        foreach (var line in document.Lines)
        {
            if (line.Section is SectionKind.FamilyHistory or SectionKind.Plan or SectionKind.Medications)
                continue;
            var heading = line.Section == SectionKind.Complaints;
            var cue = heading ? null : Cue().Match(line.Text);
            if (cue is { Success: false })
                continue;
            var statement = line.Statement;
            var from = cue is null ? line.HasHeading ? line.ContentStart : 0 : cue.Index + cue.Length;
            var first = statement.FirstAt(from);
            var end = statement.Tokens.Length;
            if (!heading)
            {
                for (end = first; end < statement.Tokens.Length && statement.Tokens[end].Sentence == statement.Tokens[first].Sentence;)
                    end++;
            }

            foreach (var term in Complaints.Value.Find(statement, first, end))
            {
                if (!statement.IsAsserted(term.First, term.Last))
                    continue;
                var (start, stop) = (statement.Tokens[term.First].Start, statement.Tokens[term.Last].Start + statement.Tokens[term.Last].Length);
                var tail = line.Text.AsSpan(stop).IndexOfAny(",;.");
                var until = tail < 0 ? line.Text.Length : stop + tail;
                events.Add(
                    ExtractedEventType.Symptom,
                    term.Term.Name,
                    term.Term.Name,
                    document.Dates.Of(line, start, until),
                    line.Span(start, until),
                    heading ? UnderHeading : InText,
                    Whitespace.Collapse(line.Text.AsSpan(start, until - start)) is var said && said.Equals(term.Term.Name, StringComparison.OrdinalIgnoreCase) ? null : said);
            }
        }
    }

    [GeneratedRegex(
        @"(?<![A-Za-z])(?:c/o|complain(?:s|ed|ing|ts) of|present(?:s|ed|ing) with|admitted with|came with|brought with)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        5000)]
    private static partial Regex Cue();
}
