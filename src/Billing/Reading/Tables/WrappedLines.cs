using MediAgents.Primitives;

namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// Finds the rows that pieces of cells belong to. Lines of one row stand nearer to each other than rows do: where the page shows the
/// distance it decides, else the words and the indentation do.
/// </summary>
internal static class WrappedLines
{
    /// <summary>Lines that a row takes above or below its figures at most.</summary>
    public const int Most = 6;

    /// <summary>A distance larger than another by this factor is one of rows.</summary>
    private const double Wider = 1.12;

    public static void Attach(List<TableLine> lines, TableShape shape)
    {
        var pitch = Pitch(lines);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Kind != TableLineKind.Piece)
                continue;
            var end = i;
            while (end + 1 < lines.Count && lines[end + 1].Kind == TableLineKind.Piece && end - i < (2 * Most))
                end++;
            Attach(lines, i, end, pitch, shape);
            i = end;
        }
    }

    /// <summary>The distance of rows with nothing between them, in fractions of the page; 0 if the page does not show it.</summary>
    private static double Pitch(List<TableLine> lines)
    {
        var pitches = new List<double>();
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].Kind is TableLineKind.Row && lines[i - 1].Kind is TableLineKind.Row && Distance(lines[i - 1], lines[i]) is { } distance)
                pitches.Add(distance);
        }

        pitches.Sort();
        return pitches.Count == 0 ? 0 : pitches[pitches.Count / 2];
    }

    private static double? Distance(TableLine above, TableLine below) =>
        above.Source.Box is { } one && below.Source.Box is { } other ? Middle(other) - Middle(one) : null;

    private static double Middle(PageBox box) => box.Top + (box.Height / 2);

    /// <summary>Gives the pieces from <paramref name="first"/> to <paramref name="last"/> to the row above, the row below, or parts of them to both.</summary>
    private static void Attach(List<TableLine> lines, int first, int last, double pitch, TableShape shape)
    {
        var above = first > 0 && lines[first - 1].Kind is TableLineKind.Row or TableLineKind.Sum ? lines[first - 1] : null;
        var below = last + 1 < lines.Count && lines[last + 1].Kind == TableLineKind.Row ? lines[last + 1] : null;
        var cut = ByDistance(lines, first, last, pitch, above, below) ?? ByWords(lines, first, last, above, below, shape);
        for (var i = first; i <= last; i++)
        {
            if (cut is not { } at || (i < at ? above : below) is not { } row)
                lines[i].Kind = TableLineKind.Other;
            else if (i < at)
                row.Below.Add(lines[i].Source);
            else
                row.Above.Add(lines[i].Source);
        }
    }

    /// <summary>The first piece that belongs to the row below, one past the last if none does; null if distances do not tell.</summary>
    private static int? ByDistance(List<TableLine> lines, int first, int last, double pitch, TableLine? above, TableLine? below)
    {
        var distances = new List<double>();
        for (var i = first; i <= last + 1; i++)
        {
            if (i == 0 || i >= lines.Count)
                distances.Add(double.MaxValue);
            else if (Distance(lines[i - 1], lines[i]) is { } distance)
                distances.Add(distance);
            else
                return null;
        }

        // What follows a sum heads a section, unless it stands nearer to its row than rows do.
        above = above is { Kind: TableLineKind.Row } ? above : null;
        var widest = distances.IndexOf(distances.Max());
        var rest = distances.Where((_, i) => i != widest).ToList();
        if (above is null && below is null)
            return null;
        // What stands as far from its neighbours as rows do is a line of its own.
        if (above is null || below is null)
        {
            var near = above is null ? distances[^1] : distances[0];
            return pitch > 0 && near * Wider < pitch ? above is null ? FirstNear(distances, first, pitch) : LastNear(distances, first, pitch) : null;
        }

        return rest.Count > 0 && rest.Max() * Wider < distances[widest] ? first + widest : null;
    }

    private static int FirstNear(List<double> distances, int first, double pitch)
    {
        var at = distances.Count - 1;
        while (at > 0 && distances[at] * Wider < pitch)
            at--;
        return first + at;
    }

    private static int LastNear(List<double> distances, int first, double pitch)
    {
        var at = 0;
        while (at < distances.Count && distances[at] * Wider < pitch)
            at++;
        return first + at;
    }

    /// <summary>
    /// Where lines stand evenly: what begins an item is the row's below, anything else under the description's indentation the one's
    /// above. Null where the words may as well be a heading.
    /// </summary>
    private static int? ByWords(List<TableLine> lines, int first, int last, TableLine? above, TableLine? below, TableShape shape)
    {
        for (var i = first; i <= last; i++)
        {
            if (below is not null && Begins(lines[i].Source, below.Source, shape))
                return i;
        }

        // Figures beside the middle of their words have none themselves.
        if (below is not null && !Row(below.Source, shape).HasText)
            return above is not null && Wrapping.StartsInside(lines[first].Source.Text.Trim()) && last > first ? first + 1 : first;

        if (above is not { Kind: TableLineKind.Row })
            return null;
        for (var i = first; i <= last; i++)
        {
            if (!GoesOn(lines[i].Source, above.Source, shape))
                return i == first ? null : i;
        }

        return last + 1;
    }

    /// <summary>A serial number or a date that the row below lacks.</summary>
    private static bool Begins(TextLine line, TextLine row, TableShape shape)
    {
        var (lead, rest) = (Row(line, shape), Row(row, shape));
        return (lead.Serial is not null && rest.Serial is null && shape.Has(ColumnKind.Serial)) || (lead.Date is not null && rest.Date is null);
    }

    private static RawRow Row(TextLine line, TableShape shape) =>
        AlignedRow.Place(line.Tokens, shape.Columns) is { } texts ? RowReader.FromTexts(texts, shape.Columns) : new();

    private static bool GoesOn(TextLine line, TextLine row, TableShape shape)
    {
        if (AlignedRow.Place(line.Tokens, shape.Columns) is not { } texts)
            return false;
        var words = texts[shape.Columns.FindIndex(column => column.Kind == ColumnKind.Description)];
        // A cell other than the description holds no heading.
        if (words.Length == 0 || line.Cells.Count > 1)
            return true;
        if (Wrapping.StartsInside(words) || Wrapping.EndsOpen(Row(row, shape).Description))
            return true;
        return shape.Columns[0].Kind != ColumnKind.Description && !Wrapping.IsHeading(words)
            && line.Cells[0].Start >= shape.Columns.Find(column => column.Kind == ColumnKind.Description).Start - 1;
    }
}
