namespace MediAgents.Billing.Reading.Tables;

/// <summary>What a line of a table is.</summary>
internal enum TableLineKind
{
    /// <summary>A heading, a line whose figures cannot be read, or one that is no part of the table.</summary>
    Other,
    /// <summary>The line of a row that holds its amount.</summary>
    Row,
    /// <summary>A label and an amount, without what the table's items have.</summary>
    Sum,
    /// <summary>A piece of a row whose cells take several lines.</summary>
    Piece,
}

/// <summary>A line of a table, and the lines above and below it whose cells belong to its row.</summary>
internal sealed class TableLine(TextLine source, TableLineKind kind)
{
    public TextLine Source => source;

    public TableLineKind Kind { get; set; } = kind;

    /// <summary>Lines above that belong to the row, from the top.</summary>
    public List<TextLine> Above { get; } = [];

    /// <summary>Lines below that belong to the row, from the top.</summary>
    public List<TextLine> Below { get; } = [];

    public bool IsWrapped => Above.Count + Below.Count > 0;

    /// <summary>Adds what the other lines of the row hold to what its main line does.</summary>
    public RawRow Complete(RawRow row, IReadOnlyList<Column> columns)
    {
        if (!IsWrapped || AlignedRow.Place(source.Tokens, columns) is not { } main)
            return row;
        var above = Above.ConvertAll(line => AlignedRow.Place(line.Tokens, columns));
        var below = Below.ConvertAll(line => AlignedRow.Place(line.Tokens, columns));
        for (var i = 0; i < columns.Count; i++)
        {
            var column = i;
            List<string> parts = [.. above.Select(texts => texts?[column] ?? ""), main[column], .. below.Select(texts => texts?[column] ?? "")];
            parts.RemoveAll(part => part.Length == 0);
            if (parts.Count > (main[column].Length == 0 ? 0 : 1))
                row = With(row, columns[column].Kind, parts, main[column]);
        }

        return row with { OtherTextLines = [.. Above.Concat(Below).Where(line => line.Page == source.Page).Select(line => line.Number)] };
    }

    private static RawRow With(RawRow row, ColumnKind kind, List<string> parts, string main)
    {
        var (spaced, joined) = (string.Join(' ', parts), string.Concat(parts));
        return kind switch
        {
            // The words of the row may have been read apart from its cells; what the lines around it add stays around them.
            ColumnKind.Description => row with { Description = main.Length > 0 && row.Description != main ? spaced.Replace(main, row.Description, StringComparison.Ordinal) : spaced },
            ColumnKind.Date => Dates.TryParse(spaced, out _) ? RowReader.Put(row, kind, spaced) : RowReader.Put(row, kind, joined),
            ColumnKind.Pack => RowReader.Put(row, kind, spaced),
            ColumnKind.Batch or ColumnKind.Code or ColumnKind.Expiry => RowReader.Put(row, kind, joined),
            _ => row,
        };
    }
}
