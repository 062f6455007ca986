using MediAgents.Documents.Layout;
using MediAgents.Primitives;

namespace MediAgents.Documents.Reading;

/// <summary>A page that was recognised.</summary>
/// <param name="Words">Its words, where they stand on the image that was recognised.</param>
/// <param name="Place">Where a rectangle of that image stands on the page, in fractions of it.</param>
internal sealed record RecognisedPage(PageWords Words, Func<double, double, double, double, PageBox>? Place)
{
    public static RecognisedPage Blank { get; } = new(new PageWords(1, 1, []), null);

    /// <summary>The recogniser's mean confidence, 0 to 100, each word weighed by its length; 0 for a page without words.</summary>
    public double Confidence
    {
        get
        {
            var letters = Words.Words.Sum(word => word.Text.Length);
            return letters == 0 ? 0 : Words.Words.Sum(word => word.Text.Length * word.Confidence) / letters;
        }
    }

    public LaidPage Layout() => PageLayout.Of(Words, Place);
}
