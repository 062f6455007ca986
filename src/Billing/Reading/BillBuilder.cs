namespace MediAgents.Billing.Reading;

/// <summary>Collects rows in reading order: items, the headings above them, the totals below.</summary>
internal sealed class BillBuilder
{
    private readonly List<BillLine> lines = [];
    private readonly List<BillSubtotal> subtotals = [];
    private readonly List<BillTax> taxes = [];
    private readonly List<BillCarry> carries = [];
    private readonly List<(SummaryKind Kind, string Label, decimal Amount, int LinesBefore)> totals = [];
    private readonly List<string> warnings = [];
    private readonly List<string> remarks = [];
    private (BillLine Before, int LastTextLine, string Text, int TextLine)? continued;
    private string? section;
    private DateOnly? sectionDate;
    private int firstOfSection = 1;
    private decimal discount;
    private decimal advance;
    private decimal roundOff;
    private int currentPage = 1;
    private bool recognised;
    private bool anyRecognised;

    public BillHead Head { get; } = new();

    public int NextSerial { get; private set; } = 1;

    public int Count => lines.Count;

    /// <summary>The text line of the last item, or of the last piece added to its description.</summary>
    public int LastTextLine { get; private set; } = -1;

    public bool Closed => totals.Exists(total => total.Kind is SummaryKind.GrandTotal);

    public string? LastDescription => lines.Count == 0 ? null : lines[^1].Description;

    /// <param name="number">The page, counted from 1.</param>
    /// <param name="isRecognised">Whether its text comes from a scan.</param>
    public void BeginPage(int number, bool isRecognised)
    {
        (currentPage, recognised) = (number, isRecognised);
        anyRecognised |= isRecognised;
    }

    public void Warn(string warning)
    {
        if (warnings.Count < 50)
            warnings.Add(warning);
    }

    public void Section(string title)
    {
        section = title.Trim().TrimEnd(':');
        if (Dates.TryParse(section, out var date))
            sectionDate = date;
    }

    public void Add(RawRow row, int page, int textLine)
    {
        if (row.Serial is { } serial)
            NextSerial = serial + 1;
        var description = Clean(row.Description);
        lines.Add(new(lines.Count + 1, page, textLine, row.Date ?? sectionDate, Code(row.Code), description, row.Quantity,
            string.IsNullOrEmpty(row.Unit) ? null : row.Unit, row.Rate, row.Amount!.Value)
        {
            OtherTextLines = row.OtherTextLines,
            OtherDescription = row.OtherDescription is { } other ? Clean(other) : null,
            Time = row.Time,
            Pack = row.Pack,
            Batch = row.Batch,
            Expiry = row.Expiry,
            Doubtful = recognised && row is { Quantity: > 0, Rate: > 0, IsConsistent: false },
            DiscountInr = row.Discount,
            TaxInr = row.Tax,
            Section = section,
        });
        LastTextLine = textLine;
    }

    public void Continue(string text, int textLine)
    {
        var last = lines[^1];
        continued = (last, LastTextLine, text, textLine);
        lines[^1] = last with { Description = Clean($"{last.Description} {text}"), OtherTextLines = With(last, textLine) };
        LastTextLine = textLine;
    }

    /// <summary>Adds what wrapped below the last item's cells.</summary>
    public void Amend(Wrapped wrapped, int textLine)
    {
        if (wrapped.Description is { } words)
            Continue(words, textLine);
        var last = lines[^1];
        lines[^1] = last with { Date = wrapped.Date ?? last.Date, Pack = wrapped.Pack ?? last.Pack, Batch = wrapped.Batch ?? last.Batch };
        continued = null;
        LastTextLine = textLine;
    }

    /// <summary>Takes the words last added to a description away again: those of the line above an item that has figures only.</summary>
    public string? TakeBack(int textLine)
    {
        if (continued is not { } words || words.TextLine != textLine || lines.Count == 0 || lines[^1].Line != words.Before.Line)
            return null;
        lines[^1] = words.Before;
        LastTextLine = words.LastTextLine;
        continued = null;
        return words.Text;
    }

    public void Remark(string remark)
    {
        if (remarks.Count < 50)
            remarks.Add(remark);
    }

    /// <summary>Notes words under the last item of which it is open whether they belong to it.</summary>
    public void MayContinue(string text) =>
        lines[^1] = lines[^1] with { OtherDescription = Clean($"{lines[^1].Description} {text}") };

    public void Summary(SummaryKind kind, string label, decimal amount, decimal? percent, int textLine)
    {
        switch (kind)
        {
            case SummaryKind.Tax:
                taxes.Add(new(label.Trim(), percent, amount, textLine));
                break;
            case SummaryKind.Discount:
                discount += Math.Abs(amount);
                break;
            case SummaryKind.Advance:
                advance += Math.Abs(amount);
                break;
            case SummaryKind.RoundOff:
                roundOff += amount;
                break;
            case SummaryKind.Subtotal:
                AddSubtotal(label, amount);
                break;
            case SummaryKind.Carried:
                Carried(amount, textLine);
                break;
            default:
                totals.Add((kind, label.Trim(), amount, lines.Count));
                break;
        }
    }

    public Bill Build()
    {
        if (lines.Count == 0)
            return new() { Problem = BillProblem.NoLineItems, Warnings = warnings, Remarks = remarks };
        TakeUnlabelledTotal();
        TakeAnnexuresApart();
        var total = ChooseTotal();
        if (total is { } printed)
        {
            RepairBySum(printed);
            if (anyRecognised)
                DoubtTotal(printed);
        }

        return new()
        {
            Hospital = Head.Hospital,
            Patient = Head.Patient,
            BillNumber = Head.BillNumber,
            Insurer = Head.Insurer,
            BillDate = Head.BillDate,
            ServiceDate = Head.ServiceDate,
            Admitted = Head.Admitted,
            Discharged = Head.Discharged,
            Lines = lines,
            Subtotals = subtotals,
            Carried = [.. carries.Where(carry => carry.LastLine <= lines.Count)],
            Taxes = taxes,
            DiscountInr = discount,
            AdvanceInr = advance,
            RoundOffInr = roundOff,
            TotalInr = total,
            Warnings = warnings,
            Remarks = remarks,
        };
    }

    /// <summary>
    /// A last row with an amount only that is the sum of all above it is their total, whatever a scan or the text layer of an Indian
    /// script made of its label.
    /// </summary>
    private void TakeUnlabelledTotal()
    {
        if (totals.Count > 0 || lines.Count < 3 || lines[^1] is not { Quantity: null, RateInr: null } last || !(anyRecognised || IndicText.IsIn(last.Description)))
            return;
        if (Math.Abs(lines.Sum(line => line.AmountInr) - (2 * last.AmountInr)) > Arithmetic.Tolerance)
            return;
        lines.RemoveAt(lines.Count - 1);
        totals.Add((SummaryKind.Total, last.Description, last.AmountInr, lines.Count));
        Remark($"Line {last.TextLine}: the row is the sum of all rows above it and was read as their total.");
    }

    /// <summary>A carried total is no charge; it tells whether every line above it was read.</summary>
    private void Carried(decimal amount, int textLine)
    {
        if (amount == 0 || lines.Count == 0)
            return;
        var all = lines.Sum(line => line.AmountInr);
        var page = lines.Where(line => line.Page == lines[^1].Page).Sum(line => line.AmountInr);
        var withTax = all + taxes.Sum(tax => tax.AmountInr) - discount;
        if (!Array.TrueForAll([all, page, withTax], sum => Math.Abs(sum - amount) > Arithmetic.Tolerance))
            return;
        // A total brought forward says again what was carried.
        if (carries.Count == 0 || carries[^1].LastLine != lines.Count)
            carries.Add(new(amount, all, lines.Count));
        Remark($"Line {textLine}: the total carried is INR {amount:0.00}; the lines above it sum to INR {all:0.00}.");
    }

    /// <summary>Items behind a grand total belong to an annexure, if they sum to one of the items before it or if these make the total.</summary>
    private void TakeAnnexuresApart()
    {
        foreach (var total in totals.Where(total => total.Kind is SummaryKind.GrandTotal or SummaryKind.Total && total.LinesBefore > 0 && total.LinesBefore < lines.Count))
        {
            var main = total.LinesBefore;
            var expected = lines.Take(main).Sum(line => line.AmountInr) + taxes.Sum(tax => tax.AmountInr) - discount + roundOff;
            var ends = totals.Select(entry => entry.LinesBefore).Concat(subtotals.Select(subtotal => subtotal.LastLine)).ToList();
            // A bill whose own total is wrong has an annexure all the same: its sum is a line's to the paisa.
            if (!Annexures.TakeApart(lines, main, ends, subtotals, remarks)
                && (total.Kind == SummaryKind.Total || Math.Abs(total.Amount - expected) > Arithmetic.Tolerance))
                continue;
            // The annexure's own totals say what the line it replaces said.
            totals.RemoveAll(entry => entry.LinesBefore > main);
            return;
        }
    }

    /// <summary>
    /// Where one line of a scan contradicts itself and the total agrees with its quantity times rate, the amount was misread:
    /// two witnesses stand against one.
    /// </summary>
    private void RepairBySum(decimal total)
    {
        var at = lines.FindIndex(line => line.Doubtful);
        if (at < 0 || lines.FindIndex(at + 1, line => line.Doubtful) >= 0)
            return;
        var line = lines[at];
        if (Arithmetic.Product(line.Quantity ?? 0, line.RateInr ?? 0) is not { } product)
            return;
        var others = lines.Sum(entry => entry.AmountInr) - line.AmountInr + taxes.Sum(tax => tax.AmountInr) - discount + roundOff;
        if (Math.Abs(others + product - total) > Arithmetic.Tolerance || Math.Abs(product - line.AmountInr) <= Arithmetic.Tolerance)
            return;
        lines[at] = line with { AmountInr = decimal.Round(product, 2), Doubtful = false };
        Remark($"Line {line.TextLine}: INR {line.AmountInr:0.00} was read as INR {product:0.00}; quantity x rate and the total prove it.");
    }

    /// <summary>A row that a scan swallowed whole leaves no trace but the total: a scan's total is asked about, never disputed.</summary>
    private void DoubtTotal(decimal total)
    {
        var (sum, tax) = (lines.Sum(line => line.AmountInr), taxes.Sum(entry => entry.AmountInr));
        decimal[] expected = [sum, sum + tax, sum - discount, sum + tax - discount, sum + tax - discount + roundOff];
        if (Array.TrueForAll(expected, value => Math.Abs(value - total) > Arithmetic.Tolerance && Math.Abs(value - advance - total) > Arithmetic.Tolerance))
            Warn($"The rows read come to INR {expected[^1]:0.00} and the total to INR {total:0.00}: a row or a figure of the scan may be missing or misread.");
    }

    /// <summary>The item's further lines with one more, unless that stands on another page: a box cannot lie on two.</summary>
    private IReadOnlyList<int> With(BillLine line, int textLine) => line.Page == currentPage ? [.. line.OtherTextLines, textLine] : line.OtherTextLines;

    private void AddSubtotal(string label, decimal amount)
    {
        if (lines.Count == 0)
            return;
        var first = Math.Min(firstOfSection, lines.Count);
        subtotals.Add(new(label.Trim(), amount, first, lines.Count));
        firstOfSection = lines.Count + 1;
    }

    /// <summary>
    /// The strongest label wins: grand, net or bill total, then a plain total. Among equals one that agrees with the items is taken.
    /// A plain total with items after it was a sub-total.
    /// </summary>
    private decimal? ChooseTotal()
    {
        foreach (var early in totals.Where(total => total.Kind == SummaryKind.Total && total.LinesBefore < lines.Count).ToList())
        {
            var first = subtotals.LastOrDefault(subtotal => subtotal.LastLine < early.LinesBefore)?.LastLine + 1 ?? 1;
            if (early.LinesBefore >= first)
                subtotals.Add(new(early.Label, early.Amount, first, early.LinesBefore));
            totals.Remove(early);
        }

        var expected = lines.Sum(line => line.AmountInr) + taxes.Sum(tax => tax.AmountInr) - discount + roundOff;
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
                if (advance > 0 && (Math.Abs(amount + advance - expected) <= Arithmetic.Tolerance || totals.Exists(total => total.Amount == amount + advance)))
                    return amount + advance;
            }

            return candidates[^1].Amount;
        }

        return null;
    }

    private static string Clean(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Code(string? code) => string.IsNullOrWhiteSpace(code) ? null : code.Trim().ToUpperInvariant();
}
