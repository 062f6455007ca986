namespace MediAgents.Billing.Matching.Indic;

/// <inheritdoc cref="IIndicLanguage"/>
internal sealed class BengaliLanguage(BengaliTerms terms, SpokenWords spoken) : IIndicLanguage
{
    /// <summary>By how much a word without its case must be nearer than with it, which may be all of it.</summary>
    private const float Nearer = 0.05f;

    public bool Owns(char letter) => BengaliWord.IsBengali(letter);

    public string? Together(List<string> words) => words.Count > 1 ? terms.Of(words) : null;

    public string? Alone(string word) => terms.OfForm(word) ?? BySound(word);

    /// <summary>What the word spells, or the same word without its case: "of haemoglobin" is not haemoglobinuria.</summary>
    private string? BySound(string word)
    {
        var whole = spoken.Find(IndicScript.SoundOf(word));
        var bare = BengaliWord.WithoutOf(word) is { } stem && stem.Length < word.Length ? spoken.Find(IndicScript.SoundOf(stem)) : null;
        return bare is { } heard && (whole is null || heard.Distance + Nearer < whole.Value.Distance) ? heard.Word : whole?.Word;
    }
}
