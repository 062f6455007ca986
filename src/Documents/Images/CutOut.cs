using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Images;

/// <summary>A rectangle of an image, pixels.</summary>
internal readonly record struct Part(double Left, double Top, double Right, double Bottom)
{
    /// <summary>The place of a word with some paper around it.</summary>
    /// <param name="word">The word.</param>
    /// <param name="margin">Paper on each side, a part of the word's height.</param>
    public static Part Around(PlacedWord word, double margin) =>
        new(word.Left - (margin * word.Height), word.Top - (margin * word.Height), word.Right + (margin * word.Height), word.Bottom + (margin * word.Height));
}

/// <summary>
/// Parts of a page on an image of their own: each stands as far from the left as on the page, and what lay between them from top to
/// bottom is left out, so that a few words cost a few words' time.
/// </summary>
internal sealed class CutOut
{
    /// <summary>Paper between bands and around all, pixels.</summary>
    private const int Gap = 16;

    private readonly List<(int Top, int Bottom, int At)> bands = [];

    /// <param name="page">The page.</param>
    /// <param name="parts">What is wanted of it.</param>
    /// <param name="apart">Whether parts beside each other go below each other, in their order.</param>
    public CutOut(GrayImage page, IReadOnlyList<Part> parts, bool apart = false)
    {
        var at = Gap;
        foreach (var part in apart ? parts : [.. parts.OrderBy(part => part.Top)])
        {
            var (top, bottom) = (Within(part.Top, page), Within(part.Bottom + 1, page));
            if (!apart && bands.Count > 0 && bands[^1] is var last && top <= last.Bottom)
                bands[^1] = last with { Bottom = Math.Max(bottom, last.Bottom) };
            else
                bands.Add((top, bottom, at));
            at = bands[^1].At + bands[^1].Bottom - bands[^1].Top + Gap;
        }

        Image = GrayImage.White(page.Width, Math.Max(1, at));
        for (var i = 0; i < parts.Count; i++)
            Copy(page, parts[i], apart ? i : bands.FindIndex(band => Within(parts[i].Top, page) >= band.Top && Within(parts[i].Bottom + 1, page) <= band.Bottom));
    }

    /// <summary>What is to be recognised.</summary>
    public GrayImage Image { get; }

    /// <summary>A word recognised on <see cref="Image"/>, where it stands on the page.</summary>
    public PlacedWord Restored(PlacedWord word)
    {
        var band = bands[Band(word)];
        return word with { Top = word.Top + band.Top - band.At, Bottom = word.Bottom + band.Top - band.At };
    }

    /// <summary>Which band a word stands on; where the parts are apart, that of the part.</summary>
    public int Band(PlacedWord word) => Math.Max(0, bands.FindLastIndex(band => word.Middle >= band.At - (Gap / 2)));

    private static int Within(double row, GrayImage page) => Math.Clamp((int)row, 0, page.Height);

    private void Copy(GrayImage page, Part part, int on)
    {
        var (left, right) = (Math.Clamp((int)part.Left, 0, page.Width), Math.Clamp((int)part.Right + 1, 0, page.Width));
        var band = bands[on];
        for (var y = Within(part.Top, page); y < Within(part.Bottom + 1, page) && right > left; y++)
            page.Pixels.AsSpan((y * page.Width) + left, right - left).CopyTo(Image.Pixels.AsSpan(((y - band.Top + band.At) * page.Width) + left));
    }
}
