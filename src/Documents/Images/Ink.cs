using System.Runtime.CompilerServices;

namespace MediAgents.Documents.Images;

/// <summary>The dark pixels of a reduced page: enough to see whether there is anything, and how its lines lie.</summary>
internal sealed class Ink
{
    /// <summary>Degrees within which a page is straightened.</summary>
    private const double Widest = 12;

    private const double Coarse = 0.5;
    private const double Fine = 0.05;

    /// <summary>Straightening by less would move no letter by as much as its own stroke.</summary>
    private const double Least = 0.2;

    /// <summary>Dark pixels of an empty page: dust and noise, a part of all pixels.</summary>
    private const double Dust = 0.0004;

    private readonly List<(short X, short Y, byte Weight)> dots = [];
    private readonly int width;
    private readonly int height;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Ink(GrayImage reduced, Illumination paper)
    {
        (width, height) = (reduced.Width, reduced.Height);
        for (var y = 0; y < height; y++)
        {
            var level = 0;
            for (var x = 0; x < width; x++)
            {
                if (x % 8 == 0)
                    level = paper.At((x + 4.0) / width, (y + 0.5) / height) * 3 / 4;
                var value = reduced.Pixels[(y * width) + x];
                if (value < level)
                    dots.Add(((short)x, (short)y, (byte)Math.Max(1, (level - value) / 4)));
            }
        }
    }

    public bool IsBlank => dots.Count < Dust * width * height;

    /// <summary>How far the page's lines fall to the right, degrees; 0 for a page that is straight or that has no lines to tell it.</summary>
    public double Skew()
    {
        if (dots.Count < 200 || dots.Count > width * height / 2)
            return 0;
        var (straight, best, angle) = (Sharpness(0), 0.0, 0.0);
        void Try(double degrees)
        {
            if (Sharpness(degrees) is var sharpness && sharpness > best)
                (best, angle) = (sharpness, degrees);
        }

        for (var degrees = -Widest; degrees <= Widest; degrees += Coarse)
            Try(degrees);
        var middle = angle;
        for (var degrees = middle - Coarse; degrees <= middle + Coarse; degrees += Fine)
            Try(degrees);
        return Math.Abs(angle) < Least || best < straight * 1.05 ? 0 : Math.Round(angle, 2);
    }

    /// <summary>How much the ink in neighbouring lines of pixels differs if the page is read at an angle: most along lines of text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Sharpness(double degrees)
    {
        var slope = Math.Tan(degrees * Math.PI / 180);
        var reach = (int)(Math.Abs(slope) * width) + 2;
        var lines = new double[height + (2 * reach)];
        foreach (var (x, y, weight) in dots)
            lines[(int)(y - (x * slope) + reach)] += weight;
        var sharpness = 0.0;
        for (var i = 1; i < lines.Length; i++)
            sharpness += (lines[i] - lines[i - 1]) * (lines[i] - lines[i - 1]);
        return sharpness;
    }
}
