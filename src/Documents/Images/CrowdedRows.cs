using System.Runtime.CompilerServices;

namespace MediAgents.Documents.Images;

/// <summary>A part of a page that stands elsewhere on the image that is recognised.</summary>
/// <param name="Top">Its first row of pixels there.</param>
/// <param name="Bottom">The row behind its last.</param>
/// <param name="Down">By how much it was moved down.</param>
internal readonly record struct MovedStrip(int Top, int Bottom, int Down);

/// <summary>
/// Where a description is wrapped and the figures beside it stand at the middle of its lines, a recogniser that looks for lines runs
/// all of them into one and reads garbage. Such figures are moved below the page, one strip a row, and so get a line of their own.
/// </summary>
internal static class CrowdedRows
{
    /// <summary>Pixels up to this part of the paper's brightness are ink, in hundredths.</summary>
    private const int InkShare = 65;

    /// <summary>Rows of pixels without ink that part two lines of a cell.</summary>
    private const int LineGap = 2;

    /// <summary>A band of ink is looked at from this many times the usual line on, and up to the other: a taller one is a picture.</summary>
    private const double Shortest = 1.5;

    private const double Tallest = 8;

    /// <summary>The middles of two lines that are the same line differ by less than this part of its height.</summary>
    public const double SameLine = 0.3;

    /// <summary>A line has at least so many rows of pixels.</summary>
    private const int FewestRows = 8;

    /// <summary>The lowest line of text that can be read at all has so many.</summary>
    private const int FewestOfLine = 5;

    private readonly record struct Run(int From, int To)
    {
        public int Length => To - From;

        public double Middle => (From + To) / 2.0;
    }

    /// <param name="image">A straight page without rules.</param>
    /// <param name="paper">The brightness of its paper.</param>
    public static (GrayImage Image, IReadOnlyList<MovedStrip> Moved) Apart(GrayImage image, int paper)
    {
        var ink = paper * InkShare / 100;
        var bands = Runs(RowsWithInk(image, new Run(0, image.Width), new Run(0, image.Height), ink), 0, LineGap).Where(band => band.Length >= FewestRows).ToList();
        if (bands.Count == 0)
            return (image, []);
        var line = bands.Select(band => band.Length).Order().ElementAt(bands.Count / 2);
        var crowded = bands
            .Where(band => band.Length > Shortest * line && band.Length < Tallest * line)
            .Select(band => Aside(image, band, line, ink))
            .Where(cells => cells.Count > 0)
            .ToList();
        return crowded.Count == 0 ? (image, []) : Moved(image, crowded, line, paper);
    }

    /// <summary>The cells of a band whose only line stands between the lines of another cell.</summary>
    private static List<(Run Columns, Run Rows)> Aside(GrayImage image, Run band, int line, int ink)
    {
        var cells = Runs(ColumnsWithInk(image, band, ink), 0, line)
            .Select(columns => (Columns: columns, Lines: Runs(RowsWithInk(image, columns, band, ink), band.From, LineGap).Where(run => run.Length >= FewestRows / 2).ToList()))
            .Where(cell => cell.Lines.Count > 0)
            .ToList();
        var wrapped = cells.Where(cell => cell.Lines.Count > 1).SelectMany(cell => cell.Lines).ToList();
        return wrapped.Count == 0
            ? []
            : [.. cells
                .Where(cell => cell.Lines.Count == 1 && wrapped.TrueForAll(other => Math.Abs(other.Middle - cell.Lines[0].Middle) > SameLine * line))
                .Select(cell => (cell.Columns, cell.Lines[0]))];
    }

    private static (GrayImage, IReadOnlyList<MovedStrip>) Moved(GrayImage image, List<List<(Run Columns, Run Rows)>> crowded, int line, int paper)
    {
        var strips = new List<MovedStrip>();
        var bottom = image.Height;
        foreach (var cells in crowded)
        {
            var (top, end) = (cells.Min(cell => cell.Rows.From) - 2, cells.Max(cell => cell.Rows.To) + 2);
            strips.Add(new(bottom + line, bottom + line + end - top, bottom + line - top));
            bottom = strips[^1].Bottom;
        }

        var pixels = new byte[image.Width * (bottom + line)];
        image.Pixels.CopyTo(pixels, 0);
        pixels.AsSpan(image.Pixels.Length).Fill((byte)paper);
        foreach (var (cells, strip) in crowded.Zip(strips))
        {
            foreach (var (columns, rows) in cells)
            {
                // Two pixels around take the blurred edges of the letters along.
                var (left, width) = (Math.Max(0, columns.From - 2), Math.Min(image.Width, columns.To + 2) - Math.Max(0, columns.From - 2));
                for (var y = Math.Max(0, rows.From - 2); y < Math.Min(image.Height, rows.To + 2); y++)
                {
                    var from = pixels.AsSpan((y * image.Width) + left, width);
                    from.CopyTo(pixels.AsSpan(((y + strip.Down) * image.Width) + left, width));
                    from.Fill((byte)paper);
                }
            }
        }

        return (new(image.Width, bottom + line, pixels), strips);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool[] RowsWithInk(GrayImage image, Run columns, Run rows, int ink)
    {
        var found = new bool[rows.Length];
        for (var y = rows.From; y < rows.To; y++)
        {
            var dots = 0;
            foreach (var value in image.Pixels.AsSpan((y * image.Width) + columns.From, columns.Length))
                dots += value <= ink ? 1 : 0;
            found[y - rows.From] = dots > 1;
        }

        return found;
    }

    /// <summary>The usual height of a line of text, pixels; 0 for a page without lines.</summary>
    /// <param name="image">A straight page without rules.</param>
    /// <param name="paper">The brightness of its paper.</param>
    public static int LineHeight(GrayImage image, int paper)
    {
        var all = new Run(0, image.Height);
        var lines = Runs(RowsWithInk(image, new Run(0, image.Width), all, paper * InkShare / 100), 0, 1).Select(run => run.Length).Where(length => length >= FewestOfLine).Order().ToList();
        return lines.Count == 0 ? 0 : lines[lines.Count / 2];
    }

    private static bool[] ColumnsWithInk(GrayImage image, Run band, int ink)
    {
        var dots = new int[image.Width];
        for (var y = band.From; y < band.To; y++)
        {
            var row = image.Pixels.AsSpan(y * image.Width, image.Width);
            for (var x = 0; x < row.Length; x++)
                dots[x] += row[x] <= ink ? 1 : 0;
        }

        return [.. dots.Select(count => count > 0)];
    }

    /// <summary>Runs of what has ink, those together that are parted by fewer than <paramref name="gap"/>.</summary>
    private static List<Run> Runs(bool[] inked, int offset, int gap)
    {
        var runs = new List<Run>();
        for (var i = 0; i < inked.Length; i++)
        {
            if (!inked[i])
                continue;
            if (runs.Count > 0 && offset + i - runs[^1].To < gap)
                runs[^1] = runs[^1] with { To = offset + i + 1 };
            else
                runs.Add(new(offset + i, offset + i + 1));
        }

        return runs;
    }
}
