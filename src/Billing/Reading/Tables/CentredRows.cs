namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// Rows whose figures are centred in height beside a description or a date of two lines or four: the line of the figures lacks what
/// stands half a line above and below it. What a table's columns are can only be told with that.
/// </summary>
internal static class CentredRows
{
    /// <summary>Lines of one row stand nearer than this part of the distance of rows.</summary>
    private const double Near = 0.55;

    /// <summary>The lines of a page, where rows have what stands half a line above and below them, beside their own cells, as cells.</summary>
    public static List<TextLine> Complete(IReadOnlyList<TextLine> lines)
    {
        var completed = lines.ToList();
        var pitch = Pitch(lines);
        for (var i = 0; i < lines.Count; i++)
        {
            if (pitch > 0 && lines[i].IsRowLike && CellsAround(lines, i, pitch) is { Count: > 0 } cells)
                completed[i] = lines[i].With(cells);
        }

        return completed;
    }

    /// <summary>The cells just above and below a row, those that stand below each other joined; none if one stands at a cell of the row.</summary>
    private static List<TextCell> CellsAround(IReadOnlyList<TextLine> lines, int row, double pitch)
    {
        var found = new List<TextCell>();
        foreach (var at in (ReadOnlySpan<int>)[row - 1, row + 1])
        {
            if (at < 0 || at >= lines.Count || lines[at].IsRowLike || lines[at].Tokens.Count == 0 || Math.Abs(lines[at].Middle - lines[row].Middle) > Near * pitch)
                continue;
            foreach (var cell in Between(lines[at].Cells, lines[row].Cells))
            {
                if (lines[row].Cells.Any(other => IsBelow(other, cell)))
                    return [];
                var over = found.FindIndex(other => IsBelow(other, cell));
                if (over < 0)
                    found.Add(cell);
                else
                    found[over] = Joined(found[over], cell);
            }
        }

        return found.FindAll(cell => cell.Text.Any(char.IsLetter));
    }

    /// <summary>The cells of a line, where words between the same two cells of the row are one: wide blanks may stand within them.</summary>
    private static List<TextCell> Between(IReadOnlyList<TextCell> cells, IReadOnlyList<TextCell> row)
    {
        var joined = new List<TextCell>();
        foreach (var cell in cells)
        {
            if (joined.Count > 0 && joined[^1] is { Content: CellContent.Words } last && cell.Content == CellContent.Words
                && !row.Any(other => other.Start >= last.End && other.End <= cell.Start))
                joined[^1] = last with { Text = $"{last.Text} {cell.Text}", End = cell.End };
            else
                joined.Add(cell);
        }

        return joined;
    }

    private static bool IsBelow(TextCell one, TextCell other) => Math.Min(one.End, other.End) > Math.Max(one.Start, other.Start);

    private static TextCell Joined(TextCell above, TextCell below)
    {
        var text = $"{above.Text} {below.Text}";
        var (content, value) = TextCell.Look(text);
        return new(text, Math.Min(above.Start, below.Start), Math.Max(above.End, below.End), content, value);
    }

    private static double Pitch(IReadOnlyList<TextLine> lines)
    {
        var rows = lines.Where(line => line is { IsRowLike: true, Box: not null }).ToList();
        var distances = rows.Zip(rows.Skip(1), (one, other) => other.Middle - one.Middle).Order().ToList();
        return distances.Count == 0 ? 0 : distances[distances.Count / 2];
    }
}
