namespace MediAgents.Billing.Reading.Tables;

/// <summary>What a cell looks like, whatever stands over it.</summary>
internal enum CellContent
{
    Words,
    Figure,
    Date,
    /// <summary>Two figures with a sign of multiplication between them.</summary>
    Product,
    /// <summary>A dash in place of a value.</summary>
    Blank,
}

/// <summary>Words that one blank parts; two or more part cells. <paramref name="Value"/> is a figure's, else not a number.</summary>
internal readonly record struct TextCell(string Text, int Start, int End, CellContent Content, double Value)
{
    /// <summary>The cells of a line. A date that begins a cell, also behind a serial number, is a cell of its own.</summary>
    public static List<TextCell> Split(IReadOnlyList<Token> tokens)
    {
        var cells = new List<TextCell>();
        for (var first = 0; first < tokens.Count;)
        {
            var end = first + 1;
            while (end < tokens.Count && tokens[end].Gap < 2)
                end++;
            var front = Front(tokens, first, end);
            for (; first < front; first++)
                cells.Add(Of(tokens, first, first + 1));
            if (first < end)
                cells.Add(Of(tokens, first, end));
            first = end;
        }

        return cells;
    }

    /// <summary>How far a cell of its own, or two, stand before the words of a cell.</summary>
    private static int Front(IReadOnlyList<Token> tokens, int first, int end)
    {
        var date = Digits.TrySerial(tokens[first].Text, out _) ? first + 1 : first;
        return date + 1 < end && char.IsDigit(tokens[date].Text[0]) && (Dates.TryParse(tokens[date].Text, out _) || Dates.IsDayAndMonth(tokens[date].Text)) ? date + 1 : first;
    }

    private static TextCell Of(IReadOnlyList<Token> tokens, int first, int end)
    {
        var text = end - first == 1 ? tokens[first].Text : string.Join(' ', tokens.Skip(first).Take(end - first).Select(token => token.Text));
        var (content, value) = Look(text);
        return new(text, tokens[first].Start, tokens[end - 1].End, content, value);
    }

    /// <summary>The two figures of "6 x 3,976", "6 @ 500" or "6*500"; null for any other text.</summary>
    public static (decimal One, decimal Other)? Factors(string text)
    {
        var sign = char.IsDigit(text[0]) ? text.AsSpan().IndexOfAny("xX×*@") : -1;
        return sign > 0 && Amounts.TryParse(text.AsSpan(0, sign), out var one) && Amounts.TryParse(text.AsSpan(sign + 1), out var other) ? (one, other) : null;
    }

    /// <summary>What a text looks like, and its value if it is a figure; "10 tab" is one.</summary>
    public static (CellContent Content, double Value) Look(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept("-–—.") < 0)
            return (CellContent.Blank, double.NaN);
        if (Amounts.TryParse(text, out var amount))
            return (CellContent.Figure, (double)amount);
        if (char.IsDigit(text[0]) && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank && Units.Find(text[(blank + 1)..]) is not null
            && Amounts.TryParse(text.AsSpan(0, blank), out amount))
            return (CellContent.Figure, (double)amount);
        if (Factors(text) is not null)
            return (CellContent.Product, double.NaN);
        return Dates.TryParse(text, out _) || Dates.IsDayAndMonth(text) ? (CellContent.Date, double.NaN) : (CellContent.Words, double.NaN);
    }
}
