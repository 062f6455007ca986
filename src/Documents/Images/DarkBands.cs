using System.Runtime.CompilerServices;

namespace MediAgents.Documents.Images;

/// <summary>
/// Turns light print on dark ground, as in the heads of tables, into dark print on paper: recognition reads such a band as garbage
/// or not at all, and the table loses its headings.
/// </summary>
internal static class DarkBands
{
    /// <summary>The side of the squares that are dark or not, pixels.</summary>
    private const int Square = 8;

    private const int SquareOfReduced = 3;

    /// <summary>A square up to this part of the paper's brightness is dark ground, in hundredths; bold letters on paper are lighter.</summary>
    private const int DarkShare = 50;

    /// <summary>A band is as wide as this part of the page at least.</summary>
    private const int ShareOfWidth = 12;

    /// <summary>Its height in squares; a higher one is a picture.</summary>
    private const int Lowest = 2;

    private const int Highest = 24;

    /// <summary>The part of a band that is dark ground, in tenths: the rest is print.</summary>
    private const int DarkTenths = 6;

    /// <summary>Whether a page has dark ground anywhere; most have none, and then nothing needs to be looked for.</summary>
    /// <param name="reduced">The page at a third of its size or so.</param>
    /// <param name="paper">The brightness of its paper.</param>
    public static bool MayBeOn(GrayImage reduced, int paper)
    {
        var squares = reduced.Reduced(SquareOfReduced);
        return Enumerable.Range(0, squares.Pixels.Length).Any(at => IsDark(squares, at, paper));
    }

    /// <param name="image">A straight page.</param>
    /// <param name="paper">The brightness of its paper.</param>
    /// <returns>The page with the print of dark bands dark; the same one if it has none.</returns>
    public static GrayImage Inverted(GrayImage image, int paper)
    {
        var squares = image.Reduced(Square);
        var seen = new bool[squares.Pixels.Length];
        byte[]? inverted = null;
        for (var at = 0; at < seen.Length; at++)
        {
            if (seen[at] || !IsDark(squares, at, paper))
                continue;
            var (left, top, right, bottom, count) = Around(squares, at, paper, seen);
            var (width, height) = (right - left + 1, bottom - top + 1);
            if (width * ShareOfWidth < squares.Width || height is < Lowest or > Highest || count * 10 < width * height * DarkTenths)
                continue;
            inverted ??= (byte[])image.Pixels.Clone();
            Invert(inverted, image, (left - 1, top - 1, right + 2, bottom + 2), paper);
        }

        return inverted is null ? image : new(image.Width, image.Height, inverted);
    }

    private static bool IsDark(GrayImage squares, int at, int paper) => squares.Pixels[at] * 100 <= paper * DarkShare;

    /// <summary>The dark squares that hang together with one of them: their bounds and how many they are.</summary>
    private static (int Left, int Top, int Right, int Bottom, int Count) Around(GrayImage squares, int first, int paper, bool[] seen)
    {
        var open = new Stack<int>([first]);
        seen[first] = true;
        var (left, top, right, bottom, count) = (int.MaxValue, int.MaxValue, 0, 0, 0);
        while (open.TryPop(out var at))
        {
            var (x, y) = (at % squares.Width, at / squares.Width);
            (left, top, right, bottom, count) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y), count + 1);
            foreach (var (dx, dy) in (ReadOnlySpan<(int, int)>)[(-1, 0), (1, 0), (0, -1), (0, 1)])
            {
                var next = ((y + dy) * squares.Width) + x + dx;
                if (x + dx < 0 || x + dx >= squares.Width || y + dy < 0 || y + dy >= squares.Height || seen[next] || !IsDark(squares, next, paper))
                    continue;
                seen[next] = true;
                open.Push(next);
            }
        }

        return (left, top, right, bottom, count);
    }

    /// <summary>
    /// Ground becomes paper and print dark, from the first dark pixel of each row to its last: what is beside the band's edge is paper
    /// already.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Invert(byte[] pixels, GrayImage image, (int Left, int Top, int Right, int Bottom) squares, int paper)
    {
        var (left, right) = (Math.Max(0, squares.Left * Square), Math.Min(image.Width, squares.Right * Square));
        var (top, bottom) = (Math.Max(0, squares.Top * Square), Math.Min(image.Height, squares.Bottom * Square));
        var dark = paper * DarkShare / 100;
        for (var y = top; y < bottom; y++)
        {
            var row = pixels.AsSpan((y * image.Width) + left, right - left);
            var (first, last, count) = (-1, -1, 0);
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x] <= dark)
                    (first, last, count) = (first < 0 ? x : first, x, count + 1);
            }

            // A row of pixels that is mostly light lies above or below the band.
            if (count * 10 < row.Length * (DarkTenths - 2))
                continue;
            for (var x = first; x <= last; x++)
                row[x] = (byte)Math.Clamp(paper - row[x] + (dark / 2), 0, paper);
            row[..first].Fill((byte)paper);
            row[(last + 1)..].Fill((byte)paper);
        }
    }
}
