using MediAgents.Documents.Layout;
using MediAgents.Primitives;

namespace MediAgents.Documents.Reading;

/// <summary>Reads a PDF page by page: by its text layer where that can be trusted, else by recognition.</summary>
internal sealed class PdfReader(DocumentReaderOptions bounds, SemaphoreSlim places)
{
    private readonly Poppler poppler = new(bounds);

    public async Task<ReadingResult> ReadAsync(
        ReadOnlyMemory<byte> pdf,
        string? language,
        Func<int, int, ValueTask>? recognised,
        CancellationToken cancellationToken)
    {
        var (pages, failure) = await poppler.ReadWordsAsync(pdf, cancellationToken);
        if (failure is not null)
            return failure;
        IReadOnlyList<DrawnImage> images = [];
        if (HasImages(pdf.Span))
            (images, failure) = await poppler.ListImagesAsync(pdf, cancellationToken);
        if (failure is not null)
            return failure;
        var byPage = images.ToLookup(image => image.Page);
        var kinds = pages.Select((page, i) => PageKinds.Of(page, byPage[i])).ToList();
        var scanned = Enumerable.Range(0, pages.Count).Where(i => kinds[i] is PageKind.Scan or PageKind.Broken).ToList();
        if (scanned.Count == 0)
            return Laid(pages, kinds, [], null);
        if (scanned.Exists(i => byPage[i].Any(image => image.Pixels > bounds.MaxPixels)))
            return ReadingResult.Unreadable(UnreadableReason.TooLarge, $"An image in the PDF has more than {bounds.MaxPixels / 1_000_000} million pixels.");

        (var found, var remark, failure) = await new ScanReader(bounds, places).ReadAsync(
            scanned.Count,
            (n, token) => poppler.RenderAsync(pdf, scanned[n], (pages[scanned[n]].Width, pages[scanned[n]].Height), token),
            language,
            Scripts.LanguagesOf(pages.SelectMany(page => page.Words).Select(word => word.Text)),
            recognised,
            cancellationToken);
        return failure ?? Laid(pages, kinds, scanned.Zip(found).ToDictionary(pair => pair.First, pair => pair.Second[0]), remark);
    }

    /// <summary>An image's dictionary is never compressed: a file without the word draws none but in its pages' own streams.</summary>
    private static bool HasImages(ReadOnlySpan<byte> pdf) => pdf.IndexOf("/Image"u8) >= 0;

    private ReadingResult Laid(IReadOnlyList<PageWords> pages, List<PageKind> kinds, Dictionary<int, RecognisedPage> found, string? remark)
    {
        var (laid, recognised) = (new List<LaidPage>(), new HashSet<int>());
        var confirmed = new List<int>();
        for (var i = 0; i < pages.Count; i++)
        {
            var isConfirmed = false;
            if (found.TryGetValue(i, out var page) && kinds[i] == PageKind.Broken)
                (page, isConfirmed) = ConfirmedFigures.Take(page, pages[i]);
            laid.Add(page?.Layout() ?? PageLayout.Of(pages[i]));
            if (isConfirmed)
                confirmed.Add(i);
            else if (kinds[i] != PageKind.Text)
                recognised.Add(i + 1);
        }

        if (laid.Sum(page => (long)page.Text.Length) > bounds.MaxCharacters)
            return ReadingResult.Unreadable(UnreadableReason.TooLarge, "The PDF holds more text than is read.");
        if (laid.TrueForAll(page => string.IsNullOrWhiteSpace(page.Text)))
            return ReadingResult.Unreadable(UnreadableReason.NoText, "No text was found in the PDF, nor recognised in its images.");
        return ReadingResult.Of(DocumentText.Of(laid, found.Count == pages.Count && recognised.Count == pages.Count ? TextSource.Ocr : TextSource.PdfText) with
        {
            RecognisedPages = recognised,
            Remarks = [.. Remarks(kinds, confirmed), .. remark is null ? Array.Empty<string>() : [remark]],
        });
    }

    private static IEnumerable<string> Remarks(List<PageKind> kinds, List<int> confirmed)
    {
        IEnumerable<int> PagesOf(PageKind kind) => Enumerable.Range(0, kinds.Count).Where(i => kinds[i] == kind);
        if (kinds.Contains(PageKind.Scan) && kinds.Exists(kind => kind != PageKind.Scan))
            yield return $"{Numbered(PagesOf(PageKind.Scan))} without text of their own; what they show was recognised.";
        if (PagesOf(PageKind.Broken).Except(confirmed).ToList() is { Count: > 0 } broken)
            yield return $"{Numbered(broken)} with a text that does not say what they show; what they show was recognised.";
        if (confirmed.Count > 0)
            yield return $"{Numbered(confirmed)} with a text that does not say what they show in words; the words were recognised, and the figures of the text agree with what was.";
        if (PagesOf(PageKind.RecognisedBefore).ToList() is { Count: > 0 } before)
            yield return $"{Numbered(before)} scanned; their text was recognised by whoever made the PDF.";
    }

    private static string Numbered(IEnumerable<int> pages)
    {
        var numbers = pages.Select(page => page + 1).ToList();
        return $"{(numbers.Count == 1 ? "Page" : "Pages")} {string.Join(", ", numbers)}:";
    }
}
