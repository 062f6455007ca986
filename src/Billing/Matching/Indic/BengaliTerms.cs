namespace MediAgents.Billing.Matching.Indic;

/// <summary>The Bengali terms however they are spelt and inflected: "পিত্তথলির অপারেশন" is "পিত্তথলি অপারেশন".</summary>
internal sealed class BengaliTerms
{
    /// <summary>Shorter words of other meanings are spelt alike.</summary>
    private const int ShortestKey = 3;

    private readonly IReadOnlyDictionary<string, string> terms;
    private readonly Dictionary<string, string> byKey;

    /// <param name="terms">Normalized term to English. A key that terms of two meanings share stands for neither.</param>
    public BengaliTerms(IReadOnlyDictionary<string, string> terms)
    {
        this.terms = terms;
        byKey = terms.Where(term => BengaliWord.IsBengali(term.Key[0]) || char.IsAsciiDigit(term.Key[0]))
            .GroupBy(term => Key(term.Key.Split(' ')), term => term.Value, StringComparer.Ordinal)
            .Where(spelt => spelt.Key.Length >= ShortestKey && spelt.Distinct(StringComparer.Ordinal).Count() == 1)
            .ToDictionary(spelt => spelt.Key, spelt => spelt.First(), StringComparer.Ordinal);
    }

    /// <summary>The English of several words that stand together, or null. Numbers may be among them.</summary>
    public string? Of(List<string> words) =>
        words.TrueForAll(word => BengaliWord.IsBengali(word[0]) || char.IsAsciiDigit(word[0])) ? byKey.GetValueOrDefault(Key(words)) : null;

    /// <summary>The English of one word that is no term as it stands, or null.</summary>
    public string? OfForm(string word) =>
        BengaliWord.Stems(word).Select(stem => terms.GetValueOrDefault(stem)).FirstOrDefault(english => english is not null) ?? Of([word]);

    private static string Key(IEnumerable<string> words) => string.Concat(words.Select(word => BengaliWord.Key(Bare(word))));

    /// <summary>A word may end like a case by itself: "লিভার" and "লিভারের" both lose that too.</summary>
    private static string Bare(string word)
    {
        while (BengaliWord.WithoutOf(word) is { } bare && bare.Length < word.Length)
            word = bare;
        return word;
    }
}
