using System.Runtime.CompilerServices;
using System.Text;

namespace MediAgents.Documents.Images;

/// <summary>A page as grey values, 0 black to 255 white, row by row.</summary>
internal sealed class GrayImage(int width, int height, byte[] pixels)
{
    public int Width => width;

    public int Height => height;

    public byte[] Pixels => pixels;

    public static GrayImage White(int width, int height)
    {
        var pixels = new byte[width * height];
        pixels.AsSpan().Fill(255);
        return new(width, height, pixels);
    }

    /// <summary>Reads a binary PGM of one byte a pixel, as <c>pdftoppm -gray</c> writes it; null for anything else.</summary>
    public static GrayImage? FromPgm(ReadOnlyMemory<byte> content)
    {
        var span = content.Span;
        if (!span.StartsWith("P5"u8))
            return null;
        var at = 2;
        if (NextNumber(span, ref at) is not (> 0 and var columns) || NextNumber(span, ref at) is not (> 0 and var rows) || NextNumber(span, ref at) is not 255)
            return null;
        at++;
        return (long)columns * rows is var size && size <= span.Length - at ? new(columns, rows, span.Slice(at, (int)size).ToArray()) : null;
    }

    public byte[] ToPgm()
    {
        var head = Encoding.ASCII.GetBytes($"P5\n{width} {height}\n255\n");
        var content = new byte[head.Length + pixels.Length];
        head.CopyTo(content, 0);
        pixels.CopyTo(content, head.Length);
        return content;
    }

    /// <summary>The image with a side of <paramref name="factor"/> pixels made one, their mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public GrayImage Reduced(int factor)
    {
        if (factor <= 1)
            return this;
        var (columns, rows) = (Math.Max(1, width / factor), Math.Max(1, height / factor));
        var reduced = new byte[columns * rows];
        var sums = new int[columns];
        var (wide, high) = (Math.Min(factor, width), Math.Min(factor, height));
        for (var y = 0; y < rows; y++)
        {
            Array.Clear(sums);
            for (var dy = 0; dy < high; dy++)
            {
                var row = pixels.AsSpan(((y * factor) + dy) * width, width);
                for (int x = 0, from = 0; x < columns; x++, from += factor)
                {
                    var sum = 0;
                    foreach (var value in row.Slice(from, wide))
                        sum += value;
                    sums[x] += sum;
                }
            }

            for (var x = 0; x < columns; x++)
                reduced[(y * columns) + x] = (byte)(sums[x] / (wide * high));
        }

        return new(columns, rows, reduced);
    }

    /// <summary>The image twice as wide and high, what is new between its neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public GrayImage Doubled()
    {
        var doubled = new byte[4 * pixels.Length];
        for (var y = 0; y < 2 * height; y++)
        {
            // A new pixel lies a quarter of the way from the old one it is in to the next.
            var near = pixels.AsSpan((y / 2) * width, width);
            var far = pixels.AsSpan(Math.Clamp(y % 2 == 0 ? (y / 2) - 1 : (y / 2) + 1, 0, height - 1) * width, width);
            var row = doubled.AsSpan(y * 2 * width, 2 * width);
            for (var x = 0; x < width; x++)
            {
                var here = (3 * near[x]) + far[x];
                var left = x > 0 ? (3 * near[x - 1]) + far[x - 1] : here;
                var right = x + 1 < width ? (3 * near[x + 1]) + far[x + 1] : here;
                row[2 * x] = (byte)(((3 * here) + left + 8) >> 4);
                row[(2 * x) + 1] = (byte)(((3 * here) + right + 8) >> 4);
            }
        }

        return new(2 * width, 2 * height, doubled);
    }

    /// <summary>The image turned clockwise by so many quarters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public GrayImage Turned(int quarters)
    {
        quarters = ((quarters % 4) + 4) % 4;
        if (quarters == 0)
            return this;
        var (columns, rows) = quarters == 2 ? (width, height) : (height, width);
        var turned = new byte[pixels.Length];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var (fromX, fromY) = quarters switch
                {
                    1 => (y, height - 1 - x),
                    2 => (width - 1 - x, height - 1 - y),
                    _ => (width - 1 - y, x),
                };
                turned[(y * columns) + x] = pixels[(fromY * width) + fromX];
            }
        }

        return new(columns, rows, turned);
    }

    private static int? NextNumber(ReadOnlySpan<byte> span, ref int at)
    {
        while (at < span.Length && span[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            at++;
        var number = 0;
        var start = at;
        for (; at < span.Length && span[at] is >= (byte)'0' and <= (byte)'9' && number < 1_000_000; at++)
            number = (number * 10) + span[at] - '0';
        return at > start ? number : null;
    }
}
