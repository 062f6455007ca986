using MediAgents.Documents.Layout;
using MediAgents.Primitives;

namespace MediAgents.Documents.Images;

/// <summary>
/// A page made ready for recognition: upright, straight, its paper white, light print on dark bands dark, without the rules of its tables, small print enlarged, figures
/// beside wrapped descriptions apart. What a page does not need is not done.
/// </summary>
internal sealed class PreparedPage
{
    /// <summary>The longer side of the image on which a page is judged, pixels.</summary>
    private const int JudgedSide = 800;

    /// <summary>
    /// Lines of text lower than this, pixels, are those of a page of less than some 130 dots per inch. Recognition of Indian scripts
    /// loses half the words there, and none where the page is made twice as large before.
    /// </summary>
    private const int LowestLine = 18;

    /// <summary>The longer side of a page that is made larger, pixels at most; then it is no larger than others.</summary>
    private const int LargestEnlarged = 1754;

    private const int White = 255;

    private readonly int quarters;
    private readonly double degrees;

    private readonly int height;
    private readonly IReadOnlyList<MovedStrip> moved;

    private PreparedPage(GrayImage straight, GrayImage image, IReadOnlyList<MovedStrip> moved, int quarters, double degrees, bool isBlank) =>
        (height, Image, this.moved, this.quarters, this.degrees, IsBlank) = (straight.Height, image, moved, quarters, degrees, isBlank);

    /// <summary>What is recognised: the page, and below it what was moved.</summary>
    public GrayImage Image { get; }

    /// <summary>True for a page with nothing on it.</summary>
    public bool IsBlank { get; }

    /// <param name="page">The page as it was scanned.</param>
    /// <param name="quarters">Quarters to turn it clockwise.</param>
    public static PreparedPage Of(GrayImage page, int quarters = 0)
    {
        var image = page.Turned(quarters);
        var reduced = image.Reduced((Math.Max(image.Width, image.Height) + JudgedSide - 1) / JudgedSide);
        var paper = Illumination.Of(reduced);
        var ink = new Ink(reduced, paper);
        if (ink.IsBlank)
            return new(image, image, [], quarters, 0, isBlank: true);
        if (!paper.IsEven)
            image = paper.Evened(image);
        var skew = ink.Skew();
        if (skew != 0)
            image = Straightening.Straighten(image, skew);
        var brightness = paper.IsEven ? paper.At(0.5, 0.5) : Illumination.EvenPaper;
        if (DarkBands.MayBeOn(reduced, paper.At(0.5, 0.5)))
            image = DarkBands.Inverted(image, brightness);
        image = Whitening.Of(RuledLines.Without(image, brightness), brightness);
        // From the beginning: straightening blurs what is small.
        if (Math.Max(image.Width, image.Height) <= LargestEnlarged && CrowdedRows.LineHeight(image, White) is > 0 and < LowestLine)
            return Of(page.Doubled(), quarters);
        var (apart, moved) = CrowdedRows.Apart(image, White);
        return new(image, apart, moved, quarters, skew, isBlank: false);
    }

    /// <summary>Words recognised on <see cref="Image"/>, each where it stands on the straightened page.</summary>
    public PageWords Restored(PageWords words)
    {
        if (moved.Count == 0)
            return new(Image.Width, height, words.Words);
        var stayed = words.Words.Where(word => word.Middle < height).ToList();
        return new(Image.Width, height, [.. words.Words.Select(word => word.Middle < height ? word : Rejoined(Restored(word), stayed))]);
    }

    /// <summary>The words' place on the page as it was scanned, in fractions of it.</summary>
    public PageBox Place(double left, double top, double right, double bottom)
    {
        ReadOnlySpan<(double X, double Y)> corners = [Back(left, top), Back(right, top), Back(left, bottom), Back(right, bottom)];
        var (x0, y0, x1, y1) = (1.0, 1.0, 0.0, 0.0);
        foreach (var (x, y) in corners)
            (x0, y0, x1, y1) = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x), Math.Max(y1, y));
        return PageLayout.Box(x0, y0, x1, y1);
    }

    /// <summary>A word whose cell was moved for nothing, as two rows in one, stands on the line of the words that stayed.</summary>
    private static PlacedWord Rejoined(PlacedWord word, List<PlacedWord> stayed)
    {
        if (stayed.Count == 0)
            return word;
        var nearest = stayed.MinBy(other => Math.Abs(other.Middle - word.Middle));
        return Math.Abs(nearest.Middle - word.Middle) < CrowdedRows.SameLine * Math.Min(word.Height, nearest.Height) ? word with { Line = nearest.Line } : word;
    }

    private PlacedWord Restored(PlacedWord word)
    {
        foreach (var strip in moved)
        {
            if (word.Middle >= strip.Top && word.Middle < strip.Bottom)
                return word with { Top = word.Top - strip.Down, Bottom = word.Bottom - strip.Down };
        }

        return word;
    }

    private (double X, double Y) Back(double x, double y)
    {
        (x, y) = Straightening.Back(x, y, Image.Width, height, degrees);
        (x, y) = (x / Image.Width, y / height);
        return quarters switch
        {
            1 => (y, 1 - x),
            2 => (1 - x, 1 - y),
            3 => (1 - y, x),
            _ => (x, y),
        };
    }
}
