namespace MediAgents.Billing.Matching.Indic;

/// <summary>
/// The Hindi terms however they are spelt and inflected. One of several words is also found by what its words mean, whatever small words
/// join them: "पेशाब की जांच", "मूत्र जांच" and "यूरिन जांच" are one.
/// </summary>
internal sealed class HindiTerms
{
    private readonly Dictionary<string, string> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byMeaning = new(StringComparer.Ordinal);

    /// <param name="terms">Normalized term to English, empty where the term says nothing of the service. What two terms share stays with the first.</param>
    public HindiTerms(IEnumerable<KeyValuePair<string, string>> terms)
    {
        var several = new List<(string[] Keys, string English)>();
        foreach (var (term, english) in terms)
        {
            if (!HindiWord.IsHindi(term[0]))
                continue;
            var key = HindiWord.Key(term);
            byKey.TryAdd(key, english);
            if (key.Contains(' ', StringComparison.Ordinal))
                several.Add((key.Split(' '), english));
        }

        foreach (var (keys, english) in several)
            byMeaning.TryAdd(Meaning(keys), english);
    }

    /// <summary>The English of words that stand together, or null. One that has no Hindi word is no term.</summary>
    public string? Of(List<string> words)
    {
        if (!words.Exists(word => HindiWord.IsHindi(word[0])))
            return null;
        var keys = words.ConvertAll(HindiWord.Key);
        if (keys.Count == 1)
            return HindiWord.Roots(keys[0]).Select(root => byKey.GetValueOrDefault(root)).FirstOrDefault(english => english is not null);
        // A text layer may put blanks into a word.
        return byKey.GetValueOrDefault(string.Join(' ', keys)) ?? byKey.GetValueOrDefault(string.Concat(keys)) ?? byMeaning.GetValueOrDefault(Meaning(keys));
    }

    /// <summary>
    /// The words' own English, or their stems, without what says nothing in the middle. What begins and ends a term belongs to it even if
    /// it says nothing of its own: "sugar test" is no "sugar".
    /// </summary>
    private string Meaning(IReadOnlyList<string> keys) =>
        string.Join(' ', keys.Where((key, i) => i == 0 || i == keys.Count - 1 || byKey.GetValueOrDefault(key) != "").Select(MeaningOf));

    private string MeaningOf(string key)
    {
        var stem = HindiWord.Stem(key);
        var english = byKey.GetValueOrDefault(key) ?? byKey.GetValueOrDefault(stem) ?? byKey.GetValueOrDefault(stem + "ा");
        return english is null or "" ? stem : english;
    }
}
