namespace MediAgents.Evaluation.Metrics;

/// <summary>
/// Measures of one ranked list against judged relevances. Documents without a judgement count as irrelevant, except in the condensed
/// measure. Relevances of 0 or below are irrelevant. A query without a relevant document has no figure: leave it out.
/// </summary>
public static class Ranking
{
    public const int Depth = 10;

    /// <summary>nDCG@10 with gain 2^rel - 1 and discount log2(rank + 1) (Burges et al., ICML 2005), in 0..1.</summary>
    public static double NdcgAt10(IReadOnlyList<string> ranked, IReadOnlyDictionary<string, int> relevance)
    {
        var ideal = Dcg(relevance.Values.OrderDescending());
        return ideal == 0 ? 0 : Dcg(Distinct(ranked).Select(id => relevance.GetValueOrDefault(id))) / ideal;
    }

    /// <summary>
    /// nDCG@10 over the ranked list without its unjudged documents (Sakai, SIGIR 2007): fairer where few documents were judged.
    /// </summary>
    public static double CondensedNdcgAt10(IReadOnlyList<string> ranked, IReadOnlyDictionary<string, int> relevance) =>
        NdcgAt10([.. ranked.Where(relevance.ContainsKey)], relevance);

    /// <summary>1 / rank of the first relevant document among ten, or 0.</summary>
    public static double ReciprocalRankAt10(IReadOnlyList<string> ranked, IReadOnlyDictionary<string, int> relevance)
    {
        var first = Distinct(ranked).Take(Depth).TakeWhile(id => relevance.GetValueOrDefault(id) <= 0).Count();
        return first < Depth && first < Distinct(ranked).Count() ? 1.0 / (first + 1) : 0;
    }

    /// <summary>The share of all relevant documents that stand among the first ten.</summary>
    public static double RecallAt10(IReadOnlyList<string> ranked, IReadOnlyDictionary<string, int> relevance)
    {
        var relevant = relevance.Values.Count(r => r > 0);
        return relevant == 0 ? 0 : (double)Distinct(ranked).Take(Depth).Count(id => relevance.GetValueOrDefault(id) > 0) / relevant;
    }

    /// <summary>Whether a query counts at all: some judged document is relevant.</summary>
    public static bool HasRelevant(IReadOnlyDictionary<string, int> relevance) => relevance.Values.Any(r => r > 0);

    // A document listed twice would otherwise gain twice.
    private static IEnumerable<string> Distinct(IReadOnlyList<string> ranked) => ranked.Distinct(StringComparer.Ordinal);

    private static double Dcg(IEnumerable<int> relevances) =>
        relevances.Take(Depth).Select((rel, i) => (Math.Pow(2, Math.Max(0, rel)) - 1) / Math.Log2(i + 2)).Sum();
}
