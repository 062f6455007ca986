using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>
/// How often the best row was right among rephrased names that stood as clearly before the others. The table is made from the dev half
/// of <c>evals/matching</c> by isotonic regression (see docs/evaluations.md); a test makes it anew and compares.
/// </summary>
public static class MatchConfidence
{
    /// <summary>No match is certain.</summary>
    public const double Most = 0.99;

    private static readonly Lazy<(double From, double Confidence)[][]> Steps = new(Load);

    /// <param name="outcome">What was decided.</param>
    /// <param name="clearness"><see cref="MatchResult.Clearness"/>.</param>
    /// <returns>0 to 0.99, never less for a clearer row of the same outcome.</returns>
    public static double Of(MatchOutcome outcome, double clearness)
    {
        var confidence = 0.0;
        foreach (var step in Steps.Value[(int)outcome])
        {
            if (clearness < step.From)
                break;
            confidence = step.Confidence;
        }

        return Math.Min(confidence, Most);
    }

    private static (double, double)[][] Load()
    {
        var rows = EmbeddedTable.Load("match-confidence.csv").Rows;
        return [.. Enum.GetValues<MatchOutcome>().Select(outcome => rows
            .Where(row => Enum.Parse<MatchOutcome>(row[0], ignoreCase: true) == outcome)
            .Select(row => ((double)EmbeddedTable.Money(row[1]), (double)EmbeddedTable.Money(row[2])))
            .ToArray())];
    }
}
