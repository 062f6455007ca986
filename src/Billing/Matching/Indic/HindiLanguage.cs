namespace MediAgents.Billing.Matching.Indic;

/// <inheritdoc cref="IIndicLanguage"/>
internal sealed class HindiLanguage(HindiTerms terms, SpokenWords spoken) : IIndicLanguage
{
    /// <summary>Sounds of two words, below which they come near a third one by chance.</summary>
    private const int ShortestCompound = 10;

    public bool Owns(char letter) => HindiWord.IsHindi(letter);

    public string? Together(List<string> words) => terms.Of(words);

    public string? Alone(string word) => spoken.Find(IndicScript.SoundOf(word), most: HindiWord.MostDistance)?.Word;

    /// <summary>"माइक्रो एल्ब्यूमिन" is microalbumin.</summary>
    public string? Compound(string first, string second)
    {
        if (!Owns(first[0]) || !Owns(second[0]))
            return null;
        var sound = IndicScript.SoundOf(first + second);
        return sound.Length < ShortestCompound ? null : spoken.Find(sound, most: HindiWord.MostDistance / 2)?.Word;
    }
}
