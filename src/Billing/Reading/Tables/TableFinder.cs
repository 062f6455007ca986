namespace MediAgents.Billing.Reading.Tables;

/// <summary>Rows that stand under each other in the same columns. Where a row has nothing in a column its cell is null.</summary>
internal sealed record FoundRows(IReadOnlyList<TextLine> Lines, IReadOnlyList<TextCell?[]> Cells, IReadOnlyList<(int Start, int End)> Columns)
{
    /// <summary>The first and the last line, also those whose cells run into each other.</summary>
    public TextLine First { get; init; } = Lines[0];

    public TextLine Last { get; init; } = Lines[^1];
}

/// <summary>
/// Finds tables on a page by where cells stand, whatever they say: the row that most others agree with is the pattern, and what
/// stands below each other is a column. Figures below each other overlap however they are aligned, and so do words.
/// </summary>
internal static class TableFinder
{
    /// <summary>Rows tried as the pattern, spread over the page.</summary>
    private const int MostSeeds = 24;

    /// <summary>Rows in a row that do not fit end a table.</summary>
    private const int MostStrangers = 4;

    private const int MostTables = 8;

    private const int Uneven = -2;

    /// <summary>Cells of a row at most that are two in a column, or one in two.</summary>
    private const int MostUneven = 2;

    /// <summary>Characters between a cell and its column at most.</summary>
    private const int Slack = 2;

    /// <summary>All tables of the lines, from the top. A single row is one, too; whether it means anything is for its columns to say.</summary>
    public static List<FoundRows> Find(IReadOnlyList<TextLine> lines)
    {
        var found = new List<FoundRows>();
        Find(lines.Where(line => line.IsRowLike).ToList(), found);
        found.Sort((one, other) => one.First.Number.CompareTo(other.First.Number));
        for (var i = 0; i + 1 < found.Count;)
        {
            if (Joined(found[i], found[i + 1]) is { } joined)
                found.RemoveRange(i, 1);
            else
            {
                i++;
                continue;
            }

            found[i] = joined;
            i = Math.Max(0, i - 1);
        }

        return found;
    }

    /// <summary>A table with the single row beside it that stands in its columns but for cells that run into each other.</summary>
    private static FoundRows? Joined(FoundRows one, FoundRows other)
    {
        var (table, stray) = one.Lines.Count >= other.Lines.Count ? (one, other) : (other, one);
        if (stray.Lines.Count > 1 || table.Lines.Count < 2 || !StandsIn(stray.Lines[0], table.Columns))
            return null;
        return table with { First = one.First, Last = other.Last };
    }

    private static bool StandsIn(TextLine row, IReadOnlyList<(int Start, int End)> columns)
    {
        bool Over(TextCell cell, (int Start, int End) column) => Math.Min(cell.End, column.End + Slack) > Math.Max(cell.Start, column.Start - Slack);
        return row.Cells[^1].Content == CellContent.Figure && Over(row.Cells[^1], columns[^1]) && Math.Abs(row.Cells[^1].End - columns[^1].End) <= 2 * Slack
            && row.Cells.All(cell => columns.Any(column => Over(cell, column))) && row.Cells.Count * 2 >= columns.Count;
    }

    private static void Find(List<TextLine> rows, List<FoundRows> found)
    {
        if (rows.Count == 0 || found.Count == MostTables)
            return;
        var step = Math.Max(1, rows.Count / MostSeeds);
        var (best, most) = (0, 0.0);
        for (var i = 0; i < rows.Count; i += step)
        {
            var columns = Places(rows[i]);
            var score = rows.Sum(row => Agreement(row, rows[i], columns));
            if (score > most)
                (best, most) = (i, score);
        }

        var (first, last) = Reach(rows, best);
        found.Add(Grow(rows.GetRange(first, last - first + 1), rows[best]));
        Find(rows.GetRange(0, first), found);
        Find(rows.GetRange(last + 1, rows.Count - last - 1), found);
    }

    private static List<(int Start, int End)> Places(TextLine row) => [.. row.Cells.Select(cell => (cell.Start, cell.End))];

    /// <summary>How many cells of a row stand in the columns of another and look alike; 0 if one stands in none, or in two.</summary>
    private static double Agreement(TextLine row, TextLine pattern, List<(int Start, int End)> columns)
    {
        if (Map(row.Cells, columns) is not { } places)
            return 0;
        var alike = 0.0;
        for (var i = 0; i < places.Length; i++)
        {
            alike += places[i] >= 0 ? Alike(row.Cells[i].Content, pattern.Cells[places[i]].Content) : places[i] == Uneven ? -1 : 0;
        }

        return alike >= 0.6 * Math.Max(row.Cells.Count, pattern.Cells.Count) ? alike : 0;
    }

    private static double Alike(CellContent one, CellContent other) =>
        one == other || one == CellContent.Blank || other == CellContent.Blank || (one, other) is (CellContent.Figure, CellContent.Measure) or (CellContent.Measure, CellContent.Figure) ? 1 : 0.25;

    /// <summary>
    /// For each cell its column, -1 where no column is, or <see cref="Uneven"/> for the one cell of words that may reach over two
    /// columns and those behind words in one column with them; null if the cells do not fit.
    /// </summary>
    private static int[]? Map(IReadOnlyList<TextCell> cells, List<(int Start, int End)> columns)
    {
        var places = new int[cells.Count];
        var (column, before, spans) = (0, -1, 0);
        for (var i = 0; i < cells.Count; i++)
        {
            while (column < columns.Count && columns[column].End <= cells[i].Start)
                column++;
            if (column == columns.Count || columns[column].Start >= cells[i].End)
            {
                places[i] = Beside(cells[i], columns, column, before);
                before = places[i] < 0 ? before : places[i];
                continue;
            }

            if (column == before)
            {
                if (i == 0 || cells[i - 1].Content != CellContent.Words || columns[column].End < cells[i].End || ++spans > MostUneven)
                    return null;
                places[i] = Uneven;
                continue;
            }

            var last = column;
            while (last + 1 < columns.Count && columns[last + 1].Start < cells[i].End)
                last++;
            if (last > column && (cells[i].Content != CellContent.Words || last > column + 1 || ++spans > MostUneven))
                return null;
            places[i] = last > column ? Uneven : column;
            before = last;
        }

        return places;
    }

    /// <summary>The column that a cell which stands in none all but touches: where characters differ in width, lines of text shift a little.</summary>
    private static int Beside(TextCell cell, List<(int Start, int End)> columns, int next, int before)
    {
        var (left, right) = (next - 1 > before ? cell.Start - columns[next - 1].End : int.MaxValue, next < columns.Count ? columns[next].Start - cell.End : int.MaxValue);
        if (Math.Min(left, right) > Slack || left == right)
            return -1;
        return left < right ? next - 1 : next;
    }

    /// <summary>The first and last of the rows around the pattern that belong to its table.</summary>
    private static (int First, int Last) Reach(List<TextLine> rows, int pattern)
    {
        var columns = Widened(rows, rows[pattern]);
        int Walk(int step)
        {
            var reached = pattern;
            for (var (i, strangers) = (pattern + step, 0); i >= 0 && i < rows.Count && strangers <= MostStrangers; i += step)
            {
                if (Agreement(rows[i], rows[pattern], columns) > 0)
                    (reached, strangers) = (i, 0);
                else
                    strangers++;
            }

            return reached;
        }

        return (Walk(-1), Walk(1));
    }

    /// <summary>The pattern's columns, as wide as the rows that agree with it fill them.</summary>
    private static List<(int Start, int End)> Widened(List<TextLine> rows, TextLine pattern)
    {
        var narrow = Places(pattern);
        var wide = Places(pattern);
        foreach (var row in rows)
        {
            if (Agreement(row, pattern, narrow) == 0)
                continue;
            var places = Map(row.Cells, narrow)!;
            for (var i = 0; i < places.Length; i++)
            {
                if (places[i] < 0)
                    continue;
                var (start, end) = wide[places[i]];
                // A long cell of one row must not cover what is another column in most.
                var from = places[i] == 0 ? 0 : wide[places[i] - 1].End;
                var to = places[i] == wide.Count - 1 ? int.MaxValue : wide[places[i] + 1].Start;
                wide[places[i]] = (Math.Min(start, Math.Max(from, row.Cells[i].Start)), Math.Max(end, Math.Min(to, row.Cells[i].End)));
            }
        }

        return wide;
    }

    private static FoundRows Grow(List<TextLine> rows, TextLine pattern)
    {
        var columns = Widened(rows, pattern);
        // What stands between the columns in some rows is a column that most leave empty.
        for (var tries = 0; tries < 4 && Between(rows, columns) is { } place; tries++)
            columns.Insert(columns.FindLastIndex(column => column.End <= place.Start) + 1, place);
        var (lines, cells) = (new List<TextLine>(), new List<TextCell?[]>());
        foreach (var row in rows)
        {
            if (Map(row.Cells, columns) is not { } places || Array.IndexOf(places, -1) >= 0 || places.All(place => place < 0))
                continue;
            var filled = new TextCell?[columns.Count];
            for (var i = 0; i < places.Length; i++)
            {
                if (places[i] >= 0)
                    filled[places[i]] = row.Cells[i];
            }

            lines.Add(row);
            cells.Add(filled);
        }

        return lines.Count > 0 ? new(lines, cells, columns) : new([pattern], [[.. pattern.Cells.Select(cell => (TextCell?)cell)]], Places(pattern));
    }

    private static (int Start, int End)? Between(List<TextLine> rows, List<(int Start, int End)> columns)
    {
        (int Start, int End)? found = null;
        var times = 0;
        foreach (var row in rows)
        {
            if (Map(row.Cells, columns) is not { } places || places.Count(place => place == -1) != 1)
                continue;
            var cell = row.Cells[Array.IndexOf(places, -1)];
            if (found is not { } one)
                (found, times) = ((cell.Start, cell.End), 1);
            else if (Math.Min(one.End, cell.End) > Math.Max(one.Start, cell.Start))
                (found, times) = ((Math.Min(one.Start, cell.Start), Math.Max(one.End, cell.End)), times + 1);
        }

        if (found is not { } column || times < 2 || columns.Exists(other => Math.Min(other.End, column.End) > Math.Max(other.Start, column.Start)))
            return null;
        return column;
    }
}
