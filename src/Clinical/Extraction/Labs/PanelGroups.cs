using System.Text;
using System.Text.RegularExpressions;
using MediAgents.Clinical.Extraction.Dates;
using MediAgents.Clinical.Extraction.Layout;

namespace MediAgents.Clinical.Extraction.Labs;

/// <summary>
/// Gathers results that stand together into one event: the same page, date and panel, as long as the quote and the number of values
/// have room.
/// </summary>
internal sealed partial class PanelGroups(EventList events)
{
    private const int MostMeasurements = 50;
    private const int LongestQuote = 1000;

    /// <summary>So many lines without a result end a group.</summary>
    private const int WidestGap = 3;

    private const int MostHeadingWords = 7;

    private readonly List<LabResult> group = [];
    private string? heading;
    private int passed;

    /// <summary>A line without a result: perhaps the heading of what follows.</summary>
    public void Pass(TextLine line)
    {
        passed++;
        if (HeadingOf(line) is { } found)
        {
            Close();
            heading = found;
        }
        else if (passed >= WidestGap)
        {
            Close();
        }
    }

    public void Add(LabResult result)
    {
        if (group.Count > 0 && !Belongs(result))
            Close();
        group.Add(result);
        passed = 0;
    }

    public void Close()
    {
        if (group.Count == 0)
            return;
        var (first, last) = (group[0], group[^1]);
        var title = Title();
        var key = string.Join(';', group.Select(one => $"{one.Measurement.Name}={one.Measurement.Text}"));
        events.Add(
            ExtractedEventType.LabResult,
            key,
            title,
            first.When,
            first.Span.To(last.Span),
            group.Min(one => one.Confidence),
            measurements: [.. group.Select(one => one.Measurement)]);
        group.Clear();
    }

    private bool Belongs(LabResult result)
    {
        var first = group[0];
        if (result.Line.Page != first.Line.Page || result.When.Date != first.When.Date || group.Count == MostMeasurements)
            return false;
        if (first.Span.To(result.Span) is var span && span.End - span.Start > LongestQuote)
            return false;
        return !(result.Line != group[^1].Line && result.Line.AfterBlank && result.Panel != group[^1].Panel && heading is not null);
    }

    /// <summary>The heading as printed if it fits, else the panel that all belong to, else what was measured.</summary>
    private string Title()
    {
        var panels = group.Select(one => one.Panel).Where(panel => panel.Length > 0).Distinct().ToList();
        var used = heading;
        if (used is not null && group[0].Line.AfterBlank && panels is [var only] && !Fits(used, only))
            used = null;
        return used
            ?? (group.Count == 1 ? group[0].Measurement.Name : panels is [var panel] ? panel : "Laboratory results");
    }

    /// <summary>Whether a heading that names a known panel names this one.</summary>
    private static bool Fits(string heading, string panel)
    {
        var word = panel.Split(' ')[0];
        return heading.Contains(word, StringComparison.OrdinalIgnoreCase) || !OtherPanel().IsMatch(heading);
    }

    private static string? HeadingOf(TextLine line)
    {
        var text = Whitespace.Collapse(line.Text.AsSpan()).Trim(':', '-', '*', ' ', '_', '=');
        var words = text.Split(' ');
        if (text.Length is < 3 or > 60 || words.Length > MostHeadingWords || !char.IsLetter(text[0]) || text.Contains(':', StringComparison.Ordinal) || ColumnHead().IsMatch(text) || line.Dates.Count > 0)
            return null;
        var capitals = !text.AsSpan().ContainsAnyInRange('a', 'z');
        return PanelWords().IsMatch(text) || (capitals && line.Section is not (SectionKind.Diagnosis or SectionKind.Procedures)) ? SentenceCase(words, capitals) : null;
    }

    private static string SentenceCase(string[] words, bool capitals)
    {
        var title = new StringBuilder();
        foreach (var word in words)
        {
            if (title.Length > 0)
                title.Append(' ');
            var plain = capitals && (word.Length > 4 || PlainWord().IsMatch(word)) && word.All(char.IsLetter);
            title.Append(!plain ? word : title.Length == 0 ? word[..1] + word[1..].ToLowerInvariant() : word.ToLowerInvariant());
        }

        return title.ToString();
    }

    [GeneratedRegex(@"\b(?:profile|count|panel|function|routine|electrolytes|serology|haemogram|hemogram|h(?:a)?ematology|biochemistry|studies|urinalysis|cbc|lft|kft|rft|thyroid|lipid|coagulation|abg|urine examination)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex PanelWords();

    [GeneratedRegex(@"\b(?:thyroid|lipid|liver|kidney|renal|blood count|cbc|urine|electrolytes|coagulation|serology|iron|vitamin|glucose)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex OtherPanel();

    [GeneratedRegex(@"\b(?:test|result|value|unit|units|reference|range|observed|end of report|page)\b.{0,40}\b(?:result|value|unit|units|reference|range|interval|of)\b|^test name$|end of report", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex ColumnHead();

    [GeneratedRegex("^(?:AND|OF|FOR|WITH|THE|TEST|FULL|IRON|BONE|RATE)$", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex PlainWord();
}
