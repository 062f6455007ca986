using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Layout;

namespace MediAgents.Clinical.Extraction.Allergies;

/// <summary>Allergies under their heading and behind "allergic to". "No known drug allergies" is none.</summary>
internal sealed partial class AllergyRule : IExtractionRule
{
    private const int Timeout = 5000;
    private const int MostWords = 6;
    private const double UnderHeading = 0.9, InText = 0.8;

    public void Find(ReadDocument document, EventList events)
    {
        foreach (var line in document.Lines)
        {
            if (line.Section == SectionKind.FamilyHistory)
                continue;
            if (line.Section == SectionKind.Allergies)
                Items(document, line, line.HasHeading ? line.ContentStart : 0, line.Text.Length, UnderHeading, events);
            else if (Cue().Match(line.Text) is { Success: true } cue && line.Statement.IsAssertedAt(cue.Index, cue.Index + cue.Length))
                Items(document, line, cue.Index + cue.Length, EndOfSentence(line.Text, cue.Index + cue.Length), InText, events);
        }
    }

    private static void Items(ReadDocument document, TextLine line, int from, int to, double confidence, EventList events)
    {
        foreach (var range in Separator().EnumerateSplits(line.Text.AsSpan(from, to - from)))
        {
            var (start, end) = (from + range.Start.Value, from + range.End.Value);
            start += Bullets.Length(line.Text.AsSpan(start, end - start));
            var item = line.Text[start..end];
            var match = Item().Match(item);
            var name = match.Groups["name"].Value.Trim();
            if (!match.Success || None().IsMatch(item) || name.Split(' ').Length > MostWords || !line.Statement.IsAssertedAt(start, end))
                continue;
            name = Suffix().Replace(name, "");
            events.Add(
                ExtractedEventType.Allergy,
                name,
                $"Allergy: {name}",
                document.Dates.Of(line, start, end),
                line.Span(start, end),
                confidence,
                match.Groups["reaction"].Success ? Whitespace.Collapse(match.Groups["reaction"].ValueSpan) : null);
        }
    }

    private static int EndOfSentence(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAny(".;");
        return at < 0 ? text.Length : from + at;
    }

    [GeneratedRegex(@"\b(?:allerg(?:y|ic) to|allergies to|hypersensitiv(?:e|ity) to|anaphyla(?:xis|ctic) to|known allergy:)\s{0,3}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Cue();

    [GeneratedRegex(@"[,;]\s?|\s(?:and|&)\s|\s{3,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z][A-Za-z0-9 '/.]{1,60}?)\s*(?:[-\u2013:=(]+\s*(?<reaction>[^()]{2,80}?)\)?)?[\s.]*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Item();

    [GeneratedRegex(
        @"^\W*(?:no\b|nil\b|none\b|not\b|nkda\b|nka\b|nkfa\b|nad\b|unknown\b|denies\b|denied\b|n/?a\b|negative\b|absent\b|yes\b|reaction\b|date\b|substance\b|severity\b)|\b(?:no known|not known|nil known|none known|not aware|nil significant|none reported)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex None();

    [GeneratedRegex(@"\s+allerg(?:y|ies|ic)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Suffix();
}
