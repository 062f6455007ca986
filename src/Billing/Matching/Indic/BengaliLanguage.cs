namespace MediAgents.Billing.Matching.Indic;

/// <inheritdoc cref="IIndicLanguage"/>
internal sealed class BengaliLanguage : IIndicLanguage
{
    /// <summary>Shorter names of brands sound like words of services.</summary>
    private const int ShortestBrand = 5;

    /// <summary>In distances of <see cref="SoundIndex"/>: a brand is believed up to the first, and against a word of the lists if nearer by the second.</summary>
    private const float NearBrand = 0.12f;
    private const float MuchNearer = 0.10f;

    /// <summary>By how much a word without its case must be nearer than with it, which may be all of it.</summary>
    private const float Nearer = 0.05f;

    /// <summary>Shorter words of other meanings are spelt alike.</summary>
    private const int ShortestSpelling = 3;

    private readonly IReadOnlyDictionary<string, string> terms;
    private readonly Dictionary<string, string> spellings;
    private readonly SoundIndex sounds;
    private readonly SoundIndex brands;

    /// <param name="terms">Normalized term to English, of any language.</param>
    /// <param name="sounds">The words of the lists.</param>
    public BengaliLanguage(IReadOnlyDictionary<string, string> terms, SoundIndex sounds)
    {
        this.terms = terms;
        this.sounds = sounds;
        // A key that two meanings share tells neither.
        spellings = terms.GroupBy(term => SpellingKey([.. term.Key.Split(' ')]), term => term.Value, StringComparer.Ordinal)
            .Where(spelt => spelt.Key.Length >= ShortestSpelling && spelt.Distinct(StringComparer.Ordinal).Count() == 1)
            .ToDictionary(spelt => spelt.Key, spelt => spelt.First(), StringComparer.Ordinal);
        brands = new(Brands.Names.SelectMany(name => Wording.Split(name)).Where(word => word.Length >= ShortestBrand), word => word);
    }

    public bool Owns(char letter) => BengaliSpelling.IsBengali(letter);

    public string? Together(List<string> words) => words.Count > 1 ? spellings.GetValueOrDefault(SpellingKey(words)) : null;

    public string? Alone(string word) =>
        BengaliWord.Stems(word).Select(stem => terms.GetValueOrDefault(stem)).FirstOrDefault(term => term is not null)
            ?? spellings.GetValueOrDefault(SpellingKey([word])) ?? Nearest(word);

    /// <summary>What a word spells, or the same word without "of": "of haemoglobin" is not haemoglobinuria.</summary>
    private string? Nearest(string word)
    {
        Heard? nearest = null;
        foreach (var form in (IEnumerable<string>)[word, .. BengaliWord.Possessor(word) is { } possessor ? [possessor] : Array.Empty<string>()])
        {
            if (BySound(IndicScript.SoundOf(form)) is { } heard && (nearest is null || heard.Distance + Nearer < nearest.Value.Distance))
                nearest = heard;
        }

        return nearest?.Word;
    }

    private Heard? BySound(string sound)
    {
        var heard = sounds.Find(sound, isTamil: false);
        var brand = brands.Find(sound, isTamil: false);
        return brand is { Distance: <= NearBrand } && (heard is null || brand.Value.Distance + MuchNearer < heard.Value.Distance) ? brand : heard;
    }

    /// <summary>The key of Bengali words however they are spelt, each without "of": "operation of the knee" is "operation on knee" too. Empty for other words.</summary>
    private static string SpellingKey(List<string> words) =>
        words.TrueForAll(word => BengaliSpelling.IsBengali(word[0]) || char.IsAsciiDigit(word[0]))
            ? string.Concat(words.Select(word => BengaliSpelling.Key(BengaliWord.Possessor(word) ?? word))) : "";
}
