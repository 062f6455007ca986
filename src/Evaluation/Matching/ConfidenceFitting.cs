using System.Globalization;
using System.Text;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;

namespace MediAgents.Evaluation.Matching;

/// <summary>
/// Makes the table behind <see cref="MatchConfidence"/>: for each outcome the share of right first rows by clearness, made monotone by
/// pooling adjacent violators (Ayer et al., Ann. Math. Stat. 26, 1955). No figure rests on fewer than <see cref="LeastItems"/> items.
/// </summary>
public static class ConfidenceFitting
{
    public const int Items = 20_000;

    /// <summary>Other wordings than those of the reported figures.</summary>
    public const int Seed = 7_041;

    private const int LeastItems = 60;

    /// <summary>The table as text, ready to be shipped.</summary>
    /// <param name="folder">The tables of a half.</param>
    public static string Table(string folder)
    {
        var index = RateBook.Shipped.Cghs.Index;
        var judged = MatchingEvaluation.Items(folder, Seed, Items).Select(item => (item.Code, Match: index.Match(item.Wording)))
            .Where(one => one.Match.Best is not null).ToLookup(one => one.Match.Outcome, one => (one.Match.Clearness, IsRight: one.Match.Best!.Code == one.Code));
        var table = new StringBuilder()
            .AppendLine("# document: share of right first rows by outcome and clearness, rephrased names of the dev half of evals/matching")
            .AppendLine("# note: made by ConfidenceFitting; from is the least clearness of a step")
            .AppendLine("outcome,from,confidence");
        foreach (var outcome in Enum.GetValues<MatchOutcome>())
        {
            foreach (var (from, share) in Steps([.. judged[outcome].OrderBy(one => one.Clearness)]))
                table.AppendLine(CultureInfo.InvariantCulture, $"{outcome.ToString().ToLowerInvariant()},{from:0.####},{share:0.###}");
        }

        return table.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<(double From, double Share)> Steps(IReadOnlyList<(double Clearness, bool IsRight)> judged)
    {
        var pools = new List<(double From, int Right, int All)>();
        for (var i = 0; i < judged.Count;)
        {
            var (from, right, all) = (judged[i].Clearness, 0, 0);
            // Equal clearness stays together, and a last remainder joins the pool before it.
            for (; i < judged.Count && (all < LeastItems || judged.Count - i < LeastItems || judged[i].Clearness <= judged[i - 1].Clearness); i++)
            {
                right += judged[i].IsRight ? 1 : 0;
                all++;
            }

            pools.Add((from, right, all));
            while (pools.Count > 1 && Share(pools[^2]) >= Share(pools[^1]))
            {
                pools[^2] = (pools[^2].From, pools[^2].Right + pools[^1].Right, pools[^2].All + pools[^1].All);
                pools.RemoveAt(pools.Count - 1);
            }
        }

        return pools.Select((pool, at) => (at == 0 ? 0 : pool.From, Math.Round(Share(pool), 3)));
    }

    private static double Share((double From, int Right, int All) pool) => (double)pool.Right / pool.All;
}
