namespace MediAgents.Documents.Images;

/// <summary>
/// Takes the rules of a table out of a page: recognition of one block of text reads cells with lines around them as garbage.
/// </summary>
internal static class RuledLines
{
    /// <summary>No stroke of a letter is as long as this part of the page's width; the headline of a Devanagari word may be an eighth.</summary>
    private const int ShareOfWidth = 5;

    /// <summary>No stroke of a letter is as high as this part of the page's height.</summary>
    private const int ShareOfHeight = 20;

    /// <summary>Pixels that may be missing within a rule.</summary>
    private const int Break = 4;

    /// <summary>A rule is at most this many pixels thick; darker areas are filled cells.</summary>
    private const int Thickest = 10;

    /// <summary>A page on which one pixel in this many would be rule is a picture.</summary>
    private const int MostInk = 8;

    private const byte Across = 1;
    private const byte Down = 2;

    /// <param name="image">A straight page.</param>
    /// <param name="dark">Pixels up to this value are ink.</param>
    /// <returns>The page without rules; the same one if it has none.</returns>
    public static GrayImage Without(GrayImage image, int dark)
    {
        var rules = new Dictionary<int, byte>();
        FindAcross(image, dark, rules);
        FindDown(image, dark, rules);
        if (rules.Count == 0 || rules.Count > image.Pixels.Length / MostInk)
            return image;
        var before = image.Pixels;
        image = new(image.Width, image.Height, (byte[])before.Clone());
        foreach (var (at, ways) in rules)
        {
            if (ways == (Across | Down))
                image.Pixels[at] = 255;
            else
                Erase(image, before, at, ways == Across ? image.Width : 1, dark);
        }

        return image;
    }

    private static void FindAcross(GrayImage image, int dark, Dictionary<int, byte> rules)
    {
        var (width, shortest) = (image.Width, image.Width / ShareOfWidth);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Pixels.AsSpan(y * width, width);
            var (start, last) = (-1, -1);
            for (var x = 0; x <= width; x++)
            {
                if (x < width && row[x] <= dark)
                {
                    start = start < 0 ? x : start;
                    last = x;
                }
                else if (start >= 0 && (x == width || x - last > Break))
                {
                    for (var i = start; last - start >= shortest && i <= last; i++)
                        rules[(y * width) + i] = Across;
                    start = -1;
                }
            }
        }
    }

    /// <summary>Goes row by row with a run for each column: walking down the columns would read memory the slow way.</summary>
    private static void FindDown(GrayImage image, int dark, Dictionary<int, byte> rules)
    {
        var (width, shortest) = (image.Width, image.Height / ShareOfHeight);
        var starts = new int[width];
        var lasts = new int[width];
        starts.AsSpan().Fill(-1);
        for (var y = 0; y <= image.Height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (y < image.Height && image.Pixels[(y * width) + x] <= dark)
                {
                    starts[x] = starts[x] < 0 ? y : starts[x];
                    lasts[x] = y;
                }
                else if (starts[x] >= 0 && (y == image.Height || y - lasts[x] > Break))
                {
                    for (var i = starts[x]; lasts[x] - starts[x] >= shortest && i <= lasts[x]; i++)
                        rules[(i * width) + x] = (byte)(rules.GetValueOrDefault((i * width) + x) | Down);
                    starts[x] = -1;
                }
            }
        }
    }

    /// <summary>Whitens the rule's thickness at one place, unless something crosses it there.</summary>
    private static void Erase(GrayImage image, byte[] before, int at, int side, int dark)
    {
        var (low, high) = (at, at);
        while (low - side >= 0 && before[low - side] <= dark && high - low <= Thickest * side)
            low -= side;
        while (high + side < before.Length && before[high + side] <= dark && high - low <= Thickest * side)
            high += side;
        if (high - low >= Thickest * side)
            return;
        // The blurred edge of the rule goes with it.
        for (var i = Math.Max(0, low - side); i <= high + side && i < before.Length; i += side)
            image.Pixels[i] = 255;
    }
}
