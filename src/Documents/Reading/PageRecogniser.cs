using MediAgents.Documents.Images;

namespace MediAgents.Documents.Reading;

/// <summary>
/// Recognises one page: made ready first, read again in parts where a second reading knows better, and read again turned where what came
/// out is no text. A page that lies straight and right is read once as a whole.
/// </summary>
internal sealed class PageRecogniser(Tesseract tesseract)
{
    /// <summary>
    /// Mean confidence below which a page was not read but guessed at. Clean pages that lie wrong reach 24 to 49, one in a script the
    /// models do not know 53, all others 85 and more.
    /// </summary>
    private const double Poor = 50;

    /// <summary>A reading in another direction must be better by so much.</summary>
    private const double Clearly = 8;

    /// <summary>Quarters clockwise; upside down is the commonest.</summary>
    private static readonly int[] OtherDirections = [2, 1, 3];

    public async Task<(IReadOnlyList<RecognisedPage> Pages, ReadingResult? Failure)> ReadAsync(PageImage image, string models, CancellationToken cancellationToken)
    {
        if (image.Pixels() is not { } pixels)
        {
            var (found, undecoded) = await tesseract.ReadAsync(image.Content, models, cancellationToken);
            return ([.. found.Select(words => new RecognisedPage(words, Place: null))], undecoded);
        }

        var (best, failure) = await ReadAsync(pixels, 0, models, cancellationToken);
        if (failure is not null || best is null)
            return (failure is null ? [RecognisedPage.Blank] : [], failure);
        foreach (var quarters in OtherDirections)
        {
            if (best.Confidence >= Poor)
                break;
            var (other, _) = await ReadAsync(pixels, quarters, models, cancellationToken);
            if (other is not null && other.Confidence > best.Confidence + Clearly)
                best = other;
        }

        return ([best], null);
    }

    /// <summary>Null without a failure is a page with nothing on it.</summary>
    private async Task<(RecognisedPage? Page, ReadingResult? Failure)> ReadAsync(GrayImage pixels, int quarters, string models, CancellationToken cancellationToken)
    {
        var page = PreparedPage.Of(pixels, quarters);
        if (page.IsBlank)
            return (null, null);
        var (pages, failure) = await tesseract.ReadAsync(page.Image.ToPgm(), models, cancellationToken);
        if (pages.Count == 0)
            return (RecognisedPage.Blank, failure);
        var isText = new RecognisedPage(pages[0], page.Place).Confidence >= Poor;
        var words = isText ? await new SecondReading(tesseract).ReadAsync(page.Image, pages[0], models, cancellationToken) : pages[0];
        return (new RecognisedPage(page.Restored(words), page.Place), null);
    }
}
