namespace MediAgents.Documents.Reading;

/// <summary>
/// Which recognition models a scan needs. With <c>auto</c> its first and last page are read once with all models, which takes about as
/// long as tesseract's own script detection and, unlike it, sees that a bill is mixed.
/// </summary>
internal sealed class ScanLanguages(Tesseract tesseract, SemaphoreSlim places)
{
    private const string English = "eng";
    private const string All = "eng+hin+ben+tam";

    /// <summary>English stands first: behind Hindi it loses about half the amounts, those with a 1 in them.</summary>
    private static readonly Dictionary<string, string> Models = new(StringComparer.OrdinalIgnoreCase)
    {
        ["english"] = English,
        ["hindi"] = "eng+hin",
        ["bengali"] = "eng+ben",
        ["tamil"] = "eng+tam",
    };

    public static bool IsAuto(string? language) => string.Equals(language, "auto", StringComparison.OrdinalIgnoreCase);

    /// <summary>The models of a language; English for none and for one that is not known.</summary>
    public static string ModelsOf(string? language) => Models.GetValueOrDefault(language ?? "", English);

    /// <summary>The models for all languages found; English and a sentence if none could be told.</summary>
    public async Task<(string Models, string? Remark)> DetectAsync(
        int pages,
        Func<int, CancellationToken, Task<PageImage>> image,
        CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var page in new[] { 0, pages - 1 }.Distinct())
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                var (content, failure) = await image(page, cancellationToken);
                if (failure is null && await tesseract.ReadAsync(content, All, cancellationToken) is { Failure: null, Text: var text })
                    texts.Add(text);
            }
            finally
            {
                places.Release();
            }
        }

        return Scripts.LanguagesOf(texts) is { Count: > 0 } languages
            ? (string.Join('+', languages.Where(language => language != "english").Select(language => Models[language].Split('+')[1]).Prepend(English)), null)
            : (English, "The language of the scan could not be told; it was read as English.");
    }
}
