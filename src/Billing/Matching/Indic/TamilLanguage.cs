namespace MediAgents.Billing.Matching.Indic;

/// <inheritdoc cref="IIndicLanguage"/>
internal sealed class TamilLanguage : IIndicLanguage
{
    private static readonly HashSet<string> Without = ["இல்லாமல்", "இன்றி", "அல்லாமல்", "இல்லாத", "இல்லா", "இல்லை"];

    private readonly IReadOnlyDictionary<string, string> terms;
    private readonly Dictionary<string, string> byKey = new(StringComparer.Ordinal);
    private readonly SoundIndex sounds;

    /// <param name="terms">Normalized term to English, of any language.</param>
    /// <param name="sounds">The words of the lists.</param>
    public TamilLanguage(IReadOnlyDictionary<string, string> terms, SoundIndex sounds)
    {
        this.terms = terms;
        this.sounds = sounds;
        // A key that two meanings share tells neither.
        foreach (var forms in terms.Where(term => IndicScript.IsTamil(term.Key[0])).GroupBy(term => Key(term.Key.Split(' ')), term => term.Value))
        {
            if (forms.Distinct(StringComparer.Ordinal).Count() == 1)
                byKey[forms.Key] = forms.First();
        }
    }

    public bool Owns(char letter) => IndicScript.IsTamil(letter);

    public string? Together(List<string> words) => byKey.GetValueOrDefault(Key(words));

    public string? Alone(string word)
    {
        if (Term(word) is { } term)
            return term;
        foreach (var (first, rest) in TamilWord.Parts(word))
        {
            if (Term(first) is { } one && Term(rest) is { } other)
                return $"{one} {other}".Trim();
        }

        return TamilWord.IsNative(word) ? null
            : TamilWord.Stems(word).Prepend(word).Select(stem => sounds.Find(IndicScript.SoundOf(stem), isTamil: true)?.Word)
                .FirstOrDefault(found => found is not null && TamilWord.MaySound(word, found));
    }

    public bool IsPostposition(string word) => Without.Contains(word);

    private string? Term(string word) =>
        terms.GetValueOrDefault(word) ?? byKey.GetValueOrDefault(TamilWord.Key(word))
            ?? TamilWord.Stems(word).Select(stem => terms.GetValueOrDefault(stem)).FirstOrDefault(term => term is not null);

    private static string Key(IEnumerable<string> words) => string.Join(' ', words.Select(TamilWord.Key));
}
