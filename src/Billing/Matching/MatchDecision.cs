namespace MediAgents.Billing.Matching;

/// <summary>
/// A row beside its likeness; <paramref name="Conflict"/> when it lacks a price-changing qualifier of the description,
/// <paramref name="Explained"/> the weight of the description's words that it has.
/// </summary>
internal readonly record struct ScoredRow(int Row, double Score, bool Conflict, float Explained);

/// <summary>Decides whether the best of several rows is the service billed: it must stand clear of the others with no qualifier open.</summary>
internal sealed class MatchDecision(TariffRow[] rows)
{
    /// <summary>Least likeness at which a description counts as resembling the tariff at all.</summary>
    private const double ShownFrom = 0.50;

    /// <summary>Least likeness and least lead at which a row is taken as the service billed; set on the dev half of evals/matching.</summary>
    private const double TakenFrom = 0.70;
    private const double Lead = 0.05;

    /// <summary>In weights of words, which are 1 to 8.</summary>
    private const float NothingUnsaid = 0.5f;
    private const float Slack = 0.25f;
    private const float MuchMore = 2f;
    private const float OneWord = 6f;

    /// <summary>Least share of the wording that a row must explain to be taken, by weight; the rest may be a habit of the hospital.</summary>
    private const float LeastExplained = 0.75f;

    /// <summary>Below it a row taken was right in three cases of four only; see match-confidence.csv.</summary>
    private const double LeastClearness = 0.705;

    private const int Shown = 5;
    private const int Compared = 8;

    /// <param name="tokens">The description in canonical words, misspellings corrected.</param>
    /// <param name="words">The same with their meanings.</param>
    /// <param name="scored">Rows, best first, each service once.</param>
    /// <param name="isWholeName">True if the description is the name of the first row and of no other.</param>
    public MatchResult Decide(List<string> tokens, QueryWord[] words, List<ScoredRow> scored, bool isWholeName)
    {
        var shown = scored.Take(Shown).Select(entry => new MatchCandidate(rows[entry.Row].Rate, Math.Round(Math.Clamp(entry.Score, 0, 1), 4))).ToList();
        if (shown.Count == 0)
            return MatchResult.Nothing;
        var top = scored[0];
        var lead = scored.Count > 1 ? top.Score - scored[1].Score : 1;
        var clearness = isWholeName ? 1 : Clearness(top.Score, lead);
        var doubt = top.Score < ShownFrom || isWholeName ? null
            : clearness < LeastClearness ? "the wording is too far from any tariff row" : Doubt(tokens, words, scored, lead);
        var outcome = top.Score < ShownFrom ? MatchOutcome.None : doubt is null ? MatchOutcome.Matched : MatchOutcome.Ambiguous;
        return new(outcome, MatchConfidence.Of(outcome, clearness), shown, doubt) { Clearness = clearness };
    }

    private string? Doubt(List<string> tokens, QueryWord[] words, List<ScoredRow> scored, double lead)
    {
        var top = scored[0];
        return top.Score < TakenFrom ? "the wording is too far from any tariff row"
            : rows[top.Row].IsMoreThanSaidBy(words) ? "the wording is more general than any tariff row"
            : rows[top.Row].Undefined(words) is { } word ? $"the nearest tariff row is one of {word}, which the wording does not name"
            : top.Explained < LeastExplained * words.Sum(word => word.Idf) ? "a part of the wording is in no near tariff row"
            : top.Conflict ? "a qualifier of the wording is not in the nearest tariff row"
            : lead < Lead && !SamePrice(top.Row, scored[1].Row) ? "several tariff rows are equally near"
            : OpenQualifier(tokens, scored) ?? FitsAsWell(words, scored);
    }

    /// <summary>
    /// Another row that has every word of the description that the nearest has, and leaves out not much more: "hernia with mesh"
    /// of the femoral and the umbilical hernia. A name said whole is meant, whatever else begins like it.
    /// </summary>
    private string? FitsAsWell(QueryWord[] words, List<ScoredRow> scored)
    {
        var top = scored[0];
        var unsaid = rows[top.Row].Unsaid(words);
        if (unsaid <= NothingUnsaid)
            return null;
        for (var i = 1; i < scored.Count; i++)
        {
            var other = scored[i];
            if (!other.Conflict && other.Explained >= top.Explained - Slack && rows[other.Row].Unsaid(words) <= Math.Max(unsaid * MuchMore, unsaid + OneWord) && !SamePrice(top.Row, other.Row))
                return "what the wording says fits several tariff rows";
        }

        return null;
    }

    /// <summary>Another row that differs only by a qualifier the description leaves out: the service may be either.</summary>
    private string? OpenQualifier(List<string> tokens, List<ScoredRow> scored)
    {
        var top = rows[scored[0].Row];
        var open = top.Tokens.Where(token => Qualifiers.IsQualifier(token) && !tokens.Contains(token)).ToList();
        for (var i = 1; i < Math.Min(scored.Count, Compared); i++)
        {
            var (other, score, conflict, _) = scored[i];
            if (conflict || score < scored[0].Score - 0.3 || SamePrice(scored[0].Row, other))
                continue;
            var extra = rows[other].Tokens.Where(token => !top.Tokens.Contains(token) && !tokens.Contains(token)).ToList();
            if (open.Count + extra.Count > 0 && extra.Count <= open.Count && extra.TrueForAll(Qualifiers.IsQualifier)
                && top.Tokens.Where(token => !rows[other].Tokens.Contains(token)).All(token => Qualifiers.IsQualifier(token) && !tokens.Contains(token)))
                return $"the wording leaves open: {string.Join(", ", open.Concat(extra).Distinct())}";
        }

        return null;
    }

    private bool SamePrice(int left, int right) => rows[left].Rate.CostsTheSameAs(rows[right].Rate);

    private static double Clearness(double score, double lead) =>
        Math.Round((0.7 * Math.Clamp((score - 0.3) / 0.6, 0, 1)) + (0.3 * Math.Clamp(lead / 0.2, 0, 1)), 4);
}
