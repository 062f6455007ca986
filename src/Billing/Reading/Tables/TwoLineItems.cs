namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// Narrow slips print each charge on two lines, its wording across the whole width and its figures below. Such a pair is read as one
/// row with the wording left of every figure: all other lines move to the right by as much, so that what stands below each other still does.
/// </summary>
internal static class TwoLineItems
{
    /// <summary>Pairs from which on two lines are a habit of the bill.</summary>
    private const int Fewest = 3;

    /// <summary>Share of the figures, one behind the other, between which just one wording stands; fewer are wrapped descriptions.</summary>
    private const double Most = 0.6;

    /// <summary>Characters of a wording at most that the figures are moved by.</summary>
    private const int Widest = 120;

    /// <summary>Characters of a batch or a pack among the figures.</summary>
    private const int LongestMark = 12;

    private const int Gap = 3;

    /// <summary>Lines of one wording at most, blank ones between them counted.</summary>
    private const int LongestWording = 5;

    /// <summary>The lines with each pair as one row at the place of its figures, or the lines as they are.</summary>
    public static List<TextLine> Joined(List<TextLine> lines)
    {
        var figures = Enumerable.Range(0, lines.Count).Where(at => IsFigures(lines[at])).ToList();
        var pairs = figures.Select(at => (At: at, Above: WordingAbove(lines, at))).Where(pair => pair.Above.Count > 0).ToDictionary(pair => pair.At, pair => pair.Above);
        if (pairs.Count < Fewest || !IsHabit(lines, figures, pairs))
            return lines;
        var wordings = pairs.Values.SelectMany(above => above).ToHashSet();
        var offset = Math.Min(Widest, pairs.Values.Max(above => Wording(lines, above).Length)) + Gap;
        return [.. lines.Select((line, at) => wordings.Contains(at) ? new TextLine("", line.Number, line.Page)
            : pairs.TryGetValue(at, out var above) ? Pair(lines, above, line, offset)
            : line.Text.Length == 0 ? line : new(new string(' ', offset) + line.Text, line.Number, line.Page, line.Box))];
    }

    private static TextLine Pair(List<TextLine> lines, List<int> above, TextLine figures, int offset)
    {
        var words = Wording(lines, above);
        var box = above.Aggregate(figures.Box, (whole, at) => whole is { } known && lines[at].Box is { } own ? known.With(own) : whole);
        return new($"{(words.Length > offset - Gap ? words[..(offset - Gap)] : words).PadRight(offset)}{figures.Text}", figures.Number, figures.Page, box);
    }

    /// <summary>The words of a wording's lines, a serial number as a cell of its own.</summary>
    private static string Wording(List<TextLine> lines, List<int> above)
    {
        var text = string.Join(' ', above.SelectMany(at => lines[at].Cells).Select(cell => cell.Text));
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && Digits.TrySerial(text[..blank], out _) ? $"{text[..blank]}   {text[blank..].TrimStart()}" : text;
    }

    /// <summary>Pairs stand closely behind each other, and few rows have their wording beside their figures.</summary>
    private static bool IsHabit(List<TextLine> lines, List<int> figures, Dictionary<int, List<int>> pairs)
    {
        var onOnePage = figures.Zip(figures.Skip(1)).Where(next => lines[next.First].Page == lines[next.Second].Page).ToList();
        // Sums may stand between two charges, words that belong to neither may not.
        var close = onOnePage.Count(next => pairs.TryGetValue(next.Second, out var above)
            && Enumerable.Range(next.First + 1, next.Second - next.First - 1).All(at => above.Contains(at) || !IsWording(lines[at])));
        var besides = lines.Count(line => line.IsRowLike && !IsFigures(line));
        return close >= Most * onOnePage.Count && besides < pairs.Count;
    }

    /// <summary>The lines of the wording right above a line of figures, on its page, from the first; none if there is no wording.</summary>
    private static List<int> WordingAbove(List<TextLine> lines, int at)
    {
        var above = new List<int>();
        for (var next = at - 1; next >= 0 && at - next <= LongestWording && lines[next].Page == lines[at].Page; next--)
        {
            if (lines[next].Tokens.Count == 0)
                continue;
            if (!IsWording(lines[next]) || (above.Count > 0 && !GoesOn(lines[next], lines[above[0]])))
                break;
            above.Insert(0, next);
        }

        return above.Exists(line => lines[line].Text.Any(char.IsLetter)) ? above : [];
    }

    private static bool GoesOn(TextLine above, TextLine below) =>
        Wrapping.EndsOpen(above.Text.Trim()) || Wrapping.StartsInside(below.Text.Trim()) || !below.Text.Any(char.IsLetter)
            || (Digits.TrySerial(above.Tokens[0].Text, out _) && !Digits.TrySerial(below.Tokens[0].Text, out _));

    /// <summary>Words to the end, whatever gaps a text layer leaves between them; a figure at the front is a serial number.</summary>
    private static bool IsWording(TextLine line) =>
        line.Cells.Count > 0 && !line.HasMarkedCells && line.Cells[^1].Content is CellContent.Words or CellContent.Measure && !line.Text.TrimEnd().EndsWith(':')
        && line.Cells.Skip(1).All(cell => cell.Content is CellContent.Words or CellContent.Measure or CellContent.Blank);

    /// <summary>Two figures or more, the last cell among them, and beside them only dates, measures and marks with digits.</summary>
    private static bool IsFigures(TextLine line)
    {
        if (line.HasMarkedCells || line.Cells.Count < 2 || line.Cells[^1].Content != CellContent.Figure)
            return false;
        return line.Cells.Count(cell => cell.Content is CellContent.Figure or CellContent.Measure or CellContent.Product) >= 2
            && line.Cells.All(cell => cell.Content != CellContent.Words || (cell.Text.Length <= LongestMark && cell.Text.Any(char.IsDigit)));
    }
}
