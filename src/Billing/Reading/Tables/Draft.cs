namespace MediAgents.Billing.Reading.Tables;

/// <summary>A table as it was found: rows, columns and the words above them, before it is decided what they hold.</summary>
internal sealed class Draft(FoundRows rows, TableHead head)
{
    public FoundRows Rows => rows;

    public TableHead Head => head;

    /// <summary>The table when it is decided; null for what is none.</summary>
    public TableShape? Shape { get; set; }

    /// <summary>Finds the tables of a page. A line that reads as a head begins one, whatever stands above it.</summary>
    public static void OfPage(IReadOnlyList<TextLine> page, List<Draft> drafts)
    {
        var from = 0;
        for (var i = 1; i <= page.Count; i++)
        {
            if (i < page.Count && !IsKnownHead(page[i]))
                continue;
            OfPart([.. page.Skip(from).Take(i - from)], drafts);
            // The head may begin on the line above.
            from = page[i - 1].IsRowLike ? i : i - 1;
        }
    }

    private static bool IsKnownHead(TextLine line) =>
        line.Cells.Count > 1 && !line.Tokens.Exists(token => char.IsDigit(token.Text[0])) && ColumnWords.ReadHead(line.Tokens).Count > 0;

    private static void OfPart(List<TextLine> part, List<Draft> drafts)
    {
        var from = 0;
        foreach (var found in TableFinder.Find(CentredRows.Complete(part)))
        {
            var rows = WithWrappedDates(found, part);
            var first = rows.First.Number - part[0].Number;
            drafts.Add(new(rows, TableHead.Of(part, first, from, rows.Columns)));
            from = rows.Last.Number - part[0].Number + 1;
        }
    }

    /// <summary>Of "18-" over "Sep-25" and "9" over "Sep" over "2025" the cells of the row are dates all the same.</summary>
    private static FoundRows WithWrappedDates(FoundRows rows, List<TextLine> part)
    {
        for (var i = 0; i < rows.Lines.Count; i++)
        {
            var cells = rows.Cells[i];
            var below = rows.Lines[i].Number - part[0].Number + 1;
            for (var column = 0; column < cells.Length; column++)
            {
                if (cells[column] is { Content: not CellContent.Date, Text.Length: <= 3 } cell && char.IsDigit(cell.Text[0]))
                    cells[column] = Completed(cell, part, below) ?? cell;
            }
        }

        return rows;
    }

    private static TextCell? Completed(TextCell cell, List<TextLine> part, int below)
    {
        var text = cell.Text;
        for (var i = below; i < Math.Min(part.Count, below + 2); i++)
        {
            var word = part[i].Tokens.Find(token => Math.Min(token.End, cell.End) > Math.Max(token.Start, cell.Start)).Text;
            if (word is null || part[i].IsRowLike)
                return null;
            text = $"{text} {word}";
            if (Dates.TryParse(text, out _) || Dates.IsDayAndMonth(text))
                return cell with { Text = text, Content = CellContent.Date };
        }

        return null;
    }

    public TableShape ToShape(DecidedColumns decided)
    {
        var columns = new List<Column>();
        var (from, to) = Description(decided.Kinds);
        for (var i = 0; i < decided.Kinds.Length; i++)
        {
            var (start, end) = Extent(i);
            if (i > from && i <= to)
                columns[^1] = columns[^1] with { End = end };
            else if (i == from)
                columns.Add(new(ColumnKind.Description, start, end));
            else if (decided.Kinds[i] == ColumnKind.Other && head.Parts[i] is [var one, var other])
                columns.AddRange([new(one.Kind, start, other.Start), new(other.Kind, other.Start, end)]);
            else
                columns.Add(new(decided.Kinds[i], start, end));
        }

        foreach (var alone in head.Alone.Where(alone => !columns.Exists(column => column.Kind == alone.Kind)))
        {
            // Its cells may reach as far as the next column.
            var next = columns.FindIndex(column => column.Start >= alone.End);
            columns.Insert(next < 0 ? columns.Count : next, next < 0 ? alone : alone with { Start = next == 0 ? 0 : columns[next - 1].End, End = columns[next].Start });
        }

        var lines = head.Lines.Select(line => line.Number).ToHashSet();
        return new(lines.Count > 0 ? lines.Min() : rows.First.Number, rows.First.Number, rows.Last.Number, lines, columns, Usual(decided), decided.IsProven);
    }

    /// <summary>A column's cells and its heading, which may reach further but not into the next column.</summary>
    private (int Start, int End) Extent(int column)
    {
        var (start, end) = rows.Columns[column];
        var heading = head.Places[column];
        if (heading.End == 0)
            return (start, end);
        return (Math.Min(start, Math.Max(heading.Start, column == 0 ? 0 : rows.Columns[column - 1].End)),
            Math.Max(end, Math.Min(heading.End, column == rows.Columns.Count - 1 ? int.MaxValue : rows.Columns[column + 1].Start)));
    }

    /// <summary>The first and the last column that wide blanks within descriptions make of them: what stands beside them and has no heading of its own.</summary>
    private (int From, int To) Description(ColumnKind[] kinds)
    {
        var (from, to) = (Array.IndexOf(kinds, ColumnKind.Description), Array.IndexOf(kinds, ColumnKind.Description));
        while (to >= 0 && to + 1 < kinds.Length && kinds[to + 1] == ColumnKind.Other && (IsUnnamed(to + 1) || IsBroken(to + 1, to)))
            to++;
        while (from > 0 && kinds[from - 1] == ColumnKind.Other && IsBroken(from - 1, from))
            from--;
        return (from, to);
    }

    /// <summary>A column without a heading in a table that has them.</summary>
    private bool IsUnnamed(int column) => head.Lines.Count > 0 && head.Words[column].Length == 0;

    /// <summary>Words of an Indian script, which a text layer may part, under no heading but that of the column beside them.</summary>
    private bool IsBroken(int column, int beside)
    {
        var cells = rows.Cells.Where(row => row[column] is not null).Select(row => row[column]!.Value).ToList();
        var (own, other) = (rows.Columns[column], rows.Columns[beside]);
        return cells.Exists(cell => IndicText.IsIn(cell.Text)) && cells.TrueForAll(cell => cell.Content == CellContent.Words)
            && !head.Lines.SelectMany(line => line.Cells).Any(cell => Overlaps(cell, own) && !Overlaps(cell, other));
    }

    private static bool Overlaps(TextCell cell, (int Start, int End) column) => Math.Min(cell.End, column.End) > Math.Max(cell.Start, column.Start);

    private HashSet<ColumnKind> Usual(DecidedColumns decided)
    {
        var usual = new HashSet<ColumnKind>();
        for (var i = 0; i < decided.Kinds.Length; i++)
        {
            var column = i;
            if (decided.Kinds[i] is ColumnKind.Serial or ColumnKind.Date or ColumnKind.Quantity or ColumnKind.Rate or ColumnKind.Product
                && rows.Cells.Count(row => row[column] is not null) * 5 >= rows.Cells.Count * 4)
                usual.Add(decided.Kinds[i]);
        }

        return usual;
    }

    /// <summary>Tables are of one make if they have as many columns and the same words over them.</summary>
    public static IEqualityComparer<Draft> SameColumns { get; } = EqualityComparer<Draft>.Create(
        (one, other) => one!.Rows.Columns.Count == other!.Rows.Columns.Count && (one.Head.Text == other.Head.Text || one.Head.Words.SequenceEqual(other.Head.Words)),
        draft => draft.Rows.Columns.Count);
}
