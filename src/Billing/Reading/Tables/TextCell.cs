namespace MediAgents.Billing.Reading.Tables;

/// <summary>What a cell looks like, whatever stands over it.</summary>
internal enum CellContent
{
    Words,
    Figure,
    /// <summary>A number and one word, as in "8 nos", "5.00Nos", "৮ টি": a quantity with its unit, or a pack.</summary>
    Measure,
    Date,
    /// <summary>Two figures with a sign of multiplication between them.</summary>
    Product,
    /// <summary>A dash in place of a value.</summary>
    Blank,
}

/// <summary>Words that one blank parts; two or more part cells. <paramref name="Value"/> is a figure's, else not a number.</summary>
internal readonly record struct TextCell(string Text, int Start, int End, CellContent Content, double Value)
{
    /// <summary>Characters of a unit's word at most.</summary>
    private const int LongestUnit = 10;

    /// <summary>Blanks before a part of a product at most.</summary>
    private const int WidestInProduct = 3;

    /// <summary>Characters of a row's number with its bracket at most.</summary>
    private const int LongestSerial = 5;

    /// <summary>The cells of a line. A date that begins a cell, also behind a serial number, is a cell of its own, and so is one that ends it.</summary>
    public static List<TextCell> Split(IReadOnlyList<Token> tokens)
    {
        var cells = new List<TextCell>();
        for (var first = 0; first < tokens.Count;)
        {
            var end = first + 1;
            while (end < tokens.Count && GoesOn(tokens, end))
                end++;
            // Figures one blank apart are two columns that stand close.
            var front = IsFigures(tokens, first, end) ? end : Front(tokens, first, end);
            for (; first < front; first++)
                cells.Add(Of(tokens, first, first + 1));
            var back = first < end ? Back(tokens, first, end) : end;
            if (first < back)
                cells.Add(Of(tokens, first, back));
            if (back < end)
                cells.Add(Of(tokens, back, end));
            first = end;
        }

        return cells;
    }

    /// <summary>Whether a word belongs to the cell of the one before it.</summary>
    public static bool GoesOn(IReadOnlyList<Token> tokens, int at) => tokens[at].Gap < 2 || IsOfProduct(tokens, at);

    /// <summary>A sign of multiplication behind a figure, or the figure behind it: a blank of another font parts them.</summary>
    private static bool IsOfProduct(IReadOnlyList<Token> tokens, int at) =>
        tokens[at].Gap <= WidestInProduct && (IsSign(tokens, at) || (IsSign(tokens, at - 1) && Amounts.TryParse(tokens[at].Text, out _)));

    private static bool IsSign(IReadOnlyList<Token> tokens, int at) =>
        at > 0 && tokens[at].Text is "@" or "x" or "X" or "×" or "*" && at + 1 < tokens.Count && Amounts.TryParse(tokens[at - 1].Text, out _) && Amounts.TryParse(tokens[at + 1].Text, out _);

    private static bool IsFigures(IReadOnlyList<Token> tokens, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (!Amounts.TryParse(tokens[i].Text, out _))
                return false;
        }

        return true;
    }

    /// <summary>How far a cell of its own, or two, stand before the words of a cell: a date, a number of the row that a bracket or dot ends.</summary>
    private static int Front(IReadOnlyList<Token> tokens, int first, int end)
    {
        var date = Digits.TrySerial(tokens[first].Text, out _) ? first + 1 : first;
        if (date + 1 < end && char.IsDigit(tokens[date].Text[0]) && (Dates.TryParse(tokens[date].Text, out _) || Dates.IsDayAndMonth(tokens[date].Text)))
            return date + 1;
        return first == 0 && end > 1 && IsMarkedSerial(tokens[0].Text) ? 1 : first;
    }

    /// <summary>"12)" or "12.", in any digits.</summary>
    private static bool IsMarkedSerial(string text) => text.Length <= LongestSerial && !char.IsDigit(text[^1]) && Digits.TrySerial(text, out _);

    /// <summary>Where the one date that stands close behind the words of a cell begins; the end of the cell if none does.</summary>
    private static int Back(IReadOnlyList<Token> tokens, int first, int end)
    {
        var last = end - 1;
        return last > first && char.IsDigit(tokens[last].Text[0]) && Dates.TryParse(tokens[last].Text, out _) && !tokens[last - 1].Text.EndsWith(':')
            && !Enumerable.Range(first, last - first).Any(at => Dates.TryParse(tokens[at].Text, out _)) ? last : end;
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

    /// <summary>The number and the word of "8 nos", "5.00Nos" or "৮ টি", in any script; null for any other text.</summary>
    public static (decimal Number, string Unit)? Measure(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsDigit(text[end]) || text[end] is '.' or ','))
            end++;
        if (end == 0 || end == text.Length)
            return null;
        var unit = text[end..].Trim();
        return unit.Length <= LongestUnit && char.IsLetter(unit[0]) && unit.All(c => MonthNames.IsPart(c) || c == '.') && Amounts.TryParse(text.AsSpan(0, end).TrimEnd(), out var number)
            ? (number, unit) : null;
    }

    /// <summary>What a text looks like, and its value if it has one.</summary>
    public static (CellContent Content, double Value) Look(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept("-–—.") < 0)
            return (CellContent.Blank, double.NaN);
        if (Amounts.TryParse(text, out var amount))
            return (CellContent.Figure, (double)amount);
        if (IsMarkedSerial(text) && Digits.TrySerial(text, out var serial))
            return (CellContent.Figure, serial);
        if (Factors(text) is not null)
            return (CellContent.Product, double.NaN);
        if (Dates.TryParse(text, out _) || Dates.IsDayAndMonth(text))
            return (CellContent.Date, double.NaN);
        return Measure(text) is var (number, _) ? (CellContent.Measure, (double)number) : (CellContent.Words, double.NaN);
    }
}
