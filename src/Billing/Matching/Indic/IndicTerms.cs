using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching.Indic;

/// <summary>Hindi, Bengali and Tamil words of bills with their English ones; own knowledge of the languages, no list was copied.</summary>
internal sealed class IndicTerms
{
    private static readonly string[] Languages = ["hindi", "bengali", "tamil"];

    private readonly Dictionary<string, string> terms = new(StringComparer.Ordinal);

    /// <summary>Terms of several words by what their words mean, without what says nothing inside them.</summary>
    private readonly Dictionary<string, string> byMeaning = new(StringComparer.Ordinal);

    private IndicTerms(IEnumerable<(string Term, string English)> rows)
    {
        var several = new List<(string[] Words, string English)>();
        foreach (var (term, english) in rows)
        {
            var key = IndicScript.Folded(IndicScript.Normalized(term));
            terms.Add(key, english);
            if (key.Contains(' ', StringComparison.Ordinal))
                several.Add((key.Split(' '), english));
        }

        // What two terms share stays with the first.
        foreach (var (words, english) in several)
            byMeaning.TryAdd(Meaning(words), english);
    }

    /// <summary>English words that bills write by sound and that no shipped list has.</summary>
    public static IReadOnlyList<string> BillWords { get; } =
    [
        "room", "rent", "nursing", "pharmacy", "medicine", "registration", "admission", "file", "service", "doctor", "tablet", "capsule", "syrup",
        "injection", "strip", "bottle", "charge", "fee", "visit", "sonography", "profile", "complete", "report", "private", "general", "ward", "deluxe",
        "attendant", "ambulance", "mortuary", "discharge", "summary", "package", "surgeon", "anaesthetist", "assistant", "operation", "theatre", "vial", "ampoule",
        "bera", "picc", "dexa", "tens", "torch", "fess",
    ];

    public static IndicTerms Load() =>
        new(Languages.SelectMany(language => EmbeddedTable.Load($"{language}-terms.csv").Rows).Select(row => (row[0], row[1])));

    /// <summary>The English of one word as written; empty if it says nothing of the service, null if it is no term.</summary>
    public string? Of(string word) => terms.GetValueOrDefault(IndicScript.Folded(word));

    /// <summary>The English of words that stand together, whatever their case, what small words join them and which of several words for one thing is written.</summary>
    public string? Of(List<string> words)
    {
        var folded = words.ConvertAll(IndicScript.Folded);
        if (terms.TryGetValue(string.Join(' ', folded), out var english) || folded.Count == 1)
            return english;
        // A text layer may put blanks into a word.
        return terms.GetValueOrDefault(string.Concat(folded)) ?? byMeaning.GetValueOrDefault(Meaning(folded));
    }

    /// <summary>
    /// The words' own English, or the word without its ending: "पेशाब की जांच" and "मूत्र जांच" are one. What begins and ends a term
    /// belongs to it even if it says nothing of its own: "sugar test" is no "sugar".
    /// </summary>
    private string Meaning(IReadOnlyList<string> folded) =>
        string.Join(' ', folded.Where((word, i) => i == 0 || i == folded.Count - 1 || terms.GetValueOrDefault(word) != "").Select(MeaningOf));

    private string MeaningOf(string word)
    {
        var stem = IndicScript.Stem(word);
        var english = terms.GetValueOrDefault(word) ?? terms.GetValueOrDefault(stem) ?? terms.GetValueOrDefault(stem + "ा");
        return english is null or "" ? stem : english;
    }
}
