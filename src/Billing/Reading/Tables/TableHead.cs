namespace MediAgents.Billing.Reading.Tables;

/// <summary>The words over a table's columns, in any language: the line above the first row whose words stand over most columns.</summary>
/// <param name="Lines">Its lines; empty if there is none.</param>
/// <param name="Words">What stands over each column; empty where nothing does.</param>
/// <param name="Places">How far each heading reaches; (0, 0) where there is none.</param>
internal sealed record TableHead(IReadOnlyList<TextLine> Lines, string[] Words, (int Start, int End)[] Places)
{
    /// <summary>Over each column the known headings side by side, where two stand over cells that the text does not part.</summary>
    public List<Column>[] Parts { get; private init; } = [];

    /// <summary>Of a heading: "GST 12%".</summary>
    private const int MostDigits = 2;

    /// <summary>Lines above the first row among which the head is looked for.</summary>
    private const int Reach = 7;

    /// <param name="lines">The lines of the page.</param>
    /// <param name="firstRow">Where among them the first row stands.</param>
    /// <param name="from">Where the lines begin that may belong to the table.</param>
    /// <param name="columns">Where its columns stand.</param>
    public static TableHead Of(IReadOnlyList<TextLine> lines, int firstRow, int from, IReadOnlyList<(int Start, int End)> columns)
    {
        var best = -1;
        var most = 0;
        for (var i = firstRow - 1; i >= Math.Max(from, firstRow - Reach); i--)
        {
            if (Headings(lines[i], columns) is var over && over > most)
                (best, most) = (i, over);
        }

        var (words, places) = (new string[columns.Count], new (int Start, int End)[columns.Count]);
        Array.Fill(words, "");
        if (best < 0 || most < 2 || most * 2 < columns.Count)
            return new([], words, places) { Parts = [.. columns.Select(_ => new List<Column>())] };
        var (first, last) = (best, best);
        while (first > from && best - first < 2 && Continues(lines[first - 1], lines[best], columns))
            first--;
        while (last + 1 < firstRow && last - best < 2 && Continues(lines[last + 1], lines[best], columns))
            last++;
        var head = lines.Skip(first).Take(last - first + 1).ToList();
        foreach (var line in head)
            Read(line, columns, words, places);
        return new(head, words, places) { Alone = AloneIn(head, columns, places), Parts = [.. columns.Select(column => PartsOver(head, column))] };
    }

    /// <summary>Known headings over no cell of a row: of these columns the cells stand on the lines around.</summary>
    private static List<Column> AloneIn(List<TextLine> head, IReadOnlyList<(int Start, int End)> columns, (int Start, int End)[] places) =>
        [.. head.SelectMany(line => line.Cells)
            .Where(cell => !columns.Concat(places).Any(column => Overlaps(cell.Start, cell.End, column, 1)))
            .Select(cell => new Column(ColumnWords.Find(cell.Text) ?? ColumnKind.Other, cell.Start, cell.End))
            .Where(column => column.Kind is ColumnKind.Date or ColumnKind.Description)];

    private static List<Column> PartsOver(List<TextLine> head, (int Start, int End) column)
    {
        var parts = new List<Column>();
        foreach (var token in head.SelectMany(line => line.Tokens).Where(token => Overlaps(token.Start, token.End, column, 0)).OrderBy(token => token.Start))
        {
            if (ColumnWords.Find(token.Text) is { } kind and (ColumnKind.Pack or ColumnKind.Batch or ColumnKind.Expiry or ColumnKind.Code or ColumnKind.Other))
                parts.Add(new(kind, token.Start, token.End));
        }

        return parts.Count == 2 && parts[0].Kind != parts[1].Kind && parts[0].End <= parts[1].Start ? parts : [];
    }

    /// <summary>Headings of dates and descriptions under which no row has a cell.</summary>
    public List<Column> Alone { get; private init; } = [];

    /// <summary>All its words in order.</summary>
    public string Text => text ??= string.Join(' ', Lines.SelectMany(line => line.Tokens).Select(token => token.Text));

    private string? text;

    /// <summary>Over how many columns a line's words stand; 0 for a line that is no head.</summary>
    private static int Headings(TextLine line, IReadOnlyList<(int Start, int End)> columns) =>
        line.Tokens.Count < 2 || line.Tokens.Exists(IsValue) ? 0 : line.Tokens.Select(token => Over(token, columns)).Where(column => column >= 0).Distinct().Count();

    /// <summary>A line beside the head whose every word stands over a column, where the head's own line leaves room or goes on.</summary>
    private static bool Continues(TextLine line, TextLine head, IReadOnlyList<(int Start, int End)> columns) =>
        line.Tokens.Count > 0 && line.Cells.Count <= head.Cells.Count + 1 && !line.Tokens.Exists(IsValue)
        && line.Cells.All(cell => cell.End - cell.Start <= 24 && columns.Any(column => Overlaps(cell.Start, cell.End, column, 1)))
        && (line.Cells.Count > 1 || GoesOn(line.Cells[0], head, columns))
        && !line.Text.Contains(':', StringComparison.Ordinal);

    /// <summary>A cell alone goes on with a head if it fills a gap of it, is a word of headings or stands in brackets; else it heads the first rows.</summary>
    private static bool GoesOn(TextCell cell, TextLine head, IReadOnlyList<(int Start, int End)> columns) =>
        cell.Text[0] == '(' || cell.Text.Split(' ').All(ColumnWords.IsPart)
        || (cell.Start > columns[0].End + 1 && !head.Cells.Any(other => columns.Any(column => Overlaps(other.Start, other.End, column, 1) && Overlaps(cell.Start, cell.End, column, 1))));

    /// <summary>Amounts, dates and numbers of bills and patients, which no heading has.</summary>
    private static bool IsValue(Token token) =>
        token.Text.Count(char.IsDigit) is > MostDigits and var digits && digits * 2 > token.Text.Length || (char.IsDigit(token.Text[0]) && (Amounts.TryParse(token.Text, out _) || Dates.TryParse(token.Text, out _)));

    private static void Read(TextLine line, IReadOnlyList<(int Start, int End)> columns, string[] words, (int Start, int End)[] places)
    {
        var last = -1;
        for (var i = 0; i < line.Tokens.Count; i++)
        {
            var token = line.Tokens[i];
            var column = Over(token, columns);
            if (column < 0)
                column = token.Gap < 2 && last >= 0 ? last : Next(line.Tokens, i, columns);
            if (column < 0)
                continue;
            last = column;
            words[column] = words[column].Length == 0 ? token.Text : $"{words[column]} {token.Text}";
            var (start, end) = places[column];
            places[column] = end == 0 ? (token.Start, token.End) : (Math.Min(start, token.Start), Math.Max(end, token.End));
        }
    }

    /// <summary>The column of the next word of the same cell; else the nearest column.</summary>
    private static int Next(List<Token> tokens, int at, IReadOnlyList<(int Start, int End)> columns)
    {
        for (var i = at + 1; i < tokens.Count && tokens[i].Gap < 2; i++)
        {
            if (Over(tokens[i], columns) is >= 0 and var column)
                return column;
        }

        var nearest = Enumerable.Range(0, columns.Count).MinBy(column => Distance(tokens[at], columns[column]));
        return Distance(tokens[at], columns[nearest]) <= 3 ? nearest : -1;
    }

    private static int Distance(Token token, (int Start, int End) column) => Math.Max(0, Math.Max(column.Start - token.End, token.Start - column.End));

    /// <summary>The column a word overlaps most; -1 if it overlaps none.</summary>
    private static int Over(Token token, IReadOnlyList<(int Start, int End)> columns)
    {
        var (best, most) = (-1, 0);
        for (var i = 0; i < columns.Count; i++)
        {
            var overlap = Math.Min(token.End, columns[i].End) - Math.Max(token.Start, columns[i].Start);
            if (overlap > most)
                (best, most) = (i, overlap);
        }

        return best;
    }

    private static bool Overlaps(int start, int end, (int Start, int End) column, int slack) => Math.Min(end, column.End + slack) > Math.Max(start, column.Start - slack);
}
