using System.Runtime.CompilerServices;

namespace MediAgents.Documents.Images;

/// <summary>
/// Takes the rules of a table out of a page: recognition of one block of text reads cells with lines around them as garbage, and
/// makes stops and colons of thin ones. A rule is a long run of pixels darker than the paper with white on both sides; the headline
/// over a line of Devanagari has its letters on one.
/// </summary>
internal static class RuledLines
{
    /// <summary>No stroke of a letter is as long as this part of the page's width.</summary>
    private const int ShareOfWidth = 5;

    /// <summary>No stroke of a letter is as high as this part of the page's height.</summary>
    private const int ShareOfHeight = 20;

    /// <summary>Pixels along a rule of which the mean is taken: noise must not break it.</summary>
    private const int Along = 7;

    /// <summary>Pixels beside a rule at which there must be paper, which is also the thickest rule.</summary>
    private const int Beside = 6;

    /// <summary>Pixels that may be missing within a rule.</summary>
    private const int Break = 6;

    /// <summary>Brightness of a rule at most, and of paper at least, in hundredths of the paper's.</summary>
    private const int RuleShare = 88;

    private const int PaperShare = 92;

    /// <summary>The part of a rule beside which there is paper, in tenths; letters and other rules touch it elsewhere.</summary>
    private const int FreeTenths = 8;

    /// <summary>A page on which one pixel in this many would be rule is a picture.</summary>
    private const int MostInk = 8;

    /// <param name="image">A straight page.</param>
    /// <param name="paper">The brightness of its paper.</param>
    /// <returns>The page without rules; the same one if it has none.</returns>
    public static GrayImage Without(GrayImage image, int paper)
    {
        var (rule, white) = (paper * RuleShare / 100, paper * PaperShare / 100);
        var (lying, standing) = (new List<int>(), new List<int>());
        Find(image, rule, white, lying, standing);
        if (lying.Count + standing.Count == 0 || lying.Count + standing.Count > image.Pixels.Length / MostInk)
            return image;
        var cleaned = (byte[])image.Pixels.Clone();
        foreach (var at in lying)
            Erase(cleaned, image.Pixels, at, 1, image.Width, white, paper);
        foreach (var at in standing)
            Erase(cleaned, image.Pixels, at, image.Width, 1, white, paper);
        EraseCrossings(cleaned, image.Width, lying, standing, paper);
        return new(image.Width, image.Height, cleaned);
    }

    /// <summary>Goes over the page once, with one run along the row and one down each column: walking down columns would read memory the slow way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find(GrayImage image, int rule, int white, List<int> lying, List<int> standing)
    {
        var (width, height, pixels) = (image.Width, image.Height, image.Pixels);
        var (shortestAcross, shortestDown) = (width / ShareOfWidth, height / ShareOfHeight);
        var starts = new int[width];
        var lasts = new int[width];
        starts.AsSpan().Fill(-1);
        for (var y = 0; y <= height; y++)
        {
            var row = y < height ? pixels.AsSpan(y * width, width) : [];
            var (start, last) = (-1, -1);
            for (var x = 0; x < width; x++)
            {
                if (y < height && row[x] <= rule)
                {
                    // A run ends where the next begins or the line does: paper costs nothing.
                    if (start >= 0 && x - last > Break)
                    {
                        Take(pixels, (y * width) + start, 1, last - start + 1, width, shortestAcross, white, lying);
                        start = -1;
                    }

                    if (starts[x] >= 0 && y - lasts[x] > Break)
                    {
                        Take(pixels, (starts[x] * width) + x, width, lasts[x] - starts[x] + 1, 1, shortestDown, white, standing);
                        starts[x] = -1;
                    }

                    start = start < 0 ? x : start;
                    starts[x] = starts[x] < 0 ? y : starts[x];
                    (last, lasts[x]) = (x, y);
                }
            }

            if (start >= 0)
                Take(pixels, (y * width) + start, 1, last - start + 1, width, shortestAcross, white, lying);
        }

        for (var x = 0; x < width; x++)
        {
            if (starts[x] >= 0)
                Take(pixels, (starts[x] * width) + x, width, lasts[x] - starts[x] + 1, 1, shortestDown, white, standing);
        }
    }

    /// <summary>The mean of the pixels around a place along a rule; beyond the page there is paper.</summary>
    private static int Mean(byte[] pixels, int at, int step)
    {
        var first = at - (Along / 2 * step);
        if (first < 0 || first + ((Along - 1) * step) >= pixels.Length)
            return 255;
        var sum = 0;
        for (var i = 0; i < Along; i++)
            sum += pixels[first + (i * step)];
        return sum / Along;
    }

    /// <summary>Takes a run that is long enough for a rule if there is paper on both sides of most of it.</summary>
    private static void Take(byte[] pixels, int first, int step, int count, int aside, int shortest, int white, List<int> found)
    {
        if (count <= shortest || count <= Along)
            return;
        var free = 0;
        for (var i = 0; i < count; i++)
        {
            var at = first + (i * step);
            if (Mean(pixels, at - (Beside * aside), step) >= white && Mean(pixels, at + (Beside * aside), step) >= white)
                free++;
        }

        for (var i = 0; free * 10 >= count * FreeTenths && i < count; i++)
            found.Add(first + (i * step));
    }

    /// <summary>Where two rules meet, each looks like something that crosses the other.</summary>
    private static void EraseCrossings(byte[] pixels, int width, List<int> lying, List<int> standing, int paper)
    {
        var ways = new HashSet<int>(lying);
        foreach (var at in standing.Where(ways.Contains))
        {
            for (var y = -Beside; y <= Beside; y++)
            {
                var from = Math.Clamp(at + (y * width) - Beside, 0, pixels.Length);
                pixels.AsSpan(from, Math.Min((2 * Beside) + 1, pixels.Length - from)).Fill((byte)paper);
            }
        }
    }

    /// <summary>Whitens the rule's thickness at one place, unless something crosses it there.</summary>
    private static void Erase(byte[] pixels, byte[] before, int at, int along, int side, int white, int paper)
    {
        var (low, high) = (at, at);
        while (low - side >= 0 && Mean(before, low - side, along) < white && high - low <= Beside * side)
            low -= side;
        while (high + side < before.Length && Mean(before, high + side, along) < white && high - low <= Beside * side)
            high += side;
        if (high - low > Beside * side)
            return;
        // The blurred edge of the rule goes with it.
        for (var i = Math.Max(0, low - side); i <= high + side && i < pixels.Length; i += side)
            pixels[i] = (byte)paper;
    }
}
