namespace MediAgents.Billing.Reading.Tables;

/// <summary>Pack, batch and expiry of a pharmacy's row where only single blanks part the cells.</summary>
internal static class MedicineCells
{
    /// <summary>
    /// Takes such cells, as far as the head names them after the description, from the end of the words between
    /// <paramref name="from"/> and <paramref name="to"/>. A cell that does not look its part ends the taking.
    /// </summary>
    public static int TakeEnd(List<Token> tokens, int from, int to, IReadOnlyList<Column> head, ref RawRow row)
    {
        var kinds = new List<ColumnKind>();
        foreach (var column in head)
        {
            if (column.Kind == ColumnKind.Description)
                kinds.Clear();
            else if (column.Kind is ColumnKind.Pack or ColumnKind.Batch or ColumnKind.Expiry)
                kinds.Add(column.Kind);
        }

        for (var i = kinds.Count - 1; i >= 0 && to > from + 1 && Fits(kinds[i], tokens[to - 1].Text); i--)
            row = RowReader.Put(row, kinds[i], tokens[--to].Text);
        return to;
    }

    /// <summary>True for what looks like a pack, batch or expiry, in such a column.</summary>
    public static bool Fits(ColumnKind kind, string text) => kind switch
    {
        ColumnKind.Expiry => ExpiryMonths.Read(text) is not null,
        ColumnKind.Pack => IsPack(text),
        ColumnKind.Batch => IsBatch(text),
        _ => false,
    };

    private static bool IsBatch(string text) =>
        text.Any(char.IsDigit) && text.Length >= 3 && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c) || c is '-' or '/');

    /// <summary>"10's", "15S", "1x10", "2X15", "100ML", "10T".</summary>
    public static bool IsPack(string text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c) || c is '\'' or '’' or '×' or '*')
                letters++;
            else if (!char.IsAsciiDigit(c))
                return false;
        }

        return text.Length <= 8 && char.IsAsciiDigit(text[0]) && letters is > 0 and <= 3;
    }
}
