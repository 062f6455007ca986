namespace MediAgents.Billing.Reading;

/// <summary>
/// Tables behind the bill's total that itemise one of its lines, such as "Pharmacy, as per annexure". Only the sum decides: lines that
/// sum to exactly one line of the bill take its place, so that nothing is counted twice and every item can be judged.
/// </summary>
internal static class Annexures
{
    /// <param name="lines">All lines in the order of the text, numbered from 1.</param>
    /// <param name="main">How many of them stand before the bill's own total.</param>
    /// <param name="ends">After how many lines a total stands, ascending; each ends an annexure.</param>
    /// <param name="subtotals">Sub-totals of the bill, moved along.</param>
    /// <param name="remarks">Takes a sentence for each line that was replaced.</param>
    /// <returns>True if a line was.</returns>
    public static bool TakeApart(List<BillLine> lines, int main, IEnumerable<int> ends, List<BillSubtotal> subtotals, List<string> remarks)
    {
        var groups = new List<List<BillLine>>();
        var (from, replaced) = (main, false);
        foreach (var end in ends.Append(lines.Count).Where(end => end > main).Distinct().Order())
        {
            groups.Add(lines.GetRange(from, end - from));
            from = end;
        }

        foreach (var group in groups.Where(group => group.Count > 0))
        {
            var sum = group.Sum(line => line.AmountInr);
            var itemised = lines.Take(main).Where(line => line.AmountInr == sum && !group.Contains(line)).ToList();
            if (itemised.Count != 1)
                continue;
            subtotals.RemoveAll(subtotal => subtotal.FirstLine > main);
            Replace(lines, itemised[0], group, subtotals);
            main += group.Count - 1;
            replaced = true;
            remarks.Add($"\"{itemised[0].Description}\" is itemised on page {group[0].Page}; its items were audited in its place.");
        }

        for (var i = 0; i < lines.Count; i++)
            lines[i] = lines[i] with { Line = i + 1 };
        return replaced;
    }

    /// <summary>Where the bill's own numbers go on with those of the annexure; null if they do not.</summary>
    private static int? PlaceByNumber(List<BillLine> lines, List<BillLine> items)
    {
        var numbers = lines.Where(line => line.Serial is not null).Select(line => line.Serial!.Value).ToHashSet();
        var firsts = items.Select((item, i) => item.Serial - i).Where(first => first is not null).Distinct().ToList();
        if (firsts.Count != 1 || firsts[0] is not { } first || Enumerable.Range(first, items.Count).Any(numbers.Contains))
            return null;
        return lines.FindLastIndex(line => line.Serial == first - 1) is >= 0 and var before ? before + 1 : null;
    }

    private static void Replace(List<BillLine> lines, BillLine whole, List<BillLine> items, List<BillSubtotal> subtotals)
    {
        lines.RemoveAll(items.Contains);
        var at = lines.IndexOf(whole);
        lines.RemoveAt(at);
        lines.InsertRange(subtotals.Count == 0 ? PlaceByNumber(lines, items) ?? at : at, items.Select(item => item with { Date = item.Date ?? whole.Date }));
        var added = items.Count - 1;
        for (var i = 0; i < subtotals.Count; i++)
        {
            var subtotal = subtotals[i];
            subtotals[i] = subtotal with
            {
                FirstLine = subtotal.FirstLine > at + 1 ? subtotal.FirstLine + added : subtotal.FirstLine,
                LastLine = subtotal.LastLine > at ? subtotal.LastLine + added : subtotal.LastLine,
            };
        }
    }
}
