using CsvHelper;
using MediAgents.Billing.Reading.Tables;

namespace MediAgents.Billing.Reading;

/// <summary>A bill as separated values: quoted fields, columns in any order, labelled rows before and after the table.</summary>
internal static class CsvBill
{
    private const int LongestRecord = 100_000;

    public static bool LooksLikeCsv(string text) => FindHead(text, ",;") is not null;

    public static Bill Read(string text)
    {
        var builder = new BillBuilder();
        var delimiter = FindHead(text, ",;\t") ?? ',';
        var options = new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRecord,
            // An odd quote would swallow the rest of the file: then a line break ends the record instead.
            AllowLineBreaksInQuotes = text.AsSpan().Count('"') % 2 == 0,
        };
        try
        {
            using var reader = CsvReader.FromText(text.Replace('\f', '\n'), options);
            ReadRows(reader, builder);
        }
        catch (CsvFormatException)
        {
            builder.Warn("The file stops being readable CSV; rows after that place are missing.");
        }

        return builder.Build();
    }

    private static void ReadRows(CsvReader reader, BillBuilder builder)
    {
        List<Column> head = [];
        var width = 0;
        while (reader.Read())
        {
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = reader.GetString(i).Trim();
            var found = Head(cells);
            if (found.Count > 0)
                (head, width) = (found, cells.Length);
            else if (head.Count > 0 && Array.FindLastIndex(cells, cell => cell.Length > 0) >= width)
                builder.Warn($"Line {reader.LineNumber}: more cells than the table has columns, perhaps a figure parted at its commas; the row is left out.");
            else if (head.Count > 0)
                ReadRow(cells, head, builder, (int)reader.LineNumber);
            else if (!builder.Head.Read(cells.Length >= 2 ? $"{cells[0]}: {cells[1]} | {string.Join(" | ", cells.Skip(2))}" : cells[0]))
                builder.Head.ReadTitle(string.Join(' ', cells));
        }
    }

    /// <summary>Of several amounts the last is what is asked for: gross, then discount or tax, then net.</summary>
    internal static List<Column> Head(IReadOnlyList<string> cells)
    {
        var columns = new List<Column>();
        for (var i = 0; i < Math.Min(cells.Count, 40); i++)
        {
            if (ColumnWords.Find(cells[i]) is not { } kind)
                continue;
            if (kind == ColumnKind.Amount)
                columns.RemoveAll(column => column.Kind == ColumnKind.Amount);
            if (kind == ColumnKind.Other || columns.TrueForAll(column => column.Kind != kind))
                columns.Add(new(kind, i, i));
        }

        return ColumnWords.IsHead(columns) ? columns : [];
    }

    internal static void ReadRow(IReadOnlyList<string> cells, List<Column> head, BillBuilder builder, int textLine, int page = 1)
    {
        var row = RowReader.FromCells(cells, head);
        var label = cells.FirstOrDefault(cell => cell.Any(char.IsLetter) && !Amounts.TryParse(cell, out _)) ?? "";
        if (row.Quantity is null && row.Rate is null && SummaryLine.Classify(label) is { } kind)
        {
            var last = cells.LastOrDefault(cell => Amounts.TryParse(cell, out _));
            if (last is not null && Amounts.TryParse(last, out var amount))
                builder.Sums.Add(kind, label, amount, Percentages.In(label), textLine);
            return;
        }

        if (row.Amount is null && row is { Rate: { } rate, HasText: true })
            row = row with { Amount = Arithmetic.Product(row.Quantity ?? 1, rate) };
        if (row is { Amount: not null, HasText: true })
            builder.Add(row, page, textLine);
        else if (cells.Any(cell => Amounts.IsBeyondRange(cell)))
            builder.Warn($"Line {textLine}: a figure too large to be an amount; the row is left out.");
        else if (row.HasText && cells.Count(cell => cell.Trim().Length > 0) == 1)
            ReadWords(label, builder, textLine);
        else if (row.HasText)
            builder.Warn($"Line {textLine}: no amount could be read.");
        else
            builder.Head.Read(string.Join(" | ", cells));
    }

    /// <summary>A record of one cell: the rest of the description above, or a heading.</summary>
    private static void ReadWords(string text, BillBuilder builder, int textLine)
    {
        var follows = builder.Count > 0 && builder.LastTextLine == textLine - 1 && !Wrapping.IsHeading(text);
        if (follows && (Wrapping.StartsInside(text) || Wrapping.EndsOpen(builder.LastDescription!)))
        {
            builder.Continue(text, textLine);
            return;
        }

        if (follows)
            builder.MayContinue(text);
        builder.Section(text);
    }

    /// <summary>The delimiter under which one of the first lines is a table's head; tabs and pipes are read as laid-out text.</summary>
    private static char? FindHead(string text, string delimiters)
    {
        var seen = 0;
        foreach (var line in text.AsSpan(0, Math.Min(text.Length, 20_000)).EnumerateLines())
        {
            if (++seen > 60)
                break;
            foreach (var delimiter in delimiters)
            {
                if (line.Count(delimiter) >= 1
                    && Head([.. line.ToString().Split(delimiter).Select(cell => cell.Trim(' ', '"', '\uFEFF'))]).Count >= 2)
                    return delimiter;
            }
        }

        return null;
    }
}
