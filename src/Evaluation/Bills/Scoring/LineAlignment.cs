using System.Text;
using MediAgents.Billing.Audit;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Scoring;

/// <summary>
/// Which line read is which line of the bill. Line numbers alone would call every line wrong behind one that was missed, so lines are
/// paired in order, by the pairing with the most agreement in amounts, quantities, rates and wordings (Needleman and Wunsch 1970).
/// What is left over is paired where line and line agree in all: a bill may print an annexure's lines elsewhere than they were drawn.
/// </summary>
internal static class LineAlignment
{
    private const double NearWording = 0.8;

    /// <summary>Lines that share neither the amount nor most of the wording are no pair.</summary>
    private const double LeastLikeness = 0.6;

    /// <summary>For each line read the index of the expected line, or -1.</summary>
    public static int[] Pair(IReadOnlyList<ExpectedLine> expected, IReadOnlyList<LineItem> read)
    {
        var best = new double[expected.Count + 1, read.Count + 1];
        var agreement = new double[expected.Count, read.Count];
        for (var e = expected.Count - 1; e >= 0; e--)
        {
            for (var r = read.Count - 1; r >= 0; r--)
            {
                agreement[e, r] = Agreement(expected[e], read[r]);
                best[e, r] = Math.Max(best[e + 1, r + 1] + agreement[e, r], Math.Max(best[e + 1, r], best[e, r + 1]));
            }
        }

        var pairs = new int[read.Count];
        Array.Fill(pairs, -1);
        for (var (e, r) = (0, 0); e < expected.Count && r < read.Count;)
        {
            if (agreement[e, r] > 0 && best[e, r] <= best[e + 1, r + 1] + agreement[e, r])
                pairs[r++] = e++;
            else if (best[e, r] <= best[e + 1, r])
                e++;
            else
                r++;
        }

        PairLeftOver(expected, read, pairs);
        return pairs;
    }

    private static void PairLeftOver(IReadOnlyList<ExpectedLine> expected, IReadOnlyList<LineItem> read, int[] pairs)
    {
        var left = Enumerable.Range(0, expected.Count).Except(pairs).ToList();
        for (var r = 0; r < pairs.Length; r++)
        {
            if (pairs[r] < 0 && left.FindIndex(e => IsRight(expected[e], read[r])) is >= 0 and var found)
            {
                pairs[r] = left[found];
                left.RemoveAt(found);
            }
        }
    }

    /// <summary>Wording near or code equal; quantity, rate and amount equal. What the bill does not print may be read as what it implies.</summary>
    public static bool IsRight(ExpectedLine expected, LineItem read) =>
        expected.AmountInr == read.AmountInr
        && IsQuantity(expected, read)
        && (expected.RateInr is null || expected.RateInr == read.RateInr)
        && (IsCode(expected, read) || Likeness(expected.Description, read.Description) >= NearWording);

    /// <summary>1 less the edit distance over the longer length, without regard to case, blanks and how letters are composed.</summary>
    public static double Likeness(string one, string other)
    {
        var (a, b) = (Plain(one), Plain(other));
        var longest = Math.Max(a.Length, b.Length);
        return longest == 0 ? 1 : 1 - ((double)EditDistance(a, b) / longest);
    }

    private static bool IsQuantity(ExpectedLine expected, LineItem read) =>
        expected.Quantity == read.Quantity || (expected.Quantity is null && read.Quantity is null or 1) || (expected.Quantity == 1 && read.Quantity is null);

    private static bool IsCode(ExpectedLine expected, LineItem read) =>
        expected.Code is { } code && string.Equals(code, read.Code, StringComparison.OrdinalIgnoreCase);

    private static double Agreement(ExpectedLine expected, LineItem read)
    {
        var likeness = Likeness(expected.Description, read.Description);
        var isAmount = expected.AmountInr == read.AmountInr;
        if (!isAmount && likeness < LeastLikeness)
            return 0;
        return (isAmount ? 2 : 0) + (2 * likeness) + (expected.Quantity == read.Quantity ? 0.5 : 0) + (expected.RateInr == read.RateInr ? 0.5 : 0);
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            if (!char.IsWhiteSpace(c) && c is not ('\u200C' or '\u200D'))
                plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    private static int EditDistance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[b.Length];
    }
}
