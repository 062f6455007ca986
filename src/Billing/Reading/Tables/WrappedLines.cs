namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// Finds the rows that pieces of cells belong to. Lines of one row stand nearer to each other than rows do, and a line breaks where
/// the next word has no room. What neither ties to a row above nor to one below heads what follows.
/// </summary>
internal sealed class WrappedLines
{
    /// <summary>Lines that a row takes above or below its figures at most.</summary>
    public const int Most = 6;

    /// <summary>How firmly words tie two lines that cannot do without each other.</summary>
    private const double ByWords = 2;

    /// <summary>How firmly a small distance ties two lines that may be one text.</summary>
    private const double ByChance = 1.5;

    /// <summary>Characters that lines of one text begin apart at most: a text layer's columns are not exact.</summary>
    private const int Slack = 2;

    private readonly List<TableLine> lines;
    private readonly TableShape shape;
    private readonly DescriptionWidth width;

    private readonly RowSpacing spacing;

    /// <summary>Where nearly all descriptions begin; null where they do not begin below each other.</summary>
    private readonly int? indent;

    private WrappedLines(List<TableLine> lines, TableShape shape)
    {
        (this.lines, this.shape) = (lines, shape);
        width = new(lines.Select(line => TextOf(line.Source)));
        spacing = new(lines);
        indent = Indent();
    }

    public static void Attach(List<TableLine> lines, TableShape shape)
    {
        var wrapped = new WrappedLines(lines, shape);
        var groups = new List<(int First, double[] Ties)>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (!wrapped.IsPiece(i))
                continue;
            var first = i;
            while (i + 1 < lines.Count && wrapped.IsPiece(i + 1) && i - first < (2 * Most))
                i++;
            groups.Add((first, [.. Enumerable.Range(first, i - first + 2).Select(wrapped.Tie)]));
        }

        // Where the figures stand on the last line of most rows, they do so on that of a doubtful one.
        var isLast = groups.Count(group => group.Ties[0] == 0 && group.Ties[^1] > 0) > groups.Count(group => group.Ties[0] > 0 && group.Ties[^1] == 0);
        foreach (var (first, ties) in groups)
            wrapped.Attach(first, ties, isLast);
    }

    /// <summary>Gives the pieces of a group to the row above, the row below, or parts of them to both.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="ties">What ties each to the line above it, and the row below to the last.</param>
    /// <param name="isLast">Whether figures stand on the last line of their row rather than on the first.</param>
    private void Attach(int first, double[] ties, bool isLast)
    {
        var last = first + ties.Length - 2;
        var ofAbove = Array.IndexOf(ties, 0);
        var ofBelow = Array.LastIndexOf(ties, 0);
        // A chain from row to row parts where it holds least.
        if (ofAbove < 0)
            ofAbove = ofBelow = isLast ? Array.IndexOf(ties, ties.Min()) : Array.LastIndexOf(ties, ties.Min());
        for (var i = first; i <= last; i++)
        {
            if (i - first < ofAbove)
                lines[first - 1].Below.Add(lines[i].Source);
            else if (i - first >= ofBelow)
                lines[last + 1].Above.Add(lines[i].Source);
            else
                lines[i].Kind = TableLineKind.Other;
        }
    }

    /// <summary>How much ties a line to the one above it; 0 if nothing does.</summary>
    private double Tie(int at)
    {
        if (at == 0 || at == lines.Count || (lines[at - 1].Kind, lines[at].Kind) is not (TableLineKind.Row or TableLineKind.Piece, TableLineKind.Row or TableLineKind.Piece))
            return 0;
        var (above, below) = (lines[at - 1].Source, lines[at].Source);
        if (spacing.Nearness(at) is > 0 and var nearness)
            return ByWords + nearness;
        if (IsPiece(at) && Begins(below, at))
            return 0;
        var (upper, lower) = (TextOf(above), TextOf(below));
        if (Wrapping.StartsInside(lower) || Wrapping.EndsOpen(upper))
            return ByWords;
        // Cells other than the description hold no heading; figures beside the middle of their words have none themselves.
        if (lower.Length == 0 || (IsPiece(at) && HasOtherCells(below)))
            return ByWords;
        var filled = IsWithinDescription(IsPiece(at) ? below : above) ? width.Filled(upper, lower) : 0;
        if (spacing.IsNear(at) && filled >= DescriptionWidth.Half)
            return ByChance;
        if (spacing.IsFar(at))
            return 0;
        // Nothing tells a heading from a description that begins the line.
        return filled >= DescriptionWidth.Full && shape.Columns[0].Kind != ColumnKind.Description ? Math.Min(1, filled) : 0;
    }

    private bool IsPiece(int at) => lines[at].Kind == TableLineKind.Piece;

    /// <summary>A serial number or a date that the next row lacks.</summary>
    private bool Begins(TextLine line, int at)
    {
        var next = lines.FindIndex(at, other => other.Kind == TableLineKind.Row);
        if (next < 0)
            return false;
        var (lead, rest) = (Row(line), Row(lines[next].Source));
        return (lead.Serial is not null && rest.Serial is null && shape.Has(ColumnKind.Serial)) || (lead.Date is not null && rest.Date is null);
    }

    private RawRow Row(TextLine line) => AlignedRow.Place(line.Tokens, shape.Columns) is { } texts ? RowReader.FromTexts(texts, shape.Columns) : new();

    private string TextOf(TextLine line) =>
        AlignedRow.Place(line.Tokens, shape.Columns) is { } texts ? texts[shape.Columns.FindIndex(column => column.Kind == ColumnKind.Description)] : "";

    private bool HasOtherCells(TextLine piece) => AlignedRow.Place(piece.Tokens, shape.Columns) is { } texts && texts.Count(text => text.Length > 0) > 1;

    /// <summary>Words that begin where descriptions do and do not read as a heading.</summary>
    private bool IsWithinDescription(TextLine piece) =>
        !Wrapping.IsHeading(TextOf(piece))
        && piece.Cells[0].Start >= shape.Columns.Find(column => column.Kind == ColumnKind.Description).Start - 1
        && (indent is not { } start || piece.Cells[0].Start <= start + Slack);

    private int? Indent()
    {
        var description = shape.Columns.Find(column => column.Kind == ColumnKind.Description);
        var starts = new List<int>();
        foreach (var line in lines.Where(line => line.Kind == TableLineKind.Row))
        {
            var at = line.Source.Cells.ToList().FindIndex(cell => cell.Content == CellContent.Words && cell.Start >= description.Start - 1 && cell.Start < description.End);
            if (at >= 0)
                starts.Add(line.Source.Cells[at].Start);
        }

        starts.Sort();
        if (starts.Count == 0)
            return null;
        var middle = starts[starts.Count / 2];
        return starts.Count(start => Math.Abs(start - middle) <= 1) * 10 >= starts.Count * 8 ? middle : null;
    }
}
