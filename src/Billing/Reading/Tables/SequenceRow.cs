namespace MediAgents.Billing.Reading.Tables;

/// <summary>Reads a row by the order of its parts: serial, date and code in front, figures at the end, words between.</summary>
internal static class SequenceRow
{
    public static RawRow? Read(List<Token> tokens, IReadOnlyList<Column> head, int nextSerial, bool hasLeader)
    {
        var row = new RawRow();
        var from = ReadFront(tokens, head, nextSerial, ref row);
        var to = tokens.Count;
        var figures = new List<Figure>();
        while (to > from && TryFigure(tokens[to - 1], out var figure))
        {
            // "Liver function test 1,500.00": a unit follows a quantity.
            if (figure.Unit is not null && (to - 1 == from || !Amounts.TryParse(tokens[to - 2].Text, out _)))
                break;
            if (figure.Value is not null)
                figures.Insert(0, figure);
            else if (figure.Unit is not null)
                row = row with { Unit = figure.Unit };
            to--;
        }

        var kept = Keep(figures, head);
        while (figures.Count > kept)
        {
            to = Math.Max(to, tokens.FindIndex(token => token.Start == figures[0].Start) + 1);
            figures.RemoveAt(0);
        }

        to = MedicineCells.TakeEnd(tokens, from, to, head, ref row);
        if (row.Date is null && to > from + 1 && head.Any(column => column.Kind == ColumnKind.Date) && Dates.TryParse(tokens[to - 1].Text, out var day))
            (row, to) = (row with { Date = day }, to - 1);
        row = row with { Description = string.Join(' ', tokens.GetRange(from, Math.Max(0, to - from)).Select(token => token.Text)).TrimEnd('.', ':', '-', ' ') };
        if (!row.HasText || figures.Count == 0)
            return null;
        if (head.Count == 0 && !hasLeader && !LooksLikeMoney(figures, tokens, to))
            return null;
        return Assign(row, figures, head);
    }

    /// <summary>A row without figures: serial, date and code in front, the rest is description.</summary>
    public static RawRow ReadFront(List<Token> tokens, IReadOnlyList<Column> head, int nextSerial)
    {
        var row = new RawRow();
        var from = ReadFront(tokens, head, nextSerial, ref row);
        return row with { Description = string.Join(' ', tokens.Skip(from).Select(token => token.Text)) };
    }

    private static int ReadFront(List<Token> tokens, IReadOnlyList<Column> head, int nextSerial, ref RawRow row)
    {
        var at = 0;
        var first = tokens[0].Text;
        var bare = first.TrimEnd('.', ')', '।');
        if (tokens.Count > (bare.Length < first.Length ? 1 : 2) && Digits.TrySerial(bare, out var serial) && serial is > 0 and < 20_000
            && (bare.Length < first.Length || serial == nextSerial || (head.Count > 0 && head[0].Kind == ColumnKind.Serial)))
        {
            row = row with { Serial = serial };
            at++;
        }

        // A serial number that a scan turned into a letter or sign: the date behind it tells what it was.
        if (at == 0 && tokens.Count > 2 && head.Count > 0 && head[0].Kind == ColumnKind.Serial && first.Length <= 2 && Dates.TryParse(tokens[1].Text, out _))
        {
            row = row with { Serial = nextSerial };
            at++;
        }

        for (var step = 0; step < 3 && at < tokens.Count - 1; step++)
        {
            if (row.Date is null && Dates.TryParse(tokens[at].Text, out var date))
                row = row with { Date = date };
            else if (step == 0 && Dates.IsDayAndMonth(tokens[at].Text))
            {
                // The year stands below it.
            }
            else if (row is { Date: not null, Time: null } && Dates.IsTime(tokens[at].Text) && Dates.TimeIn(tokens[at].Text) is { } time)
                row = row with { Time = time };
            else if (row.Code is null && LooksLikeCode(tokens[at].Text))
                row = row with { Code = tokens[at].Text };
            else
                break;
            at++;
        }

        return at;
    }

    /// <summary>Two letters and three digits, the shape of a CGHS code.</summary>
    public static bool LooksLikeCode(string text) =>
        text.Length == 5 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1])
        && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3]) && char.IsAsciiDigit(text[4]);

    private readonly record struct Figure(decimal? Value, string? Unit, int Start, int Gap, bool Whole, bool Marked);

    private static bool TryFigure(Token token, out Figure figure)
    {
        if (Amounts.TryParse(token.Text, out var value))
        {
            var marked = token.Text.AsSpan().IndexOfAny(".,₹/") >= 0 || token.End - token.Start > token.Text.Length;
            figure = new(value, null, token.Start, token.Gap, !token.Text.Contains('.', StringComparison.Ordinal) && value >= 0, marked);
            return true;
        }

        figure = new(null, Units.Find(token.Text), token.Start, token.Gap, false, false);
        return figure.Unit is not null || token.Text is "x" or "X" or "×" or "@" or "=" or "*" or "|" or "-";
    }

    /// <summary>How many of the trailing figures are columns; the others end the description ("CA 125").</summary>
    private static int Keep(List<Figure> figures, IReadOnlyList<Column> head)
    {
        var columns = FiguresOf(head).Count;
        if (columns > 0 && figures.Count >= columns)
            return columns;
        if (figures.Count <= 1)
            return figures.Count;
        if (figures.Exists(figure => figure.Gap >= 2))
            return figures.Count - figures.FindIndex(figure => figure.Gap >= 2);
        for (var n = 3; n <= Math.Min(5, figures.Count); n++)
        {
            if (Assign(new(), figures.GetRange(figures.Count - n, n), []).IsConsistent)
                return n;
        }

        return figures.Count == 2 ? (figures[0].Value == figures[1].Value ? 2 : 1) : Math.Min(figures.Count, 3);
    }

    private static bool LooksLikeMoney(List<Figure> figures, List<Token> tokens, int to) =>
        figures[^1].Marked
            ? to == 0 || !tokens[to - 1].Text.EndsWith(':') || figures.Count > 1
            : figures.Count >= 3 && Assign(new(), figures, []).IsConsistent;

    private static List<ColumnKind> FiguresOf(IReadOnlyList<Column> head)
    {
        var kinds = new List<ColumnKind>();
        foreach (var column in head)
        {
            if (column.Kind is ColumnKind.Quantity or ColumnKind.Rate or ColumnKind.Discount or ColumnKind.Tax or ColumnKind.Amount)
                kinds.Add(column.Kind);
            else if (column.Kind is ColumnKind.Description)
                kinds.Clear();
        }

        return kinds;
    }

    private static RawRow Assign(RawRow row, List<Figure> figures, IReadOnlyList<Column> head)
    {
        var kinds = FiguresOf(head);
        if (kinds.Count == figures.Count && kinds.Contains(ColumnKind.Amount))
        {
            for (var i = 0; i < kinds.Count; i++)
                row = Set(row, kinds[i], figures[i].Value!.Value);
            return row;
        }

        var amount = figures[^1].Value!.Value;
        row = row with { Amount = amount };
        if (figures.Count == 1)
            return row;
        if (figures.Count == 2)
        {
            var other = figures[0].Value!.Value;
            return other == amount ? row with { Rate = other, Quantity = 1 }
                : figures[0] is { Whole: true, Marked: false } && other is > 0 and <= 1000 ? row with { Quantity = other }
                : row with { Rate = other };
        }

        for (var i = 0; i < figures.Count - 1; i++)
        {
            for (var j = i + 1; j < figures.Count - 1; j++)
            {
                var (first, second) = (figures[i], figures[j]);
                var rest = figures.Count > 3 ? figures[^2].Value!.Value : 0;
                if (!Arithmetic.Agrees(first.Value!.Value, second.Value!.Value, j == figures.Count - 2 ? 0 : rest, 0, amount))
                    continue;
                var rateFirst = second is { Whole: true, Marked: false } && first is not { Whole: true, Marked: false };
                return row with
                {
                    Quantity = rateFirst ? second.Value : first.Value,
                    Rate = rateFirst ? first.Value : second.Value,
                    Discount = j == figures.Count - 2 ? 0 : Math.Max(0, first.Value.Value * second.Value.Value - amount),
                };
            }
        }

        return row with { Quantity = figures[0].Value, Rate = figures[1].Value };
    }

    private static RawRow Set(RawRow row, ColumnKind kind, decimal value) => kind switch
    {
        ColumnKind.Quantity => row with { Quantity = value },
        ColumnKind.Rate => row with { Rate = value },
        ColumnKind.Discount => row with { Discount = value },
        ColumnKind.Tax => row with { Tax = value },
        _ => row with { Amount = value },
    };
}
