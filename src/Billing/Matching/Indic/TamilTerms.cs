namespace MediAgents.Billing.Matching.Indic;

/// <summary>
/// The Tamil terms however they are inflected. One of several words is also found by what its words mean: "சிறுநீர் பரிசோதனை",
/// "மூத்திரச் சோதனை" and "யூரின் டெஸ்ட்" are one.
/// </summary>
internal sealed class TamilTerms
{
    private readonly Dictionary<string, string> terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> byMeaning = new(StringComparer.Ordinal);

    /// <param name="all">Normalized term to English, empty where the term says nothing of the service. What two terms of different meaning share is no term.</param>
    public TamilTerms(IEnumerable<KeyValuePair<string, string>> all)
    {
        foreach (var (term, english) in all)
        {
            if (IndicScript.IsTamil(term[0]))
                terms[term] = english;
        }

        foreach (var forms in terms.GroupBy(term => Key(term.Key), term => term.Value))
        {
            if (forms.Distinct(StringComparer.Ordinal).Count() == 1)
                byKey[forms.Key] = forms.First();
        }

        foreach (var (term, english) in terms)
        {
            if (term.Contains(' ', StringComparison.Ordinal) && Meaning(term.Split(' ')) is { } meaning)
                byMeaning[meaning] = byMeaning.TryGetValue(meaning, out var other) && other != english ? null : english;
        }
    }

    /// <summary>The English of words that stand together and are no term as they stand, or null.</summary>
    public string? Of(List<string> words)
    {
        if (!words.Exists(word => IndicScript.IsTamil(word[0])))
            return null;
        if (byKey.TryGetValue(string.Join(' ', words.Select(TamilWord.Key)), out var english))
            return english;
        return words.Count > 1 && Meaning(words) is { } meaning ? byMeaning.GetValueOrDefault(meaning) : null;
    }

    /// <summary>The English of a word, of its stem or of the parts of a compound; null if none is a term.</summary>
    public string? Of(string word)
    {
        if (Term(word) is { } term)
            return term;
        foreach (var (first, second) in TamilWord.Parts(word))
        {
            if (Whole(first) is { } one && Term(second) is { } other)
                return $"{one} {other}".Trim();
        }

        return null;
    }

    /// <summary>Only the last part of a compound is inflected; the others lose at most their last consonant.</summary>
    private string? Whole(string part)
    {
        var unlinked = TamilWord.Unlinked(part);
        return terms.GetValueOrDefault(part) ?? terms.GetValueOrDefault(unlinked) ?? terms.GetValueOrDefault(unlinked + "ம்");
    }

    private string? Term(string word) =>
        terms.TryGetValue(word, out var english) || byKey.TryGetValue(TamilWord.Key(word), out english) ? english
            : TamilWord.Stems(word).Select(stem => terms.GetValueOrDefault(stem)).FirstOrDefault(term => term is not null);

    /// <summary>Null if a word says nothing or is no term: such words may stand for anything.</summary>
    private string? Meaning(IReadOnlyList<string> words)
    {
        var meanings = words.Select(word => IndicScript.IsTamil(word[0]) ? Term(word) : word).ToList();
        return meanings.TrueForAll(meaning => meaning is { Length: > 0 }) ? string.Join(' ', meanings) : null;
    }

    private static string Key(string term) => string.Join(' ', term.Split(' ').Select(TamilWord.Key));
}
