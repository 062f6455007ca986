namespace MediAgents.Billing.Reading;

/// <summary>What a bill says of its lines together: sub-totals, taxes, discounts, payments and totals, in their order.</summary>
/// <param name="lines">The items read so far; it grows while sums are added.</param>
/// <param name="remark">Takes what was understood where that was not plain.</param>
internal sealed class BillSums(List<BillLine> lines, Action<string> remark)
{
    private const decimal Exact = 0.05m;

    /// <summary>The part of a bill that is given back at most; more is what was paid.</summary>
    private const decimal LargestDiscount = 0.3m;

    /// <summary>How far a wrong total may be from the right one, as a part of it.</summary>
    private const decimal NearTotal = 0.25m;

    /// <summary>Rows between a sum and a wrong total at most.</summary>
    private const int MostParts = 2;

    /// <summary>How many earlier sums one may be made of.</summary>
    private const int MostLookedBack = 60;

    /// <summary>Per cent; no tax on a hospital's bill is higher.</summary>
    private const decimal MostTax = 28;

    private readonly List<(SummaryKind Kind, string Label, decimal Amount, int LinesBefore)> totals = [];
    private readonly List<SumRow> rows = [];
    private readonly List<SumRow> wrong = [];
    /// <summary>The lines that sections may begin with: the first, and each behind a sum.</summary>
    private readonly List<int> starts = [1];
    private int sumsOfUnknownLabel;

    public List<BillSubtotal> Subtotals { get; } = [];

    public List<BillTax> Taxes { get; } = [];

    /// <summary>Totals carried that the lines above them do not give.</summary>
    public List<BillCarry> Carries { get; } = [];

    public decimal Discount { get; private set; }

    public decimal Advance { get; private set; }

    public decimal RoundOff { get; private set; }

    public bool HasTotal => totals.Count > 0;

    /// <summary>What lines, taxes and discounts come to. INR.</summary>
    public decimal Expected => lines.Sum(line => line.AmountInr) + Taxes.Sum(tax => tax.AmountInr) - Discount + RoundOff;

    /// <summary>True if a total is what the lines give, in one of the usual ways of printing it.</summary>
    public bool Explain(decimal total)
    {
        var (sum, tax) = (lines.Sum(line => line.AmountInr), Taxes.Sum(entry => entry.AmountInr));
        decimal[] expected = [sum, sum + tax, sum - Discount, sum + tax - Discount, Expected];
        return Array.Exists(expected, value => Math.Abs(value - total) <= Arithmetic.Tolerance || Math.Abs(value - Advance - total) <= Arithmetic.Tolerance);
    }

    public void Add(SummaryKind kind, string label, decimal amount, decimal? percent, int textLine)
    {
        rows.Add(new(kind, label.Trim(), amount, percent, textLine, lines.Count));
        switch (kind)
        {
            case SummaryKind.Tax:
                Taxes.Add(new(label.Trim(), percent, amount, textLine));
                break;
            case SummaryKind.Discount:
                Discount += Math.Abs(amount);
                break;
            case SummaryKind.Advance:
                Advance += Math.Abs(amount);
                break;
            case SummaryKind.RoundOff:
                RoundOff += amount;
                break;
            case SummaryKind.Subtotal:
                AddSubtotal(label, amount);
                break;
            case SummaryKind.Carried:
                Carry(amount, textLine);
                break;
            default:
                totals.Add((kind, label.Trim(), amount, lines.Count));
                break;
        }
    }

    /// <summary>
    /// Adds an amount whose label is not known, from a table whose items have more than a label and an amount. It is never a charge;
    /// what it is, its arithmetic tells.
    /// </summary>
    public void AddUnknown(string label, decimal amount, decimal? percent, int textLine)
    {
        if (lines.Count == 0 || amount == 0)
            return;
        var start = StartOf(amount);
        if (start is > 1 and var first)
        {
            rows.Add(new(SummaryKind.Subtotal, label.Trim(), amount, percent, textLine, lines.Count));
            AddSubtotal(label, amount, first);
            sumsOfUnknownLabel++;
            return;
        }

        rows.Add(new(null, label.Trim(), amount, percent, textLine, lines.Count));
        starts.Add(lines.Count + 1);
    }

    /// <summary>The first line of the section that an amount is the sum of, the shortest that is; null if it is of none.</summary>
    private int? StartOf(decimal amount)
    {
        var sum = 0m;
        var from = lines.Count;
        foreach (var start in starts.TakeLast(MostLookedBack).Append(1).Where(start => start <= lines.Count).Distinct().OrderDescending())
        {
            for (; from >= start; from--)
                sum += lines[from - 1].AmountInr;
            if (Math.Abs(sum - amount) <= Exact)
                return start;
        }

        return null;
    }

    /// <summary>Decides what the rows with unknown labels are; call it when all lines and sums are there.</summary>
    public void Resolve()
    {
        foreach (var group in rows.GroupBy(row => row.LinesBefore).OrderBy(group => group.Key).Where(group => group.Any(row => row.Kind is null)))
            Resolve([.. group], group.Key);
        TakeWrongTotal();
        foreach (var row in wrong)
            Judge(row);
    }

    private void Resolve(List<SumRow> group, int linesBefore)
    {
        // What is carried over and brought forward is no total.
        if (group.Count > 1 && linesBefore < lines.Count && group.TrueForAll(row => row.Amount == group[0].Amount))
            return;
        var steps = SumChain.Follow(lines.Take(linesBefore).Sum(line => line.AmountInr), group);
        for (var i = 0; i < group.Count; i++)
        {
            var row = group[i];
            if (row.Kind is not null)
                continue;
            if (steps[i] == SumStep.States)
                sumsOfUnknownLabel++;
            else if (steps[i] == SumStep.Adds || (steps[i] == SumStep.Open && row.Percent is <= MostTax && row.Amount > 0 && !IsPayment(row, linesBefore)))
                Taxes.Add(new(row.Label, row.Percent, row.Amount, row.TextLine));
            else if (steps[i] == SumStep.TakesOff && IsPayment(row, linesBefore))
                Advance += Math.Abs(row.Amount);
            else if (steps[i] == SumStep.TakesOff)
                Discount += Math.Abs(row.Amount);
            else if (steps[i] == SumStep.Open && IsSumOfSums(row))
                steps[i] = SumStep.States;
            else if (steps[i] == SumStep.Open && !IsOfPage(row) && !IsRepeated(row))
                wrong.Add(row);
        }

        TakeTotal(group, steps, linesBefore);
    }

    /// <summary>
    /// The last sum that the rows state before a payment is taken off is the bill's total, whatever the ones before it are called; one
    /// behind it that is called a total and that the rows do not give is the total, and wrong.
    /// </summary>
    private void TakeTotal(List<SumRow> group, SumStep[] steps, int linesBefore)
    {
        var end = group.FindIndex(row => row.Kind == SummaryKind.Advance || (row.Kind is null && steps[group.IndexOf(row)] == SumStep.TakesOff && IsPayment(row, linesBefore)));
        var last = Array.FindLastIndex(steps, end < 0 ? steps.Length - 1 : end, step => step is SumStep.States or SumStep.Restates);
        // What is carried to the next page and brought forward there is no total.
        if (last < 0 || group[last].Kind is not null || group.Take(end < 0 ? group.Count : end).Skip(last + 1).Any(row => row.Kind is SummaryKind.GrandTotal) || (linesBefore < lines.Count && group.Count(row => row.Amount == group[last].Amount) > 1))
            return;
        if (!HasTotal && linesBefore == lines.Count)
            remark($"Line {group[last].TextLine}: the row is the sum of the rows above it and was read as their total.");
        totals.RemoveAll(total => total.LinesBefore == linesBefore);
        // A lone sum with items behind it is one of a section.
        totals.Add((linesBefore == lines.Count || Array.Exists(steps, step => step is SumStep.Adds or SumStep.TakesOff) ? SummaryKind.GrandTotal : SummaryKind.Total, group[last].Label, group[last].Amount, linesBefore));
    }

    /// <summary>
    /// Behind a sum that the rows give, and one row or two that are a small part of it, a last row that is most of it is the total
    /// without them or with them, and wrong: then no sum of theirs holds.
    /// </summary>
    private void TakeWrongTotal()
    {
        if (wrong.Count == 0 || wrong[^1] is not { } last || last != rows[^1] || last.LinesBefore != lines.Count)
            return;
        var parts = wrong.FindAll(row => row.LinesBefore == last.LinesBefore && row != last);
        var before = rows.FindLast(row => row.LinesBefore == last.LinesBefore && !wrong.Contains(row));
        if (parts.Count is 0 or > MostParts || before is null || rows.IndexOf(before) != rows.Count - 2 - parts.Count
            || parts.Exists(part => Math.Abs(part.Amount) > LargestDiscount * before.Amount) || last.Amount == before.Amount || Math.Abs(last.Amount - before.Amount) > NearTotal * before.Amount)
            return;
        foreach (var part in parts)
        {
            if (last.Amount > before.Amount)
                Taxes.Add(new(part.Label, part.Percent, part.Amount, part.TextLine));
            else
                Discount += Math.Abs(part.Amount);
        }

        totals.RemoveAll(total => total.LinesBefore == last.LinesBefore);
        totals.Add((SummaryKind.GrandTotal, last.Label, last.Amount, last.LinesBefore));
        wrong.RemoveAll(row => row == last || parts.Contains(row));
    }

    /// <summary>What is taken off is a discount if it is a part, and a payment if it is most.</summary>
    private bool IsPayment(SumRow row, int linesBefore) =>
        Math.Abs(row.Amount) > LargestDiscount * lines.Take(linesBefore).Sum(line => line.AmountInr);

    /// <summary>
    /// A sum that its rows do not give. Where others of the table are sums, this one is one, too, and wrong; a last row near what the
    /// bill comes to is its total.
    /// </summary>
    private void Judge(SumRow row)
    {
        var above = lines.Take(row.LinesBefore).Sum(line => line.AmountInr);
        var expected = row.LinesBefore == lines.Count ? Expected : above;
        var group = rows.FindAll(other => other.LinesBefore == row.LinesBefore);
        if (group[^1] == row && wrong.Count(other => other.LinesBefore == row.LinesBefore) == 1 && Subtotals.TrueForAll(subtotal => subtotal.LastLine > row.LinesBefore || row.LinesBefore == lines.Count)
            && group.TrueForAll(other => other.Kind is not (SummaryKind.Advance or SummaryKind.Balance)) && Math.Abs(row.Amount - expected) <= NearTotal * expected)
        {
            totals.RemoveAll(total => total.LinesBefore == row.LinesBefore);
            totals.Add((SummaryKind.Total, row.Label, row.Amount, row.LinesBefore));
        }
        else if (Subtotals.Count > 0 && (group[^1] != row || row.LinesBefore < lines.Count) && (sumsOfUnknownLabel > 1 || group.Exists(IsSumOfSums)))
            Subtotals.Add(new(row.Label, row.Amount, (Subtotals.Where(subtotal => subtotal.LastLine < row.LinesBefore).Select(subtotal => subtotal.LastLine).DefaultIfEmpty(0).Max()) + 1, row.LinesBefore));
        else
            remark($"Line {row.TextLine}: what \"{row.Label}\", INR {row.Amount:0.00}, stands for is not known; it was not counted.");
    }

    /// <summary>True for what the sums above it come to, two of them or more: a total of sections of which one may be wrong.</summary>
    private bool IsSumOfSums(SumRow row)
    {
        var (sum, count) = (0m, 0);
        var at = rows.IndexOf(row);
        for (var i = at - 1; i >= Math.Max(0, at - MostLookedBack); i--)
        {
            if (rows[i].Kind is not (null or SummaryKind.Subtotal) || IsRepeated(rows[i]))
                continue;
            sum += rows[i].Amount;
            if (++count >= 2 && Math.Abs(sum - row.Amount) <= Exact)
                return true;
        }

        return false;
    }

    private bool IsOfPage(SumRow row)
    {
        if (row.LinesBefore == 0)
            return false;
        var page = lines[row.LinesBefore - 1].Page;
        return Math.Abs(lines.Take(row.LinesBefore).Where(line => line.Page == page).Sum(line => line.AmountInr) - row.Amount) <= Exact;
    }

    /// <summary>A total brought forward says again what was carried.</summary>
    private bool IsRepeated(SumRow row) => rows.Take(rows.IndexOf(row)).TakeLast(MostLookedBack).Any(other => other.TextLine < row.TextLine && other.LinesBefore == row.LinesBefore && other.Amount == row.Amount);

    /// <summary>A carried total is no charge; it tells whether every line above it was read.</summary>
    private void Carry(decimal amount, int textLine)
    {
        if (amount == 0 || lines.Count == 0)
            return;
        var all = lines.Sum(line => line.AmountInr);
        var page = lines.Where(line => line.Page == lines[^1].Page).Sum(line => line.AmountInr);
        var withTax = all + Taxes.Sum(tax => tax.AmountInr) - Discount;
        if (!Array.TrueForAll([all, page, withTax], sum => Math.Abs(sum - amount) > Arithmetic.Tolerance))
            return;
        // A total brought forward says again what was carried.
        if (Carries.Count == 0 || Carries[^1].LastLine != lines.Count)
            Carries.Add(new(amount, all, lines.Count));
        remark($"Line {textLine}: the total carried is INR {amount:0.00}; the lines above it sum to INR {all:0.00}.");
    }

    /// <summary>Items behind a grand total belong to an annexure, if they sum to one of the items before it or if these make the total.</summary>
    public void TakeAnnexuresApart(List<string> remarks)
    {
        foreach (var total in totals.Where(total => total.Kind is SummaryKind.GrandTotal or SummaryKind.Total && total.LinesBefore > 0 && total.LinesBefore < lines.Count && !IsOfSection(total.Amount, total.LinesBefore)).ToList())
        {
            var main = total.LinesBefore;
            var expected = lines.Take(main).Sum(line => line.AmountInr) + Taxes.Sum(tax => tax.AmountInr) - Discount + RoundOff;
            var ends = totals.Select(entry => entry.LinesBefore).Concat(Subtotals.Select(subtotal => subtotal.LastLine)).ToList();
            // A bill whose own total is wrong has an annexure all the same: its sum is a line's to the paisa.
            if (!Annexures.TakeApart(lines, main, ends, Subtotals, remarks)
                && (total.Kind == SummaryKind.Total || Math.Abs(total.Amount - expected) > Arithmetic.Tolerance))
                continue;
            // The annexure's own totals say what the line it replaces said; those of the bill stand behind it now.
            totals.RemoveAll(entry => entry.LinesBefore > main);
            for (var i = 0; i < totals.Count; i++)
                totals[i] = totals[i].LinesBefore == main ? totals[i] with { LinesBefore = lines.Count } : totals[i];
            return;
        }
    }

    /// <summary>A sum behind which a larger one stands: nothing below a bill's own total is more than that.</summary>
    private bool IsOfSection(decimal amount, int linesBefore) => rows.Exists(row => row.LinesBefore > linesBefore && row.Amount > amount);

    private void AddSubtotal(string label, decimal amount) =>
        AddSubtotal(label, amount, StartOf(amount) ?? starts.LastOrDefault(start => start <= lines.Count, 1));

    private void AddSubtotal(string label, decimal amount, int first)
    {
        if (lines.Count == 0)
            return;
        Subtotals.Add(new(label.Trim(), amount, first, lines.Count));
        starts.Add(lines.Count + 1);
    }

    /// <summary>
    /// The strongest label wins: grand, net or bill total, then a plain total. Among equals one that agrees with the items is taken.
    /// A plain total with items after it was a sub-total.
    /// </summary>
    public decimal? Choose()
    {
        foreach (var early in totals.Where(total => total.Kind == SummaryKind.Total && total.LinesBefore < lines.Count).ToList())
        {
            var first = Subtotals.LastOrDefault(subtotal => subtotal.LastLine < early.LinesBefore)?.LastLine + 1 ?? 1;
            if (early.LinesBefore >= first)
                Subtotals.Add(new(early.Label, early.Amount, first, early.LinesBefore));
            totals.Remove(early);
        }

        var expected = Expected;
        foreach (var kind in (ReadOnlySpan<SummaryKind>)[SummaryKind.GrandTotal, SummaryKind.Total])
        {
            var candidates = totals.Where(total => total.Kind == kind).ToList();
            if (candidates.Count == 0)
                continue;
            foreach (var (_, _, amount, _) in candidates)
            {
                if (Math.Abs(amount - expected) <= Arithmetic.Tolerance)
                    return amount;
                // A net payable from which the advance is already taken off still claims the whole.
                if (Advance > 0 && (Math.Abs(amount + Advance - expected) <= Arithmetic.Tolerance || totals.Exists(total => total.Amount == amount + Advance)))
                    return amount + Advance;
            }

            return candidates[^1].Amount;
        }

        return null;
    }
}
