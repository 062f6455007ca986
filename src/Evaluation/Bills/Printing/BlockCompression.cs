namespace MediAgents.Evaluation.Bills.Printing;

/// <summary>
/// What JPEG does to a page: each block of 8 x 8 pixels through a cosine transform, rounded by the luminance table of ITU-T T.81,
/// Annex K.1, and back. The last columns and rows that fill no block stay as they are.
/// </summary>
internal static class BlockCompression
{
    private const int Side = 8;

    private static readonly int[] Luminance =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly float[] Cosines = Table();

    public static void Apply(GreyImage page, int quality)
    {
        // The scaling of the table by quality is that of the Independent JPEG Group.
        var scale = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        var steps = Array.ConvertAll(Luminance, step => (float)Math.Clamp(((step * scale) + 50) / 100, 1, 255));
        Span<float> block = stackalloc float[Side * Side];
        Span<float> other = stackalloc float[Side * Side];
        for (var top = 0; top + Side <= page.Height; top += Side)
        {
            for (var left = 0; left + Side <= page.Width; left += Side)
            {
                for (var i = 0; i < block.Length; i++)
                    block[i] = page.Pixels[((top + (i / Side)) * page.Width) + left + (i % Side)] - 128f;
                Transform(block, other, inverse: false);
                for (var i = 0; i < block.Length; i++)
                    block[i] = MathF.Round(block[i] / steps[i]) * steps[i];
                Transform(block, other, inverse: true);
                for (var i = 0; i < block.Length; i++)
                    page.Pixels[((top + (i / Side)) * page.Width) + left + (i % Side)] = (byte)Math.Clamp(block[i] + 128f, 0, 255);
            }
        }
    }

    /// <summary>Rows, then columns; each pass also transposes, so that two passes stand upright again.</summary>
    private static void Transform(Span<float> block, Span<float> other, bool inverse)
    {
        Pass(block, other, inverse);
        Pass(other, block, inverse);
    }

    private static void Pass(ReadOnlySpan<float> from, Span<float> to, bool inverse)
    {
        for (var row = 0; row < Side; row++)
        {
            for (var k = 0; k < Side; k++)
            {
                var sum = 0f;
                for (var n = 0; n < Side; n++)
                    sum += from[(row * Side) + n] * (inverse ? Cosines[(n * Side) + k] : Cosines[(k * Side) + n]);
                to[(k * Side) + row] = sum;
            }
        }
    }

    private static float[] Table()
    {
        var table = new float[Side * Side];
        for (var k = 0; k < Side; k++)
        {
            for (var n = 0; n < Side; n++)
                table[(k * Side) + n] = (float)(Math.Sqrt((k == 0 ? 1.0 : 2.0) / Side) * Math.Cos(((2 * n) + 1) * k * Math.PI / (2 * Side)));
        }

        return table;
    }
}
