using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>A row beside its likeness; <paramref name="Conflict"/> when it lacks a price-changing qualifier of the description.</summary>
internal readonly record struct ScoredRow(int Row, double Score, bool Conflict);

/// <summary>Decides whether the best of several rows is the service billed: it must stand clear of the others with no qualifier open.</summary>
internal sealed class MatchDecision(IReadOnlyList<CghsRate> rates, TariffRow[] rows)
{
    /// <summary>Least likeness at which a description counts as resembling the tariff at all.</summary>
    private const double ShownFrom = 0.50;

    /// <summary>Least likeness and least lead at which a row is taken as the service billed; set on perturbed names, see MatchingAccuracyTests.</summary>
    private const double TakenFrom = 0.70;
    private const double Lead = 0.05;

    private const double WholeNameConfidence = 0.99;
    private const int Shown = 5;
    private const int Compared = 8;

    /// <param name="tokens">The description in canonical words, misspellings corrected.</param>
    /// <param name="words">The same with their meanings.</param>
    /// <param name="scored">Rows, best first.</param>
    /// <param name="isWholeName">True if the description is the name of the first row and of no other.</param>
    public MatchResult Decide(List<string> tokens, QueryWord[] words, List<ScoredRow> scored, bool isWholeName)
    {
        var shown = scored.Take(Shown).Select(entry => new MatchCandidate(rates[entry.Row], Math.Round(Math.Clamp(entry.Score, 0, 1), 4))).ToList();
        if (shown.Count == 0)
            return MatchResult.Nothing;
        var top = scored[0];
        if (top.Score < ShownFrom)
            return new(MatchOutcome.None, 0, shown, null);
        if (isWholeName)
            return new(MatchOutcome.Matched, WholeNameConfidence, shown, null);
        var lead = scored.Count > 1 ? top.Score - scored[1].Score : 1;
        var doubt = Doubt(tokens, words, scored, lead);
        return new(doubt is null ? MatchOutcome.Matched : MatchOutcome.Ambiguous, Confidence(top.Score, lead), shown, doubt);
    }

    private string? Doubt(List<string> tokens, QueryWord[] words, List<ScoredRow> scored, double lead)
    {
        var top = scored[0];
        return top.Score < TakenFrom ? "the wording is too far from any tariff row"
            : rows[top.Row].IsMoreThanSaidBy(words) ? "the wording is more general than any tariff row"
            : Unsaid(rows[top.Row], tokens) is { } word ? $"the nearest tariff row is one of {word}, which the wording does not name"
            : top.Conflict ? "a qualifier of the wording is not in the nearest tariff row"
            : lead < Lead && !SamePrice(top.Row, scored[1].Row) ? "several tariff rows are equally near"
            : OpenQualifier(tokens, scored);
    }

    private static string? Unsaid(TariffRow row, List<string> tokens) =>
        row.Tokens.FirstOrDefault(token => Qualifiers.IsDefining(token) && !tokens.Contains(token));

    /// <summary>Another row that differs only by a qualifier the description leaves out: the service may be either.</summary>
    private string? OpenQualifier(List<string> tokens, List<ScoredRow> scored)
    {
        var top = rows[scored[0].Row];
        var open = top.Tokens.Where(token => Qualifiers.IsQualifier(token) && !tokens.Contains(token)).ToList();
        for (var i = 1; i < Math.Min(scored.Count, Compared); i++)
        {
            var (other, score, conflict) = scored[i];
            if (conflict || score < scored[0].Score - 0.3 || SamePrice(scored[0].Row, other))
                continue;
            var extra = rows[other].Tokens.Where(token => !top.Tokens.Contains(token) && !tokens.Contains(token)).ToList();
            if (open.Count + extra.Count > 0 && extra.Count <= open.Count && extra.TrueForAll(Qualifiers.IsQualifier)
                && top.Tokens.Where(token => !rows[other].Tokens.Contains(token)).All(token => Qualifiers.IsQualifier(token) && !tokens.Contains(token)))
                return $"the wording leaves open: {string.Join(", ", open.Concat(extra).Distinct())}";
        }

        return null;
    }

    private bool SamePrice(int left, int right) => rates[left].CostsTheSameAs(rates[right]);

    private static double Confidence(double score, double lead) =>
        Math.Round(Math.Clamp(0.5 + (0.35 * Math.Min(1, (score - 0.5) / 0.4)) + (0.15 * Math.Min(1, lead / 0.2)), 0, 0.99), 2);
}
