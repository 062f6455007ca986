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

    /// <summary>The lines with each pair as one row at the place of its figures, or the lines as they are.</summary>
    public static List<TextLine> Joined(List<TextLine> lines)
    {
        var figures = Enumerable.Range(0, lines.Count).Where(at => IsFigures(lines[at])).ToList();
        var pairs = figures.Where(at => WordingAbove(lines, at) is not null).ToDictionary(at => at, at => WordingAbove(lines, at)!.Value);
        if (pairs.Count < Fewest || !IsHabit(lines, figures, pairs))
            return lines;
        var wordings = pairs.Values.ToHashSet();
        var offset = Math.Min(Widest, wordings.Max(at => Wording(lines[at]).Length)) + Gap;
        return [.. lines.Select((line, at) => wordings.Contains(at) ? new TextLine("", line.Number, line.Page)
            : pairs.TryGetValue(at, out var above) ? Pair(lines[above], line, offset)
            : line.Text.Length == 0 ? line : new(new string(' ', offset) + line.Text, line.Number, line.Page, line.Box))];
    }

    private static TextLine Pair(TextLine wording, TextLine figures, int offset)
    {
        var words = Wording(wording);
        return new($"{(words.Length > offset - Gap ? words[..(offset - Gap)] : words).PadRight(offset)}{figures.Text}", figures.Number, figures.Page, wording.Box is { } above && figures.Box is { } below ? above.With(below) : figures.Box);
    }

    /// <summary>The words of a line, a serial number as a cell of its own.</summary>
    private static string Wording(TextLine line)
    {
        var text = string.Join(' ', line.Cells.Select(cell => cell.Text));
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && Digits.TrySerial(text[..blank], out _) ? $"{text[..blank]}   {text[blank..].TrimStart()}" : text;
    }

    /// <summary>Pairs stand closely behind each other, and few rows have their wording beside their figures.</summary>
    private static bool IsHabit(List<TextLine> lines, List<int> figures, Dictionary<int, int> pairs)
    {
        var close = figures.Zip(figures.Skip(1)).Count(next => pairs.TryGetValue(next.Second, out var wording) && wording > next.First
            && Enumerable.Range(next.First + 1, wording - next.First - 1).All(at => lines[at].Tokens.Count == 0));
        var besides = lines.Count(line => line.IsRowLike && !IsFigures(line));
        return close >= Most * (figures.Count - 1) && besides < pairs.Count;
    }

    /// <summary>The line of words right above a line of figures, on its page; null if there is none.</summary>
    private static int? WordingAbove(List<TextLine> lines, int at)
    {
        var above = at - 1;
        while (above >= 0 && at - above < 3 && lines[above].Tokens.Count == 0)
            above--;
        return above >= 0 && lines[above].Page == lines[at].Page && IsWording(lines[above]) ? above : null;
    }

    /// <summary>Words to the end, whatever gaps a text layer leaves between them; a figure at the front is a serial number.</summary>
    private static bool IsWording(TextLine line) =>
        line.Cells.Count > 0 && !line.HasMarkedCells && line.Cells[^1].Content == CellContent.Words && line.Text.Any(char.IsLetter) && !line.Text.TrimEnd().EndsWith(':')
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
