namespace MediAgents.Billing.Reading.Tables;

/// <summary>Follows the lines of a bill from table to table: which of the tables that were found a line belongs to, and as what.</summary>
internal sealed class TableCursor
{
    /// <summary>Labels of sums that sections are looked for in.</summary>
    private const int MostSums = 300;

    private readonly IReadOnlyList<TextLine> lines;
    private readonly List<TableShape> shapes;
    private readonly PageHeads heads;
    private readonly Dictionary<int, TableLine> table = [];
    private readonly List<string> sums;
    private int next;

    public TableCursor(IReadOnlyList<TextLine> lines)
    {
        this.lines = lines;
        shapes = TableShapes.Find(lines);
        heads = new(lines, shapes);
        sums = [.. lines.Where(line => line.Cells is [{ Content: CellContent.Words }, { Content: CellContent.Figure }]).Select(line => line.Cells[0].Text).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostSums)];
    }

    /// <summary>The table of the line, or the last one above it; null before the first.</summary>
    public TableShape? Shape { get; private set; }

    /// <summary>The lines above, between and below the tables; null if no table was found.</summary>
    public List<TextLine>? Outside => shapes.Count == 0 ? null
        : [.. lines.Where(line => line.Tokens.Count > 0 && !shapes.Exists(found => line.Number >= found.HeadFirst && line.Number <= found.LastRow))];

    /// <summary>Goes on to a line. True if a table begins with it.</summary>
    public bool Enter(int number)
    {
        if (next >= shapes.Count || shapes[next].HeadFirst > number)
            return false;
        var found = Shape = shapes[next++];
        // Its lines go on to the next table or the end of the page.
        var end = next < shapes.Count ? shapes[next].HeadFirst - 1 : lines.Count;
        var from = found.HeadLines.Count > 0 ? found.HeadLines.Max() : found.FirstRow - 1;
        table.Clear();
        foreach (var line in TableLines.Of(found, [.. lines.Skip(from).Take(end - from).TakeWhile(line => line.Page == lines[from].Page)], sums))
            table.Add(line.Source.Number, line);
        return true;
    }

    public bool IsHead(int number) => Shape is not null && Shape.HeadLines.Contains(number);

    /// <summary>True from the head to the last row.</summary>
    public bool IsInside(int number) => Shape is not null && number >= Shape.HeadFirst && number <= Shape.LastRow;

    /// <summary>True for a line below the head of the table, also behind its last row.</summary>
    public bool Follows(int number) => table.ContainsKey(number);

    public TableLine? LineOf(int number) => table.GetValueOrDefault(number);

    /// <summary>A label and an amount of money on a page that has no rows of the table any more.</summary>
    public bool IsSumApart(TextLine line) =>
        Shape is { Usual.Count: > 0 } && !Follows(line.Number) && line.Cells.Count >= 2
        && line.Cells[^1] is { Content: CellContent.Figure } last && last.Text.AsSpan().IndexOfAny(".,/₹") >= 0
        && line.Cells.SkipLast(1).All(cell => cell.Content == CellContent.Words) && !Digits.TrySerial(line.Tokens[0].Text, out _);

    /// <summary>A line of words that begins left of the table's descriptions: it heads what follows.</summary>
    public bool IsTitle(TextLine line)
    {
        var description = Shape!.Columns.Find(column => column.Kind == ColumnKind.Description);
        return line.Cells is [{ Content: CellContent.Words } title] && title.Start < description.Start - 2 && Shape.Columns[0].Kind != ColumnKind.Description
            && line.Number <= Shape.LastRow && !PageMarks.EndsLine(line.Tokens) && !line.Tokens.Exists(token => Amounts.IsBeyondRange(token.Text));
    }

    /// <summary>True for a line of the head that a further page repeats.</summary>
    public bool RepeatsHead(TextLine line) => Shape is not null && !Follows(line.Number) && heads.Repeats(line);

    /// <summary>True for a line outside the tables of a bill whose items have more than words and an amount: none of them stands there alone.</summary>
    public bool IsApart(int number) => Shape is { Usual.Count: > 0 } && !IsInside(number);

    /// <summary>What a further page has above its table: labels, and nothing that could be an amount.</summary>
    public bool IsFurniture(TextLine line) =>
        Shape is not null && !Follows(line.Number) && next < shapes.Count && lines[shapes[next].HeadFirst - 1].Page == line.Page
        && !line.Cells.Any(cell => cell.Content == CellContent.Figure && cell.Text.AsSpan().IndexOfAny(".,") is > 0 and var mark && mark < cell.Text.Length - 1);
}
