using MediAgents.Documents.Images;

namespace MediAgents.Documents.Reading;

/// <summary>
/// Which recognition models a scan needs. With <c>auto</c> strips of its first, middle and last page are read once with all models,
/// which takes about as long as tesseract's own script detection and, unlike it, sees that a bill is mixed.
/// </summary>
internal sealed class ScanLanguages(Tesseract tesseract, SemaphoreSlim places)
{
    private const string English = "eng";
    private const string All = "eng+hin+ben+tam";

    /// <summary>English stands first: behind Hindi it loses about half the amounts, those with a 1 in them.</summary>
    private static readonly Dictionary<string, string> Models = new(StringComparer.OrdinalIgnoreCase)
    {
        ["hindi"] = "hin",
        ["bengali"] = "ben",
        ["tamil"] = "tam",
    };

    /// <summary>Where the strips of a page lie, parts of its height: below its letterhead, and in its middle.</summary>
    private static readonly (double From, double To)[] Strips = [(0.06, 0.2), (0.4, 0.54)];

    public static bool IsAuto(string? language) => string.Equals(language, "auto", StringComparison.OrdinalIgnoreCase);

    /// <summary>The models of a language and of those known; English for none and for one that is not known.</summary>
    public static string ModelsOf(string? language, IEnumerable<string> known) => ModelsOf([language ?? "", .. known]);

    /// <summary>The models for all languages found; English and a sentence if none could be told.</summary>
    public async Task<(string Models, string? Remark)> DetectAsync(
        int pages,
        Func<int, CancellationToken, Task<PageImage>> image,
        IReadOnlyList<string> known,
        CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var page in new[] { 0, pages / 2, pages - 1 }.Distinct())
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                var content = await image(page, cancellationToken);
                if (content.Failure is null)
                    texts.AddRange(await WordsAsync(content, cancellationToken));
            }
            finally
            {
                places.Release();
            }
        }

        var languages = Scripts.LanguagesOf(texts);
        return languages.Count + known.Count > 0
            ? (ModelsOf([.. languages, .. known]), null)
            : (English, "The language of the scan could not be told; it was read as English.");
    }

    private static string ModelsOf(IEnumerable<string> languages) =>
        string.Join('+', languages.Where(Models.ContainsKey).Select(language => Models[language]).Distinct().Prepend(English));

    private async Task<IEnumerable<string>> WordsAsync(PageImage image, CancellationToken cancellationToken)
    {
        var content = image.Pixels() is { } pixels ? StripsOf(PreparedPage.Of(pixels).Image).ToPgm() : image.Content;
        var (found, _) = await tesseract.ReadAsync(content, All, cancellationToken);
        return found.SelectMany(page => page.Words).Select(word => word.Text);
    }

    /// <summary>Strips of a page one below the other; all of an image that is no taller than a few lines.</summary>
    private static GrayImage StripsOf(GrayImage page)
    {
        const int FewLines = 600;
        if (page.Height <= FewLines)
            return page;
        var parts = Strips.Select(strip => page.Pixels.AsMemory((int)(strip.From * page.Height) * page.Width, (int)((strip.To - strip.From) * page.Height) * page.Width)).ToList();
        var pixels = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(pixels.AsMemory(at));
            at += part.Length;
        }

        return new(page.Width, pixels.Length / page.Width, pixels);
    }
}
