using System.Text;
using MediAgents.Primitives;

namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// How far the lines of a table stand from each other: lines of one row stand nearer than rows do, unless a typewriter set them. Where
/// the page does not tell, nothing is near and nothing far.
/// </summary>
internal sealed class RowSpacing
{
    /// <summary>Lines that stand nearer than rows do by this factor are of one row.</summary>
    private const double MuchNearer = 1.3;

    /// <summary>Lines that stand nearer by this factor may be of one row, if no others of the table stand much nearer.</summary>
    private const double Nearer = 1.1;

    /// <summary>Lines that stand as far apart as rows do, but for this factor, are of two.</summary>
    private const double AsFar = 1.08;

    /// <summary>Rows as far apart as so many heights of their letters stand farther than lines of one text.</summary>
    private const double Padded = 1.42;

    /// <summary>How much the letters of a typewriter differ in width, by the rounding of the page.</summary>
    private const double Uneven = 0.015;

    /// <summary>Rows that tell a typewriter by themselves.</summary>
    private const int FewestRows = 3;

    /// <summary>Letters of two scripts in one size do not differ in height by this factor.</summary>
    private const double Ink = 1.5;

    private readonly IReadOnlyList<TableLine> lines;

    /// <summary>The distance of rows, in fractions of the page; 0 if the page does not show it.</summary>
    private readonly double pitch;

    /// <summary>The least distance of a piece from the line beside it.</summary>
    private readonly double least;

    /// <summary>Whether lines of one row may stand as far apart as rows do.</summary>
    private readonly bool isEven;

    /// <param name="lines">The lines of a table on one page, told apart as rows, sums and pieces.</param>
    public RowSpacing(IReadOnlyList<TableLine> lines)
    {
        this.lines = lines;
        pitch = Pitch();
        least = Enumerable.Range(1, Math.Max(0, lines.Count - 1))
            .Where(i => lines[i].Kind == TableLineKind.Piece || lines[i - 1].Kind == TableLineKind.Piece)
            .Select(Distance).Where(distance => distance > 0).Min() ?? 0;
        var height = lines.Where(line => line is { Kind: TableLineKind.Row, Source.Box: not null }).Select(line => line.Source.Box!.Height).DefaultIfEmpty(double.MaxValue).Min();
        isEven = least * MuchNearer >= pitch && pitch < Padded * height && IsTypewritten();
    }

    /// <summary>How much nearer a line stands to the one above it than rows stand to each other, 0 to 1; 0 unless it is plainly near.</summary>
    public double Nearness(int at) => Known(at) is { } distance && distance * MuchNearer < pitch ? 1 - Math.Max(0, distance / pitch) : 0;

    /// <summary>Whether a line stands a little nearer to the one above it than rows do, as near as lines of this table stand.</summary>
    public bool IsNear(int at) => Known(at) is { } distance && distance * Nearer < pitch && distance < MuchNearer * least;

    /// <summary>Whether a line stands so far from the one above it that both are not of one row.</summary>
    public bool IsFar(int at) => Known(at) is { } distance && distance * AsFar >= pitch && !isEven;

    private double? Known(int at) => pitch > 0 ? Distance(at) : null;

    /// <summary>The distance of rows with nothing between them, else the widest between two rows.</summary>
    private double Pitch()
    {
        var (adjacent, widest) = (new List<double>(), new List<double>());
        var most = 0.0;
        for (var i = 1; i < lines.Count; i++)
        {
            var distance = Measures(i) is var (one, other) ? Math.Min(one, other) : 0;
            most = Math.Max(most, distance);
            if (lines[i].Kind is not TableLineKind.Row)
                continue;
            if (lines[i - 1].Kind is TableLineKind.Row && distance > 0)
                adjacent.Add(distance);
            if (most > 0)
                widest.Add(most);
            most = 0;
        }

        var pitches = adjacent.Count > 0 ? adjacent : widest;
        pitches.Sort();
        return pitches.Count == 0 ? 0 : pitches[pitches.Count / 2];
    }

    /// <summary>How far a line stands from the one above it: letters of two scripts differ in height, so the larger of two measures.</summary>
    private double? Distance(int at) => Measures(at) is var (one, other) ? Math.Max(one, other) : null;

    /// <summary>From middle to middle, and from top to top unless the boxes are those of a scan's ink, which begin anywhere.</summary>
    private (double One, double Other)? Measures(int at)
    {
        if (lines[at - 1].Source.Box is not { } above || lines[at].Source.Box is not { } below)
            return null;
        var middle = lines[at].Source.Middle - lines[at - 1].Source.Middle;
        return (middle, Math.Max(above.Height, below.Height) > Ink * Math.Min(above.Height, below.Height) ? middle : below.Top - above.Top);
    }

    /// <summary>
    /// Whether all letters are equally wide: then a character of a line of words is as wide as one of a row, whose blanks are counted
    /// from where its cells stand.
    /// </summary>
    private bool IsTypewritten()
    {
        double? Width(TableLine line) =>
            line.Source is { Box: { } box, Tokens: { Count: > 0 } tokens } && Ascii.IsValid(line.Source.Text) ? box.Width / (tokens[^1].End - tokens[0].Start) : null;
        List<double> Of(TableLineKind kind) => [.. lines.Where(line => line.Kind == kind).Select(Width).Where(width => width is not null).Select(width => width!.Value).Order()];
        var (rows, pieces) = (Of(TableLineKind.Row), Of(TableLineKind.Piece));
        // Pieces in another script say nothing of it.
        if (rows.Count == 0 || (pieces.Count == 0 && rows.Count < FewestRows))
            return false;
        var middle = rows[rows.Count / 2];
        return rows.Concat(pieces).All(width => Math.Abs(width - middle) <= Uneven * middle);
    }
}
