using System.Buffers;
using MediAgents.Billing.Reading.Tables;
using MediAgents.Primitives;

namespace MediAgents.Billing.Reading;

/// <summary>A bill as lines of text: aligned columns, pipes, tabs, or a list of descriptions and amounts.</summary>
internal sealed class TextBill(TableCursor tables)
{
    private const int LongestLine = 4_000;

    private const int MostHeadLines = 30;

    private static readonly SearchValues<char> Rules = SearchValues.Create("-=_*+| .\t");

    private readonly BillBuilder builder = new();
    private List<Column> head = [];
    private bool headHasCells;
    private (List<Token> Tokens, int TextLine, int Printed, int Page)? pending;
    private bool closed;
    private int headLine = -1;
    private List<Token> headAbove = [];

    /// <summary>The last line without figures: it may be the first of a head that takes several.</summary>
    private (List<Token> Tokens, int TextLine)? words;

    /// <summary>The cells of the last item: what follows may have wrapped below them.</summary>
    private (WrappedCells Cells, int Page)? lastRow;
    private bool recognised;

    public static Bill Read(BillText source)
    {
        var printed = PageMarks.Without(Lines(source.Text, source.StraightBoxes.Count > 0 ? source.StraightBoxes : source.Boxes));
        var lines = TwoLineItems.Joined(DatesBelow.Joined(printed));
        var strips = SumStrips.Take(lines);
        var tables = new TableCursor(lines);
        var bill = new TextBill(tables);
        var page = 0;
        foreach (var line in lines)
        {
            if (line.Page != page)
            {
                page = line.Page;
                bill.recognised = source.IsRecognised(page);
                bill.builder.BeginPage(page, bill.recognised);
            }

            if (strips.TryGetValue(line.Number, out var sums))
                bill.ReadSums(sums, line.Number);
            else
                bill.ReadLine(line);
        }

        // Without tables the dates of the stay stand above the first item.
        HeadDates.Fill(bill.builder.Head, tables.Outside ?? [.. lines.Take(MostHeadLines).TakeWhile(line => line.Number != bill.builder.FirstTextLine)], bill.builder.ChargedDates);
        return bill.builder.Build();
    }

    private static List<TextLine> Lines(string text, IReadOnlyList<PageBox?> boxes)
    {
        var lines = new List<TextLine>();
        var page = 0;
        foreach (var pageRange in text.AsSpan().Split('\f'))
        {
            page++;
            foreach (var raw in text.AsSpan()[pageRange].EnumerateLines())
                lines.Add(new(IndicText.Clean(raw.Length > LongestLine ? raw[..LongestLine].ToString() : raw.ToString()), lines.Count + 1, page, lines.Count < boxes.Count ? boxes[lines.Count] : null));
        }

        return lines;
    }

    private void ReadLine(TextLine source)
    {
        var (line, page, number) = (source.Text, source.Page, source.Number);
        if (tables.Enter(number))
        {
            (head, headHasCells, closed, lastRow) = (tables.Shape!.Columns, false, false, null);
            CarryOver(number);
        }

        if (tables.IsHead(number) || ReadTableLine(source))
            return;
        if (string.IsNullOrWhiteSpace(line) || line.AsSpan().IndexOfAnyExcept(Rules) < 0)
        {
            if (string.IsNullOrWhiteSpace(line))
                CarryOver(number);
            return;
        }

        if (Cells(line) is { } cells)
            ReadCells(line, cells, page, number);
        else
            ReadText(line, source.Tokens, page, number);
    }

    /// <summary>Reads a line of a table whose columns are known, or of what surrounds it. False for any other.</summary>
    private bool ReadTableLine(TextLine source)
    {
        switch (tables.LineOf(source.Number))
        {
            case { Kind: TableLineKind.Piece }:
                return true;
            case { Kind: TableLineKind.Sum }:
                ReadSum(source);
                return true;
            case { Kind: TableLineKind.Row } row:
                return ReadTableRow(row, source.Number);
            case null when tables.RepeatsHead(source):
                builder.Head.Read(source.Text);
                return true;
            case null when builder.Count > 0 && tables.IsSumApart(source):
                ReadSum(source);
                return true;
            case null when tables.IsFurniture(source):
                if (source.Cells.Count > 0)
                    builder.Head.Read(source.Text);
                return true;
            case { Kind: TableLineKind.Other } when tables.IsTitle(source):
                builder.Section(source.Text);
                pending = null;
                return true;
            default:
                return false;
        }
    }

    private void ReadSum(TextLine line)
    {
        pending = null;
        if (!ReadSummary(line.Text, line.Tokens, line.Number))
            builder.Sums.AddUnknown(LabelOf(line), (decimal)line.Cells[^1].Value, Percentages.In(line.Text), line.Number);
    }

    private void ReadSums(List<(string Label, decimal Amount)> sums, int number)
    {
        pending = null;
        // Above the items stands a summary of what the bill says below them.
        if (builder.Count == 0)
            return;
        foreach (var (label, amount) in sums)
        {
            closed |= SummaryLine.Classify(label) == SummaryKind.GrandTotal;
            if (SummaryLine.Classify(label) is { } kind)
                builder.Sums.Add(kind, label, amount, Percentages.In(label), number);
            else
                builder.Sums.AddUnknown(label, amount, Percentages.In(label), number);
        }
    }

    private static string LabelOf(TextLine line) => string.Join(' ', line.Cells.SkipLast(1).Select(cell => cell.Text)).TrimEnd(' ', ':', '.', '-');

    private bool ReadTableRow(TableLine line, int number)
    {
        var (text, tokens, page) = (line.Source.Text, line.Source.Tokens, line.Source.Page);
        if (ReadRow(text, tokens, number, line.IsWrapped) is not { Amount: not null } read)
            return false;
        var row = line.Complete(read, head);
        if (row is { Serial: null, Date: null } && !line.IsWrapped && ReadSummary(text, tokens, number))
            return true;
        if (pending is { } above && above.TextLine == number - 1)
            row = Under(above.Tokens, row, above.Page == page ? [above.Printed] : row.OtherTextLines);
        if (!row.HasText)
            return false;
        builder.Add(row, page, number);
        (pending, lastRow) = (null, null);
        return true;
    }

    private void ReadCells(string line, string[] cells, int page, int number)
    {
        var found = CsvBill.Head(cells);
        if (found.Count > 0)
            (head, headHasCells) = (found, true);
        else if (head.Count > 0 && headHasCells)
            ReadCellRow(cells, page, number);
        else if (!builder.Head.Read(line))
            ReadText(string.Join("  ", cells), Token.Split(string.Join("  ", cells)), page, number);
    }

    private void ReadCellRow(string[] cells, int page, int number)
    {
        var filled = cells.Count(cell => cell.Length > 0);
        var description = head.Find(column => column.Kind == ColumnKind.Description);
        if (filled == 1 && description.Kind == ColumnKind.Description && description.Start > 0 && builder.Count > 0
            && description.Start < cells.Length && cells[description.Start].Length > 0 && builder.LastTextLine >= number - 2
            && !Wrapping.IsHeading(cells[description.Start]))
            builder.Continue(cells[description.Start], number);
        else
            CsvBill.ReadRow(cells, head, builder, number, page);
    }

    private void ReadText(string line, List<Token> tokens, int page, int number)
    {
        // "Rs." alone is what wraps off a figure.
        if (tokens.Count == 0 || tokens.TrueForAll(token => RupeeMarks.Is(token.Text)))
            return;
        if (!tables.IsInside(number) && ReadHead(tokens, number))
            return;
        if (!tokens.Exists(token => token.Text.Any(char.IsDigit)))
            words = (tokens, number);
        if (PageMarks.EndsLine(tokens) || PageMarks.Counts(tokens, page))
        {
            CarryOver(number);
            return;
        }

        if (ReadWrappedCells(tokens, page, number))
            return;
        if (ReadSummary(line, tokens, number))
            return;
        if (closed || ReadLabel(line))
            return;
        var row = ReadRow(line, tokens, number);
        if (row is { Amount: not null } && pending is { } above && above.TextLine == number - 1)
            row = Under(above.Tokens, row, above.Page == page ? [above.Printed] : []);
        else if (row is { Amount: not null, HasText: false } and ({ Serial: not null } or { Date: not null }) && builder.TakeBack(number - 1) is { } taken)
            row = row with { Description = taken, OtherTextLines = [number - 1] };
        if (row is { Amount: not null, Date: null } and ({ Quantity: null } or { Rate: null }) && tables.IsApart(number))
            return;
        if (row is { Amount: not null, HasText: true })
        {
            builder.Add(row, page, number);
            pending = null;
            lastRow = headHasCells || head.Count < 2 ? null : (new(tokens, head), page);
        }
        else
        {
            ReadWords(line, tokens, page, number);
        }
    }

    /// <summary>A table's head, or the rest of one that takes several lines.</summary>
    private bool ReadHead(List<Token> tokens, int number)
    {
        var found = tokens.Exists(token => char.IsDigit(token.Text[0])) ? [] : ColumnWords.ReadHead(tokens);
        if (found.Count > 0)
        {
            CarryOver(number);
            headAbove = words is { } over && over.TextLine == number - 1 && WrappedHead.GoesOn(over.Tokens, found) ? over.Tokens : [];
            (head, headHasCells, closed, headLine) = (WrappedHead.Join(found, headAbove, []), false, false, number);
            return true;
        }

        if (headLine != number - 1 || !WrappedHead.GoesOn(tokens, head))
            return false;
        head = WrappedHead.Join(head, headAbove, tokens);
        return true;
    }

    private bool ReadWrappedCells(List<Token> tokens, int page, int number)
    {
        if (lastRow is not { } row || row.Page != page || builder.LastTextLine != number - 1 || row.Cells.Take(tokens) is not { } wrapped)
            return false;
        builder.Amend(wrapped, number);
        return true;
    }

    /// <summary>The row as it stands, or with misread figures put right where arithmetic proves them.</summary>
    private RawRow? ReadRow(string line, List<Token> tokens, int number, bool isWrapped = false)
    {
        var hasLeader = line.Contains("...", StringComparison.Ordinal);
        RawRow? Read(List<Token> row) => RowReader.FromText(row, headHasCells ? [] : head, builder.NextSerial, hasLeader, tables.IsInside(number), isWrapped);
        var plain = Read(tokens);
        if (plain is { IsConsistent: true } || RowRepair.Read(tokens, Read, recognised) is not { } repaired)
            return plain;
        builder.Remark($"Line {number}: {repaired.Shown}; quantity x rate = amount proves it.");
        return repaired.Row;
    }

    /// <summary>The first line of an item whose figures stand on the next.</summary>
    private RawRow Lead(List<Token> tokens) =>
        (!headHasCells && head.Count > 1 ? AlignedRow.Read(tokens, head) : null) ?? SequenceRow.ReadFront(tokens, head, builder.NextSerial);

    /// <summary>A row under a line of words: the rest of an item that began there, or an item of its own under a heading.</summary>
    private RawRow Under(List<Token> above, RawRow row, IReadOnlyList<int> place)
    {
        var lead = Lead(above);
        var joined = Join(lead, row);
        var begins = lead is { Serial: not null } or { Date: not null };
        return !row.HasText || Wrapping.StartsInside(row.Description) || Wrapping.EndsOpen(lead.Description) || (begins && row is { Serial: null, Date: null })
            ? joined with { OtherTextLines = place }
            : row with { OtherDescription = joined.Description };
    }

    private static RawRow Join(RawRow lead, RawRow row) => row with
    {
        Serial = row.Serial ?? lead.Serial,
        Date = row.Date ?? lead.Date,
        Code = row.Code ?? lead.Code,
        Description = $"{lead.Description} {row.Description}".Trim(),
    };

    private bool ReadLabel(string line) => (head.Count == 0 || builder.Count == 0 || line.Contains(':', StringComparison.Ordinal)) && builder.Head.Read(line);

    private bool ReadSummary(string line, List<Token> tokens, int number)
    {
        var last = tokens.FindLastIndex(token => Amounts.TryParse(token.Text, out _));
        if (last < 0)
            return tokens.Count <= 6 && SummaryLine.Classify(line) is SummaryKind.Carried;
        var label = line[..tokens[last].Start];
        if (SummaryLine.Classify(label) is not { } kind)
        {
            if (builder.Count == 0 || !IndicSummaries.IsSum(label) || !Amounts.TryParse(tokens[last].Text, out var sum))
                return false;
            builder.Sums.AddUnknown(label.TrimEnd(' ', ':', '.', '-'), sum, Percentages.In(label), number);
            return true;
        }

        if (!Amounts.TryParse(tokens[last].Text, out var amount) || (builder.Count == 0 && kind is SummaryKind.Advance))
            return builder.Count == 0;
        if (builder.Count == 0 && kind is not (SummaryKind.GrandTotal or SummaryKind.Total))
            return false;
        builder.Sums.Add(kind, label.TrimEnd(' ', ':', '.', '-'), amount, Percentages.In(label), number);
        closed |= kind == SummaryKind.GrandTotal && head.Count > 0 && builder.Count > 0;
        return true;
    }

    /// <summary>A line of words: the rest of the description above, the beginning of the one below, or a heading.</summary>
    private void ReadWords(string line, List<Token> tokens, int page, int number)
    {
        if (tokens.Exists(token => Amounts.IsBeyondRange(token.Text)))
        {
            builder.Warn($"Line {number}: a figure too large to be an amount; the row is left out.");
            return;
        }

        if (tokens.TrueForAll(token => Amounts.TryParse(token.Text, out _)))
            return;
        if (recognised && head.Count > 0 && tokens.Count > 1 && RowRepair.Suspects(tokens) is [var last, ..] && last.At == tokens.Count - 1)
            builder.Warn($"Line {number}: its figures could not be read; the row is left out.");
        var text = line.Trim();
        if (head.Count == 0 && builder.Count == 0)
        {
            builder.Head.ReadTitle(line);
            // A list without a head begins with its first numbered line; words before it are the head of the bill.
            if (SequenceRow.ReadFront(tokens, head, builder.NextSerial).Serial is null)
                return;
        }

        if (builder.Count > 0 && builder.LastTextLine == number - 1 && IsContinuation(text, tokens))
            builder.Continue(text, number);
        else if (Wrapping.IsHeading(text))
            builder.Section(text);
        else
            AwaitFigures(text, tokens, page, number);
    }

    /// <summary>Most likely the first line of an item; the line under an item may also end it.</summary>
    private void AwaitFigures(string text, List<Token> tokens, int page, int number)
    {
        pending = (tokens, number, number, page);
        if (builder.Count > 0 && builder.LastTextLine == number - 1 && Lead(tokens) is { Serial: null, Date: null })
            builder.MayContinue(text);
    }

    private bool IsContinuation(string text, List<Token> tokens)
    {
        // Which lines belong to a table's rows is known where its columns are.
        if (tables.Follows(builder.LastTextLine) || text.EndsWith(':') || Dates.TryParse(text, out _) || tokens.TrueForAll(token => Amounts.TryParse(token.Text, out _)))
            return false;
        if (Wrapping.StartsInside(text) || Wrapping.EndsOpen(builder.LastDescription!))
            return true;
        var description = head.FindIndex(column => column.Kind == ColumnKind.Description);
        if (headHasCells || description <= 0 || head[description].Start <= head[0].Start + 2 || Wrapping.IsHeading(text))
            return false;
        // A heading may stand in the middle over its cells.
        return tokens[0].Start >= Math.Min(lastRow?.Cells.DescriptionStart ?? int.MaxValue, head[description].Start) - 1;
    }

    /// <summary>An item with a serial or a date may have its figures after a blank line or on the next page.</summary>
    private void CarryOver(int number) =>
        pending = pending is { } above && above.TextLine == number - 1 && Lead(above.Tokens) is { Serial: not null } or { Date: not null }
            ? above with { TextLine = number } : null;

    private static string[]? Cells(string line)
    {
        if (line.AsSpan().Count('|') >= 2)
            return [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
        return line.AsSpan().Count('\t') >= 1 && !line.StartsWith('\t') && line.Split('\t').Length >= 2
            ? [.. line.Split('\t').Select(cell => cell.Trim())]
            : null;
    }
}
