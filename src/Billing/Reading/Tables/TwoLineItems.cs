using System.Text;
using MediAgents.Primitives;

namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// Narrow slips print each charge on two lines, its wording across the whole width and its figures below. Such a pair is read as one
/// row with the wording left of every figure: all other lines move to the right by as much, so that what stands below each other still does.
/// </summary>
internal static class TwoLineItems
{
    /// <summary>Pairs from which on two lines are a habit of the bill, if its head has not two lines as well.</summary>
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
        if (pairs.Count == 0 || (pairs.Count < Fewest && HeadAbove(lines, pairs[figures.Find(pairs.ContainsKey)][0]) is null) || !IsHabit(lines, figures, pairs))
            return lines;
        var lefts = pairs.ToDictionary(pair => pair.Key, pair => Wording(lines, pair.Value));
        foreach (var (words, figuresBelow) in pairs.Values.Select(above => HeadAbove(lines, above[0])).OfType<(int, int)>().ToList())
            (pairs[figuresBelow], lefts[figuresBelow]) = ([words], lines[words].Text.TrimEnd());
        var wordings = pairs.Values.SelectMany(above => above).ToHashSet();
        var offset = Math.Min(Widest, lefts.Values.Select(left => left.Length).Concat(lines.Select(line => WordsOf(line)?.End ?? 0)).Max()) + Gap;
        return [.. lines.Select((line, at) => wordings.Contains(at) ? new TextLine("", line.Number, line.Page)
            : pairs.TryGetValue(at, out var above) ? Pair(lefts[at], offset, line, above.Select(one => lines[one].Box))
            : WordsOf(line) is var (first, end) ? Parted(line, first, end, offset)
            : line.Text.Length == 0 ? line : new(new string(' ', offset) + line.Text, line.Number, line.Page, line.Box))];
    }

    private static TextLine Pair(string left, int offset, TextLine figures, IEnumerable<PageBox?> above)
    {
        var box = above.Aggregate(figures.Box, (whole, one) => whole is not null && one is not null ? whole.With(one) : whole);
        return new($"{(left.Length > offset - Gap ? left[..(offset - Gap)] : left).PadRight(offset)}{figures.Text}", figures.Number, figures.Page, box);
    }

    /// <summary>Where the words of a row begin and end that has them beside its figures; null for any other line.</summary>
    private static (int First, int End)? WordsOf(TextLine line)
    {
        if (!line.IsRowLike || line.Cells[^1].Content != CellContent.Figure)
            return null;
        var cells = line.Cells.ToList();
        var first = cells.FindIndex(cell => cell.Content == CellContent.Words);
        if (first is < 0 or > 1)
            return null;
        var end = first;
        while (end + 1 < cells.Count && cells[end + 1].Content == CellContent.Words)
            end++;
        return (cells[first > 0 && Digits.TrySerial(cells[0].Text, out _) ? 0 : first].Start, cells[end].End);
    }

    /// <summary>A row with its words left of every figure, where the words of pairs stand.</summary>
    private static TextLine Parted(TextLine line, int first, int end, int offset)
    {
        var left = line.Text[..end].Remove(0, first).PadLeft(end);
        return new($"{(left.Length > offset - Gap ? left[..(offset - Gap)] : left).PadRight(offset)}{line.Text[..first].PadRight(end)}{line.Text[end..]}", line.Number, line.Page, line.Box);
    }

    /// <summary>
    /// The lines of a wording as one: its words together, whatever gaps a text layer leaves between them, and as cells of their own, where
    /// they stand, a serial number in front and what is no word behind them, such as a pack.
    /// </summary>
    private static string Wording(List<TextLine> lines, List<int> above)
    {
        var (words, marks) = (new List<Token>(), new List<TextCell>());
        foreach (var cells in above.Select(at => lines[at].Cells))
        {
            var last = cells.Count - 1;
            while (last > 0 && cells[last].Content is not CellContent.Words)
                last--;
            words.AddRange(cells.Take(last + 1).SelectMany(cell => Token.Split(cell.Text).Select(token => token with { Start = token.Start + cell.Start })));
            marks.AddRange(cells.Skip(last + 1));
        }

        var line = new StringBuilder();
        var serial = words.Count > 1 && Digits.TrySerial(words[0].Text, out _) ? 1 : 0;
        Append(line, words[0].Start, string.Join(' ', words.Take(serial).Select(word => word.Text)));
        Append(line, words[serial].Start, string.Join(' ', words.Skip(serial).Select(word => word.Text)));
        foreach (var mark in marks.OrderBy(mark => mark.Start))
            Append(line, mark.Start, mark.Text);
        return line.ToString();
    }

    private static void Append(StringBuilder line, int start, string text)
    {
        if (text.Length > 0)
            line.Append(' ', Math.Max(line.Length == 0 ? 0 : Gap, start - line.Length)).Append(text);
    }

    /// <summary>The lines of a head of two lines above the first pair of a page: what stands over wordings, and what over figures.</summary>
    private static (int Words, int Figures)? HeadAbove(List<TextLine> lines, int first)
    {
        var over = LineAbove(lines, first);
        var above = over < 0 ? -1 : LineAbove(lines, over);
        return above >= 0 && Headings(lines[over]) > 1 && Headings(lines[above]) > 0
            && !lines[above].Tokens.Concat(lines[over].Tokens).Any(token => char.IsDigit(token.Text[0])) ? (above, over) : null;
    }

    /// <summary>Known headings, also behind a heading for the rows' numbers one blank before.</summary>
    private static int Headings(TextLine line) =>
        line.Cells.Count(cell => ColumnWords.Find(cell.Text) is not null || (ColumnWords.Find(line.Tokens[0].Text) == ColumnKind.Serial && cell.Start == line.Tokens[0].Start && ColumnWords.Find(cell.Text[line.Tokens[0].Text.Length..]) is not null));

    private static int LineAbove(List<TextLine> lines, int at)
    {
        var above = at - 1;
        while (above >= 0 && lines[above].Page == lines[at].Page && lines[above].Tokens.Count == 0)
            above--;
        return above >= 0 && lines[above].Page == lines[at].Page ? above : -1;
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
        line.Cells.Count > 0 && !line.HasMarkedCells && line.Cells[^1].Content is CellContent.Words or CellContent.Measure or CellContent.Product && !line.Text.TrimEnd().EndsWith(':')
        && line.Cells.Skip(1).All(cell => cell.Content is CellContent.Words or CellContent.Measure or CellContent.Product or CellContent.Blank);

    /// <summary>Two figures or more, the last cell among them, and beside them only dates, measures and marks with digits.</summary>
    private static bool IsFigures(TextLine line)
    {
        if (line.HasMarkedCells || line.Cells.Count < 2 || line.Cells[^1].Content != CellContent.Figure)
            return false;
        return line.Cells.Count(cell => cell.Content is CellContent.Figure or CellContent.Measure or CellContent.Product) >= 2
            && line.Cells.All(cell => cell.Content != CellContent.Words || (cell.Text.Length <= LongestMark && cell.Text.Any(char.IsDigit)));
    }
}
