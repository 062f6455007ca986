namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// The cells of the last item, and what wraps below them: "2026" under "23 Jan", "vial" under "1", the rest of a description.
/// </summary>
internal sealed class WrappedCells
{
    private readonly List<Cell> cells;

    /// <param name="row">The tokens of the item.</param>
    /// <param name="head">The headings it stands under.</param>
    public WrappedCells(List<Token> row, IReadOnlyList<Column> head) =>
        cells = Split(row).ConvertAll(cell => cell with { Kind = KindOf(cell, head) });

    /// <summary>Where the description begins; null if none of the cells is one.</summary>
    public int? DescriptionStart => cells.Find(cell => cell.Kind == ColumnKind.Description)?.Start;

    /// <summary>
    /// Takes a line every cell of which stands under a cell that can wrap, and joined to it makes sense. Null for any other line, and
    /// for words that go on with the description only, which may be a heading; with a figure among them they are none.
    /// </summary>
    public Wrapped? Take(List<Token> line)
    {
        var joined = cells.ToList();
        var wrapped = new Wrapped(null, null, null, null);
        foreach (var cell in Split(line))
        {
            var at = joined.FindIndex(one => Math.Min(one.End, cell.End) > Math.Max(one.Start, cell.Start));
            if (at < 0 || Join(joined[at], cell.Text) is not { } text)
                return null;
            joined[at] = joined[at] with { Text = text };
            wrapped = With(wrapped, joined[at], cell.Text);
        }

        var isDescriptionOnly = !joined.Exists(cell => cell.Kind != ColumnKind.Description && !cells.Contains(cell));
        if (isDescriptionOnly && !(Math.Abs(line[0].Start - (DescriptionStart ?? -2)) <= 1 && line.Exists(token => char.IsDigit(token.Text[0]))))
            return null;
        cells.Clear();
        cells.AddRange(joined);
        return wrapped;
    }

    /// <summary>The text of both; null where that is nothing.</summary>
    private static string? Join(Cell over, string text) => over.Kind switch
    {
        ColumnKind.Date => Date($"{over.Text} {text}") ?? Date(over.Text + text),
        ColumnKind.Pack or ColumnKind.Description => $"{over.Text} {text}",
        ColumnKind.Batch => over.Text + text,
        _ => null,
    };

    /// <summary>The text if it is a date, or one of which only the year is missing.</summary>
    private static string? Date(string text) =>
        Dates.TryParse(text, out _) || Dates.IsDayAndMonth(text) ? text : null;

    private static Wrapped With(Wrapped wrapped, Cell joined, string text) => joined.Kind switch
    {
        ColumnKind.Date => Dates.TryParse(joined.Text, out var date) ? wrapped with { Date = date } : wrapped,
        ColumnKind.Pack => wrapped with { Pack = joined.Text },
        ColumnKind.Batch => wrapped with { Batch = joined.Text },
        _ => wrapped with { Description = text },
    };

    private static List<Cell> Split(List<Token> tokens)
    {
        var split = new List<Cell>();
        foreach (var token in tokens)
        {
            // A date may stand only one blank before the description.
            if (split.Count > 0 && token.Gap < 2 && Date(split[^1].Text) is null)
                split[^1] = split[^1] with { End = token.End, Text = $"{split[^1].Text} {token.Text}" };
            else
                split.Add(new(token.Start, token.End, token.Text, ColumnKind.Other));
        }

        return split;
    }

    /// <summary>The column whose heading stands over the cell, else the one that begins nearest.</summary>
    private static ColumnKind KindOf(Cell cell, IReadOnlyList<Column> head)
    {
        var over = head.Where(column => Math.Min(column.End, cell.End) > Math.Max(column.Start, cell.Start)).ToList();
        // A long description may reach under the next heading.
        return (over.Count > 0 ? over : head).MinBy(column => Math.Abs(column.Start - cell.Start)).Kind;
    }

    private sealed record Cell(int Start, int End, string Text, ColumnKind Kind);
}

/// <summary>What a line adds to the item above: whole cells as they read now, and of the description what is new.</summary>
internal sealed record Wrapped(DateOnly? Date, string? Pack, string? Batch, string? Description);
