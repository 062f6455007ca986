using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Reading;

/// <summary>How a page of a PDF is read.</summary>
internal enum PageKind
{
    /// <summary>By its text layer.</summary>
    Text,

    /// <summary>It is a picture and is recognised.</summary>
    Scan,

    /// <summary>Its text layer is wrong and it is recognised instead.</summary>
    Broken,

    /// <summary>It has a whole text layer, but under a picture of the page: a scan that somebody else has recognised.</summary>
    RecognisedBefore,
}

/// <summary>Decides for each page of a PDF how it is read.</summary>
internal static class PageKinds
{
    /// <summary>A page with fewer letters has no text layer worth the name.</summary>
    private const int FewestLetters = 16;

    /// <summary>A page that is mostly picture and has fewer letters than this has a stamp or a page number over a scan.</summary>
    private const int FewestBesidePicture = 200;

    /// <summary>The part of a page that the picture of a scan covers at least.</summary>
    private const double Covered = 0.6;

    /// <summary>The picture under a text layer that was recognised fills its page.</summary>
    private const double Filled = 0.9;

    private const double PointsPerInch = 72;

    public static PageKind Of(PageWords page, IEnumerable<DrawnImage> images)
    {
        var area = page.Width / PointsPerInch * (page.Height / PointsPerInch);
        var covered = area > 0 ? images.Sum(image => image.SquareInches) / area : 0;
        if (page.Letters < FewestLetters || (page.Letters < FewestBesidePicture && covered >= Covered))
            return PageKind.Scan;
        if (TextLayer.IsBroken(page))
            return PageKind.Broken;
        return covered >= Filled ? PageKind.RecognisedBefore : PageKind.Text;
    }
}
