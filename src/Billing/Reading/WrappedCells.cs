namespace MediAgents.Billing.Reading;

/// <summary>What wraps below the cells of a row: "2026" under "23 Jan", "vial" under "1", the rest of a description.</summary>
internal sealed record WrappedCells(DateOnly? Date, string? Pack, string? Batch, string? Description)
{
    /// <summary>
    /// Reads a line every cell of which stands under a cell of the row above that can wrap, and joined to it makes sense. Null for any
    /// other line, and for one that goes on with the description only: by its place alone that may be a heading.
    /// </summary>
    public static WrappedCells? Read(List<Token> above, List<Token> tokens, IReadOnlyList<Column> head)
    {
        var over = Cells(above).Select(cell => cell with { Kind = KindOf(cell, head) }).ToList();
        var wrapped = new WrappedCells(null, null, null, null);
        foreach (var cell in Cells(tokens))
        {
            var at = over.FindIndex(one => Math.Min(one.End, cell.End) > Math.Max(one.Start, cell.Start));
            if (at < 0 || wrapped.With(over[at], cell.Text) is not { } joined)
                return null;
            wrapped = joined;
        }

        return wrapped is { Date: null, Pack: null, Batch: null } ? null : wrapped;
    }

    /// <summary>Where the description of a row begins; null if none of its cells is one.</summary>
    public static int? DescriptionStart(List<Token> row, IReadOnlyList<Column> head) =>
        Cells(row).Select(cell => cell with { Kind = KindOf(cell, head) }).FirstOrDefault(cell => cell.Kind == ColumnKind.Description)?.Start;

    private WrappedCells? With(Cell over, string text) => over.Kind switch
    {
        ColumnKind.Date => Dates.TryParse($"{over.Text} {text}", out var date) || Dates.TryParse(over.Text + text, out date) ? this with { Date = date } : null,
        ColumnKind.Pack => this with { Pack = $"{over.Text} {text}" },
        ColumnKind.Batch => this with { Batch = over.Text + text },
        ColumnKind.Description => this with { Description = text },
        _ => null,
    };

    private static List<Cell> Cells(List<Token> tokens)
    {
        var cells = new List<Cell>();
        foreach (var token in tokens)
        {
            if (cells.Count > 0 && token.Gap < 2)
                cells[^1] = cells[^1] with { End = token.End, Text = $"{cells[^1].Text} {token.Text}" };
            else
                cells.Add(new(token.Start, token.End, token.Text, ColumnKind.Other));
        }

        return cells;
    }

    /// <summary>The column whose heading stands over the cell, else the one that begins nearest.</summary>
    private static ColumnKind KindOf(Cell cell, IReadOnlyList<Column> head)
    {
        var over = head.Where(column => Math.Min(column.End, cell.End) > Math.Max(column.Start, cell.Start)).ToList();
        // A long description may reach under the next heading.
        return over.Count > 0 ? over.MinBy(column => Math.Abs(column.Start - cell.Start)).Kind : head.MinBy(column => Math.Abs(column.Start - cell.Start)).Kind;
    }

    private sealed record Cell(int Start, int End, string Text, ColumnKind Kind);
}
