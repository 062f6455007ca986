namespace MediAgents.Billing.Matching.Indic;

/// <inheritdoc cref="IIndicLanguage"/>
internal sealed class HindiLanguage(HindiTerms terms, SoundIndex sounds) : IIndicLanguage
{
    public bool Owns(char letter) => HindiWord.IsHindi(letter);

    public string? Together(List<string> words) => terms.Of(words);

    public string? Alone(string word) => sounds.Find(IndicScript.SoundOf(word), isTamil: false, HindiWord.MostDistance)?.Word;
}
