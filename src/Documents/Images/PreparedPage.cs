using MediAgents.Documents.Layout;
using MediAgents.Primitives;

namespace MediAgents.Documents.Images;

/// <summary>
/// A page made ready for recognition: lit evenly, upright, straight, without the rules of its tables. What a page does not need is
/// not done.
/// </summary>
internal sealed class PreparedPage
{
    /// <summary>The longer side of the image on which a page is judged, pixels.</summary>
    private const int JudgedSide = 800;

    private readonly int quarters;
    private readonly double degrees;

    private PreparedPage(GrayImage image, int quarters, double degrees, bool isBlank) =>
        (Image, this.quarters, this.degrees, IsBlank) = (image, quarters, degrees, isBlank);

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
            return new(image, quarters, 0, isBlank: true);
        if (!paper.IsEven)
            image = paper.Evened(image);
        var skew = ink.Skew();
        if (skew != 0)
            image = Straightening.Straighten(image, skew);
        return new(RuledLines.Without(image, paper.IsEven ? paper.At(0.5, 0.5) : Illumination.EvenPaper), quarters, skew, isBlank: false);
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

    private (double X, double Y) Back(double x, double y)
    {
        (x, y) = Straightening.Back(x, y, Image.Width, Image.Height, degrees);
        (x, y) = (x / Image.Width, y / Image.Height);
        return quarters switch
        {
            1 => (y, 1 - x),
            2 => (1 - x, 1 - y),
            3 => (1 - y, x),
            _ => (x, y),
        };
    }
}
