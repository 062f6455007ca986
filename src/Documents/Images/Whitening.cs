using System.Runtime.CompilerServices;

namespace MediAgents.Documents.Images;

/// <summary>Makes paper white and stretches what is darker: the grain of a scan misleads recognition, which looks at grey values.</summary>
internal static class Whitening
{
    /// <summary>Pixels up to this part of the paper's brightness may be ink, in hundredths.</summary>
    private const int InkShare = 85;

    /// <summary>From this part of the way from paper to ink on, in hundredths, a pixel is no paper: faint print keeps its letters.</summary>
    private const int Grain = 28;

    /// <summary>Rows of pixels of which one is looked at.</summary>
    private const int Sampled = 4;

    /// <param name="image">The page.</param>
    /// <param name="paper">The brightness of its paper.</param>
    public static GrayImage Of(GrayImage image, int paper)
    {
        var white = Math.Max(1, paper - ((paper - Ink(image, paper)) * Grain / 100));
        var levels = new byte[256];
        for (var value = 0; value < levels.Length; value++)
            levels[value] = (byte)Math.Min(255, value * 255 / white);
        return Mapped(image, levels);
    }

    /// <summary>The middle of all values that may be ink.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Ink(GrayImage image, int paper)
    {
        var counts = new int[256];
        for (var y = 0; y < image.Height; y += Sampled)
        {
            foreach (var value in image.Pixels.AsSpan(y * image.Width, image.Width))
                counts[value]++;
        }

        var brightest = paper * InkShare / 100;
        var half = counts.AsSpan(0, brightest + 1).ToArray().Sum() / 2;
        var middle = 0;
        for (; middle < brightest && half >= counts[middle]; middle++)
            half -= counts[middle];
        return middle;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static GrayImage Mapped(GrayImage image, byte[] levels)
    {
        var mapped = new byte[image.Pixels.Length];
        for (var i = 0; i < mapped.Length; i++)
            mapped[i] = levels[image.Pixels[i]];
        return new(image.Width, image.Height, mapped);
    }
}
