using MediAgents.Documents.Images;
using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Reading;

/// <summary>
/// Reads parts of a page again by the models of Indian scripts alone. Asked together, the English model takes what is theirs: digits
/// become Latin ones, a month becomes "31", a word becomes nonsense in Latin letters. Alone they read their own digits and letters
/// well and lose Latin ones, above all the 1. So each is believed in its own script, and only the doubtful parts are read twice.
/// </summary>
internal sealed class SecondReading(Tesseract tesseract)
{
    private const string English = "eng";

    /// <summary>Pixels of paper around what is read again, a part of a word's height.</summary>
    private const double Margin = 0.25;

    /// <param name="image">What was recognised.</param>
    /// <param name="first">Its words.</param>
    /// <param name="models">The models that read them.</param>
    /// <param name="cancellationToken">Stops the process.</param>
    /// <returns>The words, doubtful ones replaced where the second reading is the better one.</returns>
    public async Task<PageWords> ReadAsync(GrayImage image, PageWords first, string models, CancellationToken cancellationToken)
    {
        var own = string.Join('+', models.Split('+').Where(model => model != English));
        if (own.Length == 0 || own.Length == models.Length)
            return first;
        var (words, rests) = (first.Words, new List<PlacedWord>());
        var (columns, doubtful) = (OwnFigures.Columns(words), DoubtfulWords.Of(words));
        if (columns.Count + doubtful.Count > 0)
        {
            var again = await ReadAsync(image, [.. columns.Select(column => column.Place), .. Around(words, doubtful)], own, cancellationToken);
            words = OwnFigures.Replaced(DoubtfulWords.Replaced(words, doubtful, again), columns, again, rests);
        }

        words = columns.Count == 0 ? LookAlikes.Latin(words) : await ReadOddAsync(image, words, columns, own, cancellationToken);
        var mixed = MixedWords.Of(words);
        if (mixed.Count + rests.Count > 0)
        {
            var again = await ReadAsync(image, [.. Around(words, mixed), .. rests.Select(rest => Part.Around(rest, 0))], English, cancellationToken);
            words = MixedWords.Replaced(words, mixed, rests, again);
        }

        return ReferenceEquals(words, first.Words) ? first : first with { Words = words };
    }

    private async Task<IReadOnlyList<PlacedWord>> ReadOddAsync(
        GrayImage image, IReadOnlyList<PlacedWord> words, IReadOnlyList<FigureColumn> columns, string models, CancellationToken cancellationToken)
    {
        var settled = OwnFigures.Settled(words, columns);
        var odd = OddFigures.Of(settled, columns);
        if (odd.Count == 0)
            return settled;
        var again = await ReadApartAsync(image, [.. odd.Select(figure => figure.Place)], models, cancellationToken);
        return OwnFigures.Settled(OddFigures.Replaced(settled, odd, again), columns);
    }

    private static IEnumerable<Part> Around(IReadOnlyList<PlacedWord> words, IReadOnlyList<int> chosen) => chosen.Select(i => Part.Around(words[i], Margin));

    /// <summary>The words of parts of the page; none if they could not be recognised, for there is a first reading.</summary>
    private async Task<IReadOnlyList<PlacedWord>> ReadAsync(GrayImage image, IReadOnlyList<Part> parts, string models, CancellationToken cancellationToken)
    {
        var cut = new CutOut(image, parts);
        var (pages, _) = await tesseract.ReadAsync(cut.Image.ToPgm(), models, cancellationToken);
        return pages.Count > 0 ? [.. pages[0].Words.Select(cut.Restored)] : [];
    }

    /// <summary>For each part of the page its words, read in lines of their own.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<PlacedWord>>> ReadApartAsync(GrayImage image, IReadOnlyList<Part> parts, string models, CancellationToken cancellationToken)
    {
        var cut = new CutOut(image, parts, apart: true);
        var (pages, _) = await tesseract.ReadAsync(cut.Image.ToPgm(), models, cancellationToken);
        var byPart = (pages.Count > 0 ? pages[0].Words : []).ToLookup(cut.Band, cut.Restored);
        return [.. parts.Select((_, i) => byPart[i].ToList())];
    }
}
