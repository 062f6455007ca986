using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>
/// A name of one tariff row, its own or one that hospitals use, as words with weights, and how like a description is to it. Hospitals
/// shorten a name to one of its parts, so a row counts as said when one of <paramref name="parts"/> is.
/// </summary>
/// <param name="service">The number of the row in its table.</param>
/// <param name="rate">The row.</param>
/// <param name="isOwn">True if the name is the row's own.</param>
/// <param name="tokens">The name in canonical words.</param>
/// <param name="words">The name in canonical words and in words as written.</param>
/// <param name="isOptional">For each word, whether it may be left unsaid.</param>
/// <param name="defining">For each word, itself if it makes another service of the row.</param>
/// <param name="ids">The words' numbers.</param>
/// <param name="idf">Their weights.</param>
/// <param name="parts">What stands for the whole.</param>
/// <param name="said">The numbers of the words of all names of the service: what one of them says beside this one is no other thing.</param>
internal sealed class TariffRow(int service, CghsRate rate, bool isOwn, HashSet<string> tokens, HashSet<string> words, bool[] isOptional, string?[] defining, int[] ids, float[] idf, NamePart[] parts, HashSet<int> said)
{
    private const int MostOnStack = 128;

    /// <summary>How far a word of another name of the service explains the description beside one of this name.</summary>
    private const float OfAnother = 0.8f;

    /// <summary>
    /// A billed word that a row does not explain weighs more than a word of the row that the bill leaves out: hospitals shorten, they
    /// do not add. Square of the beta of an F-measure.
    /// </summary>
    private const float RecallShare = 0.36f;
    private const float TokenShare = 0.45f;

    /// <summary>
    /// How much of a name must have been said, by weight. Who shortens a name that hospitals use may mean another thing: "bed rent" is
    /// not the "ICU bed rent".
    /// </summary>
    private const float MostOfOwn = 0.5f;
    private const float OneWordOfOwn = 0.7f;
    private const float AllOfOther = 0.95f;

    /// <summary>What a name that hospitals use is worth beside one of the tariff: of two equally near, the tariff's own is meant.</summary>
    private const float OtherShare = 0.97f;

    private readonly int[] definingPositions = [.. Enumerable.Range(0, ids.Length).Where(position => defining[position] is not null)];

    public CghsRate Rate { get; } = rate;

    /// <summary>The number of the row in its table.</summary>
    public int Service { get; } = service;

    /// <summary>False for a name that hospitals use and the tariff does not.</summary>
    public bool IsOwn { get; } = isOwn;

    /// <summary>The name in canonical words.</summary>
    public HashSet<string> Tokens { get; } = tokens;

    /// <summary>The name in canonical words and in words as written.</summary>
    public HashSet<string> Words { get; } = words;

    /// <summary>The weight of the lightest part.</summary>
    public float Total { get; } = parts.Min(part => part.Total);

    /// <summary>The least weight that a description must share with the name to be worth a look.</summary>
    public float Least { get; } = isOwn ? 0 : AllOfOther * AllOfOther * parts.Min(part => part.Positions.Sum(position => isOptional[position] ? 0 : idf[position]));

    /// <summary>Likeness to a description, 0 to about 1.</summary>
    /// <param name="words">The words of the description.</param>
    /// <param name="total">Their weight.</param>
    /// <param name="cosine">The likeness of the spellings, 0 to 1.</param>
    /// <param name="explained">The weight of the description that the row explains.</param>
    public double Score(QueryWord[] words, float total, float cosine, out float explained)
    {
        Span<float> found = ids.Length <= MostOnStack ? stackalloc float[ids.Length] : new float[ids.Length];
        explained = Find(words, found);
        var precision = Math.Min(1f, explained / total);
        var recall = 0f;
        foreach (var part in parts)
        {
            if (!part.CanBeMeant(found))
                continue;
            var got = 0f;
            foreach (var position in part.Positions)
                got += found[position] * idf[position];
            recall = Math.Max(recall, part.Factor * got / part.Total);
        }

        var harmonic = precision + recall == 0 ? 0 : (1 + RecallShare) * precision * recall / ((RecallShare * precision) + recall);
        var score = (TokenShare * harmonic) + ((1 - TokenShare) * Math.Max(cosine, 0.85f * harmonic));
        return IsOwn ? score : score * OtherShare;
    }

    /// <summary>
    /// "CT scan" and "dressing" fit many services: a description must say most of what its row says, one word all of it. Qualifiers
    /// are weighed elsewhere, and a session is how a service is counted.
    /// </summary>
    public bool IsMoreThanSaidBy(QueryWord[] words)
    {
        Span<float> found = ids.Length <= MostOnStack ? stackalloc float[ids.Length] : new float[ids.Length];
        Find(words, found);
        var coverage = 0f;
        foreach (var part in parts)
        {
            if (!part.IsStrong || !part.CanBeMeant(found))
                continue;
            float got = 0, all = 0;
            foreach (var position in part.Positions)
            {
                if (isOptional[position])
                    continue;
                got += found[position] * idf[position];
                all += idf[position];
            }

            coverage = all == 0 ? coverage : Math.Max(coverage, got / all);
        }

        return coverage < (!IsOwn ? AllOfOther : words.Count(word => word.Idf > Lexicon.FillerWeight) <= 1 ? OneWordOfOwn : MostOfOwn);
    }

    /// <summary>A word that makes another service of the row and that no word of the description can mean. Null if there is none.</summary>
    public string? Undefined(QueryWord[] words)
    {
        foreach (var position in definingPositions)
        {
            if (!IsSaid(words, ids[position]))
                return defining[position];
        }

        return null;
    }

    private static bool IsSaid(QueryWord[] words, int id)
    {
        foreach (var word in words)
        {
            foreach (var (meant, _) in word.Meanings)
            {
                if (meant == id)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The weight of what the row's name says beyond the description, by the part of the name that is nearest to having been said whole.</summary>
    public float Unsaid(QueryWord[] words)
    {
        Span<float> found = ids.Length <= MostOnStack ? stackalloc float[ids.Length] : new float[ids.Length];
        Find(words, found);
        var least = float.MaxValue;
        foreach (var part in parts)
        {
            if (!part.IsWhole || !part.CanBeMeant(found))
                continue;
            var unsaid = part.Total;
            foreach (var position in part.Positions)
                unsaid -= found[position] > 0 ? idf[position] : 0;
            least = Math.Min(least, unsaid);
        }

        return least;
    }

    private bool IsSaidElsewhere(QueryWord word) => word.Meanings is [(var id, 1f), ..] && said.Contains(id);

    /// <summary>Marks the row's words that the description has and returns the weight of the description they explain.</summary>
    private float Find(QueryWord[] words, Span<float> found)
    {
        var matched = 0f;
        foreach (var word in words)
        {
            var best = 0f;
            var at = -1;
            foreach (var (id, weight) in word.Meanings)
            {
                if (weight <= best)
                    continue;
                var position = ids.AsSpan().IndexOf(id);
                if (position >= 0)
                    (best, at) = (weight, position);
            }

            if (at < 0)
            {
                matched += IsSaidElsewhere(word) ? OfAnother * word.Idf : 0;
                continue;
            }

            matched += best * word.Idf;
            found[at] = Math.Max(found[at], best);
        }

        return matched;
    }
}
