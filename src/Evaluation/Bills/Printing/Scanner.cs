namespace MediAgents.Evaluation.Bills.Printing;

/// <summary>How one sheet went through a scanner.</summary>
/// <param name="Degrees">Skew, -1.5 to 1.5.</param>
/// <param name="Noise">Standard deviation of the sensor's noise, in greys.</param>
/// <param name="Blur">Share of each pixel that comes from its neighbours, 0 to 1.</param>
/// <param name="Shade">Loss of light at the darkest side, 0 to 1.</param>
/// <param name="ShadeAngle">Where that side is, radians.</param>
/// <param name="Quality">Of the lossy compression, 1 to 100, as JPEG counts it.</param>
internal sealed record ScanFaults(double Degrees, double Noise, double Blur, double Shade, double ShadeAngle, int Quality)
{
    /// <summary>An ordinary office scan: what a patient sends.</summary>
    public static ScanFaults Draw(Random random) => new(
        (random.NextDouble() * 3) - 1.5,
        2 + (random.NextDouble() * 7),
        0.1 + (random.NextDouble() * 0.35),
        random.NextDouble() * 0.18,
        random.NextDouble() * Math.Tau,
        random.Next(45, 86));
}

/// <summary>Turns a clean page into a scanned one: skewed, unevenly lit, blurred, noisy and compressed.</summary>
internal static class Scanner
{
    private const byte Paper = 250;

    public static GreyImage Scan(GreyImage page, ScanFaults faults, Random random)
    {
        var skewed = Skew(page, faults.Degrees * Math.PI / 180);
        var blurred = Blur(skewed, (float)faults.Blur);
        Light(blurred, faults, random);
        BlockCompression.Apply(blurred, faults.Quality);
        return blurred;
    }

    private static GreyImage Skew(GreyImage page, double angle)
    {
        var (width, height) = (page.Width, page.Height);
        var turned = new byte[page.Pixels.Length];
        var (sin, cos) = Math.SinCos(angle);
        var (middleX, middleY) = (width / 2.0, height / 2.0);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var fromX = (cos * (x - middleX)) + (sin * (y - middleY)) + middleX;
                var fromY = (cos * (y - middleY)) - (sin * (x - middleX)) + middleY;
                turned[(y * width) + x] = Between(page, fromX, fromY);
            }
        }

        return page with { Pixels = turned };
    }

    private static byte Between(GreyImage page, double x, double y)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        if (left < 0 || top < 0 || left + 1 >= page.Width || top + 1 >= page.Height)
            return Paper;
        var (right, down) = (x - left, y - top);
        var at = (top * page.Width) + left;
        var upper = (page.Pixels[at] * (1 - right)) + (page.Pixels[at + 1] * right);
        var lower = (page.Pixels[at + page.Width] * (1 - right)) + (page.Pixels[at + page.Width + 1] * right);
        return (byte)((upper * (1 - down)) + (lower * down));
    }

    private static GreyImage Blur(GreyImage page, float share)
    {
        var (width, height, from) = (page.Width, page.Height, page.Pixels);
        var blurred = (byte[])from.Clone();
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var at = (y * width) + x;
                var around = from[at - 1] + from[at + 1] + from[at - width] + from[at + width]
                    + ((from[at - width - 1] + from[at - width + 1] + from[at + width - 1] + from[at + width + 1]) * 0.5f);
                blurred[at] = (byte)((from[at] * (1 - share)) + (around / 6 * share));
            }
        }

        return page with { Pixels = blurred };
    }

    private static void Light(GreyImage page, ScanFaults faults, Random random)
    {
        var (acrossSin, acrossCos) = Math.SinCos(faults.ShadeAngle);
        for (var y = 0; y < page.Height; y++)
        {
            for (var x = 0; x < page.Width; x++)
            {
                var at = (y * page.Width) + x;
                var side = 0.5 + (acrossCos * (((double)x / page.Width) - 0.5) * 0.7) + (acrossSin * (((double)y / page.Height) - 0.5) * 0.7);
                // Four even draws are near enough to a bell curve, and quick; their standard deviation is 1 / sqrt 3.
                var noise = (random.NextSingle() + random.NextSingle() + random.NextSingle() + random.NextSingle() - 2) * 1.732 * faults.Noise;
                page.Pixels[at] = (byte)Math.Clamp((page.Pixels[at] * (1 - (faults.Shade * side))) + noise, 0, 255);
            }
        }
    }
}
