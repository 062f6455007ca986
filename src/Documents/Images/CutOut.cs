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

    public CutOut(GrayImage page, IReadOnlyList<Part> parts)
    {
        var at = Gap;
        foreach (var part in parts.OrderBy(part => part.Top))
        {
            var (top, bottom) = (Math.Clamp((int)part.Top, 0, page.Height), Math.Clamp((int)part.Bottom + 1, 0, page.Height));
            if (bands.Count > 0 && bands[^1] is var last && top <= last.Bottom)
                bands[^1] = last with { Bottom = Math.Max(bottom, last.Bottom) };
            else
                bands.Add((top, bottom, at));
            at = bands[^1].At + bands[^1].Bottom - bands[^1].Top + Gap;
        }

        Image = GrayImage.White(page.Width, Math.Max(1, at));
        foreach (var part in parts)
            Copy(page, part);
    }

    /// <summary>What is to be recognised.</summary>
    public GrayImage Image { get; }

    /// <summary>A word recognised on <see cref="Image"/>, where it stands on the page.</summary>
    public PlacedWord Restored(PlacedWord word)
    {
        var down = 0;
        foreach (var (top, _, at) in bands)
        {
            if (word.Middle >= at - (Gap / 2))
                down = top - at;
        }

        return word with { Top = word.Top + down, Bottom = word.Bottom + down };
    }

    private void Copy(GrayImage page, Part part)
    {
        var (left, right) = (Math.Clamp((int)part.Left, 0, page.Width), Math.Clamp((int)part.Right + 1, 0, page.Width));
        var (top, bottom) = (Math.Clamp((int)part.Top, 0, page.Height), Math.Clamp((int)part.Bottom + 1, 0, page.Height));
        var band = bands.First(band => top >= band.Top && bottom <= band.Bottom);
        for (var y = top; y < bottom && right > left; y++)
            page.Pixels.AsSpan((y * page.Width) + left, right - left).CopyTo(Image.Pixels.AsSpan(((y - band.Top + band.At) * page.Width) + left));
    }
}
