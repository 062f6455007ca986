namespace MediAgents.Billing.Rules;

/// <summary>Finds the charges that a bill itself takes back by a credit of the same amount and wording.</summary>
internal static class Reversals
{
    /// <summary>The charges of a bill that stand, in their order; of several alike the last is the one taken back.</summary>
    public static IReadOnlyList<LineContext> Standing(IReadOnlyList<LineContext> lines)
    {
        var standing = lines.Where(line => line.Line.AmountInr > 0).ToList();
        foreach (var credit in lines.Where(line => line.Line.AmountInr < 0))
        {
            var reversed = standing.FindLastIndex(line =>
                line.Line.AmountInr == -credit.Line.AmountInr && line.Words.Count > 0 && line.Words.IsSubsetOf(credit.Words));
            if (reversed >= 0)
                standing.RemoveAt(reversed);
        }

        return standing;
    }
}
