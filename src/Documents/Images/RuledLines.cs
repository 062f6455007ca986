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
        var (across, down) = (MeanAcross(image), MeanDown(image));
        var (rule, white) = (paper * RuleShare / 100, paper * PaperShare / 100);
        var (lying, standing) = (new List<int>(), new List<int>());
        FindAcross(image, across, rule, white, lying);
        FindDown(image, down, rule, white, standing);
        if (lying.Count + standing.Count == 0 || lying.Count + standing.Count > image.Pixels.Length / MostInk)
            return image;
        var cleaned = (byte[])image.Pixels.Clone();
        foreach (var at in lying)
            Erase(cleaned, across, at, image.Width, white, paper);
        foreach (var at in standing)
            Erase(cleaned, down, at, 1, white, paper);
        EraseCrossings(cleaned, image.Width, lying, standing, paper);
        return new(image.Width, image.Height, cleaned);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte[] MeanAcross(GrayImage image)
    {
        var (width, means) = (image.Width, new byte[image.Pixels.Length]);
        means.AsSpan().Fill(255);
        if (width <= Along)
            return means;
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Pixels.AsSpan(y * width, width);
            var to = means.AsSpan(y * width, width);
            var sum = 0;
            for (var x = 0; x < Along - 1; x++)
                sum += row[x];
            for (var x = Along - 1; x < width; x++)
            {
                sum += row[x];
                to[x - (Along / 2)] = (byte)(sum / Along);
                sum -= row[x - Along + 1];
            }
        }

        return means;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte[] MeanDown(GrayImage image)
    {
        var (width, means, sums) = (image.Width, new byte[image.Pixels.Length], new int[image.Width]);
        means.AsSpan().Fill(255);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Pixels.AsSpan(y * width, width);
            for (var x = 0; x < width; x++)
                sums[x] += row[x];
            if (y < Along - 1)
                continue;
            var to = means.AsSpan((y - (Along / 2)) * width, width);
            var first = image.Pixels.AsSpan((y - Along + 1) * width, width);
            for (var x = 0; x < width; x++)
            {
                to[x] = (byte)(sums[x] / Along);
                sums[x] -= first[x];
            }
        }

        return means;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindAcross(GrayImage image, byte[] means, int rule, int white, List<int> found)
    {
        var (width, shortest) = (image.Width, image.Width / ShareOfWidth);
        for (var y = Beside; y < image.Height - Beside; y++)
        {
            var row = means.AsSpan(y * width, width);
            var (start, last) = (-1, -1);
            for (var x = 0; x <= width; x++)
            {
                if (x < width && row[x] <= rule)
                {
                    start = start < 0 ? x : start;
                    last = x;
                }
                else if (start >= 0 && (x == width || x - last > Break))
                {
                    if (last - start >= shortest)
                        Take(means, (y * width) + start, 1, last - start + 1, Beside * width, white, found);
                    start = -1;
                }
            }
        }
    }

    /// <summary>Goes row by row with a run for each column: walking down the columns would read memory the slow way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindDown(GrayImage image, byte[] means, int rule, int white, List<int> found)
    {
        var (width, shortest) = (image.Width, image.Height / ShareOfHeight);
        var starts = new int[width];
        var lasts = new int[width];
        starts.AsSpan().Fill(-1);
        for (var y = 0; y <= image.Height; y++)
        {
            var row = y < image.Height ? means.AsSpan(y * width, width) : [];
            for (var x = Beside; x < width - Beside; x++)
            {
                if (y < image.Height && row[x] <= rule)
                {
                    starts[x] = starts[x] < 0 ? y : starts[x];
                    lasts[x] = y;
                }
                else if (starts[x] >= 0 && (y == image.Height || y - lasts[x] > Break))
                {
                    if (lasts[x] - starts[x] >= shortest)
                        Take(means, (starts[x] * width) + x, width, lasts[x] - starts[x] + 1, Beside, white, found);
                    starts[x] = -1;
                }
            }
        }
    }

    /// <summary>Takes a run for a rule if there is paper on both sides of most of it.</summary>
    private static void Take(byte[] means, int first, int step, int count, int aside, int white, List<int> found)
    {
        var free = 0;
        for (var i = 0; i < count; i++)
        {
            var at = first + (i * step);
            if (means[at - aside] >= white && means[at + aside] >= white)
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
                pixels.AsSpan(at + (y * width) - Beside, (2 * Beside) + 1).Fill((byte)paper);
        }
    }

    /// <summary>Whitens the rule's thickness at one place, unless something crosses it there.</summary>
    private static void Erase(byte[] pixels, byte[] means, int at, int side, int white, int paper)
    {
        var (low, high) = (at, at);
        while (low - side >= 0 && means[low - side] < white && high - low <= Beside * side)
            low -= side;
        while (high + side < means.Length && means[high + side] < white && high - low <= Beside * side)
            high += side;
        if (high - low > Beside * side)
            return;
        // The blurred edge of the rule goes with it.
        for (var i = Math.Max(0, low - side); i <= high + side && i < pixels.Length; i += side)
            pixels[i] = (byte)paper;
    }
}
