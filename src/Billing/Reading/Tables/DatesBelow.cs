using System.Text;

namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// Bills that print the day of each charge in small letters below its wording, and for a medicine its pack, batch and expiry beside it.
/// The day is moved before the row and the rest behind it, so that they are columns as on other bills.
/// </summary>
internal static class DatesBelow
{
    /// <summary>Rows with a date below them from which on it is a habit of the bill.</summary>
    private const int Fewest = 3;

    /// <summary>Share of the rows that have one.</summary>
    private const double Most = 0.8;

    /// <summary>Lines between the figures of a row and the date below its wording at most.</summary>
    private const int Farthest = 3;

    private const int Gap = 3;

    /// <summary>Pack, batch, expiry and one more.</summary>
    private const int MostDetails = 4;

    /// <summary>Characters of a pack, batch or expiry at most.</summary>
    private const int Longest = 16;

    /// <summary>The lines with each date in the row it stands below, or the lines as they are.</summary>
    public static List<TextLine> Joined(List<TextLine> lines)
    {
        var rows = Enumerable.Range(0, lines.Count).Where(at => IsRow(lines[at])).ToList();
        if (rows.Count < Fewest || rows.Exists(at => lines[at].Cells.Any(cell => cell.Content == CellContent.Date)))
            return lines;
        var below = new Dictionary<int, int>();
        foreach (var at in Enumerable.Range(rows[0], lines.Count - rows[0]).Where(at => IsDate(lines[at])))
        {
            if (RowAbove(lines, at) is { } row)
                below[row] = at;
        }

        if (below.Count < Fewest || below.Count < Most * rows.Count)
            return lines;
        var dates = below.Values.ToHashSet();
        var width = below.Values.Max(at => lines[at].Tokens[0].Text.Length) + Gap;
        var end = below.Keys.Max(row => lines[row].Text.Length) + width;
        return [.. lines.Select((line, at) => dates.Contains(at) ? new TextLine("", line.Number, line.Page)
            : below.TryGetValue(at, out var date) ? Row(line, lines[date], width, end)
            : line.Text.Length == 0 ? line : new(new string(' ', width) + line.Text, line.Number, line.Page, line.Box))];
    }

    private static TextLine Row(TextLine row, TextLine date, int width, int end)
    {
        var text = new StringBuilder(date.Tokens[0].Text.PadRight(width)).Append(row.Text.TrimEnd());
        var column = end;
        foreach (var detail in Details(date))
        {
            text.Append(' ', Math.Max(Gap, column - text.Length)).Append(detail);
            column += Longest;
        }

        return new(text.ToString(), row.Number, row.Page, row.Box is { } box && date.Box is { } other ? box.With(other) : row.Box);
    }

    /// <summary>What stands behind the date, each without its label: "Pack of 10's · Batch HK456 · Exp 08/28".</summary>
    private static IEnumerable<string> Details(TextLine date) =>
        date.Text[date.Tokens[0].End..].Split('·', '•', '|', ';', ',')
            .Select(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => !word.Any(char.IsDigit)))
            .Select(words => string.Join(' ', words)).Where(text => text.Length is > 0 and < Longest).Take(MostDetails);

    /// <summary>The row whose wording a date stands below; null if a blank line or a sum parts them.</summary>
    private static int? RowAbove(List<TextLine> lines, int at)
    {
        for (var above = at - 1; above >= 0 && at - above <= Farthest && lines[above].Page == lines[at].Page; above--)
        {
            if (IsRow(lines[above]))
                return above;
            if (lines[above].Cells.Count == 0 || lines[above].Cells[^1].Content == CellContent.Figure || IsDate(lines[above]))
                return null;
        }

        return null;
    }

    /// <summary>Two figures or more, the last cell among them.</summary>
    private static bool IsRow(TextLine line) =>
        !line.HasMarkedCells && line.Cells.Count >= 2 && line.Cells[^1].Content == CellContent.Figure
        && line.Cells.Count(cell => cell.Content is CellContent.Figure or CellContent.Measure or CellContent.Product) >= 2;

    /// <summary>A date, alone or before what is told of a medicine.</summary>
    private static bool IsDate(TextLine line) =>
        line.Tokens.Count > 0 && char.IsDigit(line.Tokens[0].Text[0]) && Dates.TryParse(line.Tokens[0].Text, out _)
        && (line.Tokens.Count == 1 || line.Text[line.Tokens[0].End..].TrimStart() is ['·' or '•' or '|' or ';' or ',' or '-', ..]);
}
