namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// Reads one row of a bill's table. Where the head leaves a choice, the reading in which quantity times rate gives the amount wins;
/// a row whose columns are plain keeps its figures even if they do not agree, so that the audit can say so.
/// </summary>
internal static class RowReader
{
    /// <summary>A row whose cells are separated (pipes, tabs, CSV); <see cref="Column.Start"/> is the cell's index.</summary>
    public static RawRow FromCells(IReadOnlyList<string> cells, IReadOnlyList<Column> head)
    {
        var row = new RawRow();
        foreach (var column in head)
        {
            if (column.Start < cells.Count)
                row = Put(row, column.Kind, cells[column.Start].Trim());
        }

        return row;
    }

    /// <summary>A row whose every column's text is known.</summary>
    public static RawRow FromTexts(IReadOnlyList<string> texts, IReadOnlyList<Column> head)
    {
        var row = new RawRow();
        for (var i = 0; i < texts.Count; i++)
            row = Put(row, head[i].Kind, texts[i]);
        return row;
    }

    /// <param name="tokens">The row's words.</param>
    /// <param name="head">The columns; empty if there are none.</param>
    /// <param name="nextSerial">The number the row would have.</param>
    /// <param name="hasLeader">Whether dots lead to the amount.</param>
    /// <param name="isPlaced">Whether the columns are known from the rows themselves: then where a cell stands decides.</param>
    /// <param name="isWrapped">Whether lines around belong to the row: then its words may stand there.</param>
    public static RawRow? FromText(List<Token> tokens, IReadOnlyList<Column> head, int nextSerial, bool hasLeader, bool isPlaced, bool isWrapped)
    {
        var aligned = head.Count > 1 && tokens.Exists(token => token.Gap >= 2) ? AlignedRow.Read(tokens, head) : null;
        if (aligned is { Amount: not null } && (aligned.HasText || isWrapped) && (isPlaced || aligned.IsConsistent))
            return aligned;
        var sequence = SequenceRow.Read(tokens, head, nextSerial, hasLeader);
        if (aligned is not { Amount: not null })
            return sequence ?? aligned;
        if (sequence is not { IsConsistent: true })
            return aligned;
        // Where quantity or rate is blank, a number that ends the description is not taken for it.
        var complete = aligned is not { HasText: true } || aligned is { Quantity: not null, Rate: not null } or { Quantity: null, Rate: null };
        return complete || aligned.Description == sequence.Description ? sequence : aligned;
    }

    /// <summary>Adds the text of one cell to the row under the meaning of its column; a cell that does not fit changes nothing.</summary>
    public static RawRow Put(RawRow row, ColumnKind kind, string text)
    {
        if (text.Length == 0 || text is "-" or "--")
            return row;
        return kind switch
        {
            ColumnKind.Serial => Digits.TrySerial(text, out var serial) ? row with { Serial = serial } : row,
            ColumnKind.Date => Dates.TryParse(text, out var date) ? row with { Date = date, Time = Dates.TimeIn(text) ?? row.Time } : row,
            ColumnKind.Time => row with { Time = Dates.TimeIn(text) ?? row.Time },
            ColumnKind.Code => row with { Code = text },
            ColumnKind.Description => row with { Description = row.Description.Length == 0 ? text : $"{row.Description} {text}" },
            ColumnKind.Quantity => PutQuantity(row, text),
            ColumnKind.Unit => Amounts.TryParse(text, out var units) && row.Quantity is null ? row with { Quantity = units } : row with { Unit = text },
            ColumnKind.Product => PutProduct(row, text),
            ColumnKind.Pack => row with { Pack = text },
            ColumnKind.Batch => row with { Batch = text },
            ColumnKind.Expiry => row with { Expiry = ExpiryMonths.Read(text) ?? row.Expiry },
            ColumnKind.Rate => Amounts.TryParse(text, out var rate) ? row with { Rate = rate } : row,
            ColumnKind.Discount => Amounts.TryParse(text, out var discount) ? row with { Discount = discount } : row,
            ColumnKind.Tax => Amounts.TryParse(text, out var tax) ? row with { Tax = tax } : row,
            ColumnKind.Amount => Amounts.TryParse(text, out var amount) ? row with { Amount = amount } : row,
            _ => row,
        };
    }

    /// <summary>The quantity stands first, unless only the second figure is a whole number.</summary>
    private static RawRow PutProduct(RawRow row, string text)
    {
        if (TextCell.Factors(text) is not var (one, other))
            return row;
        var isRateFirst = one != decimal.Truncate(one) && other == decimal.Truncate(other);
        return row with { Quantity = isRateFirst ? other : one, Rate = isRateFirst ? one : other };
    }

    /// <summary>"10 tab" is a quantity with its unit.</summary>
    private static RawRow PutQuantity(RawRow row, string text)
    {
        if (Amounts.TryParse(text, out var quantity))
            return row with { Quantity = quantity };
        return TextCell.Measure(text) is var (number, unit) ? row with { Quantity = number, Unit = unit } : row;
    }
}
