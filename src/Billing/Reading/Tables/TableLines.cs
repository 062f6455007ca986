namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// Groups the lines of a table into rows by its columns: a line with an amount is a row or a sum, a line whose cells all stand in
/// columns that wrap is a piece of the row above or below.
/// </summary>
internal sealed class TableLines
{
    /// <summary>Characters of a section's title at least.</summary>
    private const int ShortestTitle = 4;

    /// <summary>Characters of what calls it a sum at most.</summary>
    private const int LongestRest = 24;

    private readonly TableShape shape;
    private readonly Column amount;
    private readonly HashSet<ColumnKind> usual;
    private readonly IReadOnlyList<string> sums;

    private TableLines(TableShape shape, IReadOnlyList<string> sums)
    {
        (this.shape, this.sums) = (shape, sums);
        amount = shape.Columns.FindLast(column => column.Kind == ColumnKind.Amount);
        usual = shape.Usual;
    }

    /// <param name="shape">The table.</param>
    /// <param name="lines">The lines from below its head to the next table or the end of the page.</param>
    /// <param name="sums">The labels of the bill's sums: what one of them names is a section.</param>
    public static List<TableLine> Of(TableShape shape, IReadOnlyList<TextLine> lines, IReadOnlyList<string> sums)
    {
        var table = new TableLines(shape, sums);
        var read = new List<TableLine>(lines.Count);
        foreach (var line in lines)
            read.Add(new(line, table.KindOf(line, isBehindRow: read.Count > 0 && read[^1].Kind is TableLineKind.Row or TableLineKind.Piece)));
        WrappedLines.Attach(read, shape);
        return read;
    }

    private TableLineKind KindOf(TextLine line, bool isBehindRow)
    {
        if (line.Tokens.Count == 0 || line.HasMarkedCells || PageMarks.EndsLine(line.Tokens) || PageMarks.Counts(line.Tokens, line.Page))
            return TableLineKind.Other;
        if (IsSum(line))
            return TableLineKind.Sum;
        if (line.Number > shape.LastRow + WrappedLines.Most)
            return TableLineKind.Other;
        if (AlignedRow.Place(line.Tokens, shape.Columns) is not { } texts)
            return TableLineKind.Other;
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i].Length > 0 && shape.Columns[i].Kind == ColumnKind.Amount)
                return Amounts.TryParse(texts[i], out _) && line.Number <= shape.LastRow ? TableLineKind.Row : TableLineKind.Other;
        }

        return IsPiece(line, texts) && (isBehindRow || !IsSummedUp(line.Text.Trim())) ? TableLineKind.Piece : TableLineKind.Other;
    }

    /// <summary>A label and an amount in a table whose items have more.</summary>
    private bool IsSum(TextLine line) =>
        usual.Count > 0 && line.Cells.Count >= 2 && line.Cells[^1] is { Content: CellContent.Figure } last
        && Math.Min(last.End, amount.End + 2) > Math.Max(last.Start, amount.Start - 2)
        && line.Cells.SkipLast(1).All(cell => cell.Content == CellContent.Words || (cell.Content == CellContent.Figure && line.Text.Contains('%', StringComparison.Ordinal)))
        && !Digits.TrySerial(line.Tokens[0].Text, out _) && !HasUsual(line);

    private bool HasUsual(TextLine line) =>
        line.Number <= shape.LastRow && AlignedRow.Place(line.Tokens, shape.Columns) is { } texts
        && RowReader.FromTexts(texts, shape.Columns) is { Serial: not null } or { Date: not null } or { Quantity: not null } or { Rate: not null };

    /// <summary>"Disposables" where "Total of disposables" stands: a section's title, unless it stands behind a row whose wording it may end.</summary>
    private bool IsSummedUp(string text) =>
        text.Length >= ShortestTitle && sums.Any(sum => sum.Length > text.Length && sum.Length <= text.Length + LongestRest
            && (sum.StartsWith(text, StringComparison.OrdinalIgnoreCase) || sum.EndsWith(text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Cells in columns that wrap only, of which one is not the first thing of its line and none is a heading.</summary>
    private bool IsPiece(TextLine line, string[] texts)
    {
        if (line.Text.TrimEnd().EndsWith(':'))
            return false;
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i].Length > 0 && shape.Columns[i].Kind is not (ColumnKind.Description or ColumnKind.Date or ColumnKind.Pack or ColumnKind.Batch or ColumnKind.Code or ColumnKind.Expiry or ColumnKind.Other))
                return false;
        }

        return line.Cells.All(cell => shape.Columns.Exists(column => cell.Start >= column.Start - 2 && cell.Start < column.End));
    }
}
