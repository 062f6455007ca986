namespace MediAgents.Clinical.Extraction.Layout;

/// <summary>Cuts pages into lines, and joins the lines of a paragraph that only the width of the page broke.</summary>
internal static class LineReader
{
    /// <summary>What is longer is cut, so that no rule ever looks at more at once.</summary>
    private const int LongestLine = 2000;

    /// <summary>A line as long as this may have been broken by the page's width.</summary>
    private const int FullLine = 60;

    public static List<TextLine> Read(IReadOnlyList<string> pages, int mostCharacters)
    {
        var lines = new List<TextLine>();
        var left = mostCharacters;
        for (var page = 1; page <= pages.Count && left > 0; page++)
        {
            var text = pages[page - 1];
            ReadPage(text, Math.Min(left, text.Length), page, lines);
            left -= text.Length;
        }

        return lines;
    }

    private static void ReadPage(string page, int length, int number, List<TextLine> lines)
    {
        var blank = true;
        for (var start = 0; start < length;)
        {
            var end = EndOfLine(page, start, length);
            if (page.AsSpan(start, end - start).IsWhiteSpace())
            {
                blank = true;
                start = end + 1;
                continue;
            }

            while (end < length && EndOfLine(page, end + 1, length) is var next && next - start <= LongestLine
                && IsBroken(page.AsSpan(start, end - start), page.AsSpan(Math.Min(end + 1, length)..Math.Max(Math.Min(end + 1, length), next))))
                end = next;
            Add(page, start, end, number, blank, lines);
            blank = false;
            start = end + 1;
        }
    }

    private static int EndOfLine(string page, int start, int length)
    {
        if (start >= length)
            return length;
        var at = page.AsSpan(start, length - start).IndexOf('\n');
        return at < 0 ? length : start + at;
    }

    private static void Add(string page, int start, int end, int number, bool blank, List<TextLine> lines)
    {
        while (end - start > LongestLine)
        {
            var cut = page.AsSpan(start, LongestLine).LastIndexOf(' ');
            cut = cut <= 0 ? start + LongestLine : start + cut;
            lines.Add(new TextLine(number, start, Readable(page.AsSpan(start, cut - start)), blank));
            (start, blank) = (cut, false);
        }

        lines.Add(new TextLine(number, start, Readable(page.AsSpan(start, end - start)), blank));
    }

    /// <summary>The same length, so that every place stays what it is.</summary>
    private static string Readable(ReadOnlySpan<char> text)
    {
        var readable = text.ToString();
        return readable.AsSpan().ContainsAny('\n', '\r', '\u00A0') ? readable.Replace('\n', ' ').Replace('\r', ' ').Replace('\u00A0', ' ') : readable;
    }

    /// <summary>Whether a sentence goes on in the next line. Rows of tables, items of lists and headings begin anew.</summary>
    private static bool IsBroken(ReadOnlySpan<char> line, ReadOnlySpan<char> next)
    {
        var indented = next.Length > 0 && char.IsWhiteSpace(next[0]);
        line = line.Trim();
        next = next.Trim();
        if (line.IsEmpty || next.IsEmpty || line[^1] is '.' or ':' or ';' or '!' or '?' || HasColumns(line) || HasColumns(next))
            return false;
        var label = next.IndexOf(':');
        if (label is >= 0 and < 40)
            return false;
        var last = line[(line.LastIndexOfAny(' ', '\t') + 1)..];
        if (line[^1] == ',' || last is "and" or "or" or "with" or "of" or "the" or "no" or "for" or "to" or "in")
            return char.IsLetter(next[0]);
        if (char.IsAsciiLetterLower(next[0]))
            return indented || line.Length >= FullLine || !char.IsAsciiDigit(line[^1]);
        return line.Length >= FullLine && char.IsLetter(next[0]) && !indented && line[^1] != ')' && next.ContainsAnyInRange('a', 'z')
            && char.IsAsciiLetterLower(line[^1]) && line.Contains(' ') && !Bullets.Starts(line);
    }

    private static bool HasColumns(ReadOnlySpan<char> line) =>
        line.Contains("  ", StringComparison.Ordinal) || line.Contains('\t') || line.Contains('|');
}
