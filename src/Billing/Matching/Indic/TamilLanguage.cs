namespace MediAgents.Billing.Matching.Indic;

/// <inheritdoc cref="IIndicLanguage"/>
internal sealed class TamilLanguage(TamilTerms terms, SpokenWords spoken) : IIndicLanguage
{
    private static readonly HashSet<string> Without = ["இல்லாமல்", "இன்றி", "அல்லாமல்", "இல்லாத", "இல்லா", "இல்லை"];

    /// <summary>How far by sound a word may be that a blank was taken out of: two halves come near some word by chance.</summary>
    private const float Clear = 0.12f;

    public bool Owns(char letter) => IndicScript.IsTamil(letter);

    public string? Together(List<string> words) => terms.Of(words);

    public string? Alone(string word) => terms.Of(word)
        ?? (TamilWord.IsNative(word) ? null
            : TamilWord.Stems(word).Prepend(word).Select(stem => spoken.Find(IndicScript.SoundOf(stem), isTamil: true)?.Word)
                .FirstOrDefault(found => found is not null && TamilWord.MaySound(word, found)));

    public bool IsClear(string word) => terms.Of(word) is not null
        || (!TamilWord.IsNative(word) && spoken.Find(IndicScript.SoundOf(word), isTamil: true, Clear) is { } heard && TamilWord.MaySound(word, heard.Word));

    public bool IsPostposition(string word) => Without.Contains(word);
}
