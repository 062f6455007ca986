namespace MediAgents.Billing.Reading.Tables;

/// <summary>Reads a row by where its cells stand under the head, as in <c>pdftotext -layout</c>.</summary>
internal static class AlignedRow
{
    /// <summary>Null if two cells claim one column: then position decides nothing.</summary>
    public static RawRow? Read(List<Token> tokens, IReadOnlyList<Column> head) => Place(tokens, head) is { } texts ? RowReader.FromTexts(texts, head) : null;

    /// <summary>The text in each column, empty where there is none; null if two cells claim one column.</summary>
    public static string[]? Place(List<Token> tokens, IReadOnlyList<Column> head)
    {
        var texts = new string[head.Count];
        Array.Fill(texts, "");
        var lastDate = -1;
        foreach (var (first, end) in Cells(tokens))
        {
            var from = first;
            var to = end;
            while (from < to - 1 && LeadingColumn(tokens[from], head, texts) is { } leading)
            {
                lastDate = head[leading].Kind == ColumnKind.Date ? leading : lastDate;
                texts[leading] = tokens[from++].Text;
            }

            // The time of day goes with the date before it.
            if (lastDate >= 0 && Dates.IsTime(tokens[from].Text))
            {
                texts[lastDate] = $"{texts[lastDate]} {tokens[from].Text}";
                if (++from == to)
                    continue;
            }

            var trailing = new Stack<(int Column, string Text)>();
            while (to > from + 1 && TrailingColumn(tokens[to - 1], head) is { } column)
            {
                trailing.Push((column, tokens[to - 1].Text));
                to--;
            }

            var text = string.Join(' ', tokens.GetRange(from, to - from).Select(token => token.Text));
            trailing.Push((Nearest(tokens[from].Start, tokens[to - 1].End, text, head), text));
            foreach (var (column, cell) in trailing)
            {
                if (texts[column].Length > 0 && head[column].Kind is not (ColumnKind.Description or ColumnKind.Other))
                    return null;
                texts[column] = texts[column].Length == 0 ? cell : $"{texts[column]} {cell}";
                lastDate = head[column].Kind == ColumnKind.Date && Dates.TryParse(cell, out _) ? column : lastDate;
            }
        }

        return texts;
    }

    private static IEnumerable<(int First, int End)> Cells(List<Token> tokens)
    {
        var first = 0;
        for (var i = 1; i <= tokens.Count; i++)
        {
            if (i == tokens.Count || !TextCell.GoesOn(tokens, i))
            {
                yield return (first, i);
                first = i;
            }
        }
    }

    /// <summary>A serial number, date or code that stands only one blank before the description.</summary>
    private static int? LeadingColumn(Token token, IReadOnlyList<Column> head, string[] texts)
    {
        for (var i = 0; i < head.Count && head[i].Kind != ColumnKind.Description; i++)
        {
            if (texts[i].Length > 0 || !Overlaps(token, head[i], 2))
                continue;
            if (head[i].Kind == ColumnKind.Serial && Digits.TrySerial(token.Text, out _))
                return i;
            if (head[i].Kind == ColumnKind.Date && (Dates.TryParse(token.Text, out _) || Dates.IsDayAndMonth(token.Text) || MonthNames.Find(token.Text) > 0))
                return i;
            if (head[i].Kind == ColumnKind.Code && token.Text.Any(char.IsDigit))
                return i;
        }

        return null;
    }

    /// <summary>A figure, a date, a pack or batch, that ran up to the end of a long description.</summary>
    private static int? TrailingColumn(Token token, IReadOnlyList<Column> head)
    {
        for (var i = 0; i < head.Count; i++)
        {
            if ((MedicineCells.Fits(head[i].Kind, token.Text) && Overlaps(token, head[i], 0)) || (head[i].Kind == ColumnKind.Date && Overlaps(token, head[i], 2) && Dates.TryParse(token.Text, out _)))
                return i;
        }

        if (!Amounts.TryParse(token.Text, out _))
            return null;
        for (var i = 0; i < head.Count; i++)
        {
            if ((IsFigure(head[i].Kind) || head[i].Kind is ColumnKind.Other or ColumnKind.Batch) && Overlaps(token, head[i], 0))
                return i;
        }

        return null;
    }

    private static int Nearest(int start, int end, string text, IReadOnlyList<Column> head)
    {
        var isNumber = Amounts.TryParse(text, out _) || Amounts.IsBeyondRange(text);
        var isProduct = !isNumber && TextCell.Factors(text) is not null;
        var isDate = !isNumber && !isProduct && (Dates.TryParse(text, out _) || Dates.IsDayAndMonth(text));
        var best = 0;
        var bestDistance = int.MaxValue;
        for (var i = 0; i < head.Count; i++)
        {
            var kind = head[i].Kind;
            if (kind == ColumnKind.Product && !isProduct)
                continue;
            if (isDate ? kind is not (ColumnKind.Date or ColumnKind.Expiry or ColumnKind.Other) : !isNumber && IsFigure(kind) && kind != ColumnKind.Quantity)
                continue;
            var overlap = Math.Min(end, head[i].End) - Math.Max(start, head[i].Start);
            // The day of a date may stand alone, with month and year wrapped below it.
            var isDay = kind == ColumnKind.Date && overlap > 0 && Digits.TrySerial(text, out var day) && day is >= 1 and <= 31 or >= 1900 and <= 2099;
            // A number among the words of a description has wide blanks around it now and then.
            var isAmongWords = kind == ColumnKind.Description && overlap == end - start;
            if (isNumber && !isDay && !isAmongWords && kind is ColumnKind.Description or ColumnKind.Date or ColumnKind.Expiry)
                continue;
            var distance = overlap > 0
                ? (isNumber ? -overlap : Math.Min(0, Math.Abs(start - head[i].Start) - 1000))
                : Math.Min(Math.Abs(start - head[i].Start), Math.Abs(end - head[i].End));
            if (distance < bestDistance)
                (best, bestDistance) = (i, distance);
        }

        return best;
    }

    private static bool IsFigure(ColumnKind kind) =>
        kind is ColumnKind.Quantity or ColumnKind.Rate or ColumnKind.Discount or ColumnKind.Tax or ColumnKind.Amount;

    private static bool Overlaps(Token token, Column column, int slack) =>
        Math.Min(token.End, column.End + slack) > Math.Max(token.Start, column.Start - slack);
}
