using System.Runtime.CompilerServices;

namespace MediAgents.Documents.Images;

/// <summary>The paper's brightness over a page. Photos have shadows, under which one threshold for the whole page loses text.</summary>
internal sealed class Illumination
{
    /// <summary>Side of a tile of the reduced page, pixels: larger than letters, smaller than shadows.</summary>
    private const int Tile = 24;

    /// <summary>Paper that differs less than this over the page is lit evenly.</summary>
    private const int Even = 48;

    /// <summary>The paper's brightness in an evened image.</summary>
    public const int EvenPaper = 240;

    private readonly byte[] tiles;
    private readonly int columns;
    private readonly int rows;

    private Illumination(byte[] tiles, int columns, int rows) => (this.tiles, this.columns, this.rows) = (tiles, columns, rows);

    public bool IsEven => tiles.Max() - tiles.Min() < Even;

    /// <param name="reduced">The page, made small enough that noise is gone.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Illumination Of(GrayImage reduced)
    {
        var (columns, rows) = (Math.Max(1, reduced.Width / Tile), Math.Max(1, reduced.Height / Tile));
        var paper = new byte[columns * rows];
        var counts = new int[256];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                Array.Clear(counts);
                var (top, left) = (row * Tile, column * Tile);
                var (bottom, right) = (Math.Min(reduced.Height, top + Tile), Math.Min(reduced.Width, left + Tile));
                for (var y = top; y < bottom; y++)
                {
                    foreach (var value in reduced.Pixels.AsSpan((y * reduced.Width) + left, right - left))
                        counts[value]++;
                }

                paper[(row * columns) + column] = Brightest(counts, (bottom - top) * (right - left) / 5);
            }
        }

        return new Illumination(Smoothed(paper, columns, rows), columns, rows);
    }

    /// <summary>The paper's brightness at a place, in fractions of the page.</summary>
    public int At(double x, double y)
    {
        var (column, row) = (Math.Clamp((x * columns) - 0.5, 0, columns - 1), Math.Clamp((y * rows) - 0.5, 0, rows - 1));
        var (left, top) = ((int)column, (int)row);
        var (right, bottom) = (Math.Min(left + 1, columns - 1), Math.Min(top + 1, rows - 1));
        var (fx, fy) = (column - left, row - top);
        var upper = (tiles[(top * columns) + left] * (1 - fx)) + (tiles[(top * columns) + right] * fx);
        var lower = (tiles[(bottom * columns) + left] * (1 - fx)) + (tiles[(bottom * columns) + right] * fx);
        return Math.Max(1, (int)((upper * (1 - fy)) + (lower * fy)));
    }

    /// <summary>The image as if the paper were equally bright everywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public GrayImage Evened(GrayImage image)
    {
        const int Step = 8;
        var evened = new byte[image.Pixels.Length];
        for (var y = 0; y < image.Height; y++)
        {
            for (var from = 0; from < image.Width; from += Step)
            {
                var paper = At((from + (Step / 2.0)) / image.Width, (y + 0.5) / image.Height);
                var end = Math.Min(image.Width, from + Step);
                for (var x = from; x < end; x++)
                    evened[(y * image.Width) + x] = (byte)Math.Min(255, image.Pixels[(y * image.Width) + x] * EvenPaper / paper);
            }
        }

        return new(image.Width, image.Height, evened);
    }

    private static byte Brightest(int[] counts, int leave)
    {
        for (var value = 255; value > 0; value--)
        {
            leave -= counts[value];
            if (leave < 0)
                return (byte)value;
        }

        return 0;
    }

    /// <summary>The brightest of each tile and its neighbours, so that a tile full of ink is not taken for a shadow.</summary>
    private static byte[] Smoothed(byte[] tiles, int columns, int rows)
    {
        var smoothed = new byte[tiles.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                byte brightest = 0;
                for (var y = Math.Max(0, row - 1); y <= Math.Min(rows - 1, row + 1); y++)
                {
                    for (var x = Math.Max(0, column - 1); x <= Math.Min(columns - 1, column + 1); x++)
                        brightest = Math.Max(brightest, tiles[(y * columns) + x]);
                }

                smoothed[(row * columns) + column] = brightest;
            }
        }

        return smoothed;
    }
}
