namespace MediAgents.Billing.Reading;

/// <summary>Collects rows in reading order: items, the headings above them, the totals below.</summary>
internal sealed class BillBuilder
{
    private readonly List<BillLine> _lines = [];
    private readonly List<BillSubtotal> _subtotals = [];
    private readonly List<BillTax> _taxes = [];
    private readonly List<(SummaryKind Kind, string Label, decimal Amount, int LinesBefore)> _totals = [];
    private readonly List<string> _warnings = [];
    private string? _section;
    private DateOnly? _sectionDate;
    private int _firstOfSection = 1;
    private decimal _discount;
    private decimal _advance;
    private decimal _roundOff;

    public BillHead Head { get; } = new();

    public int NextSerial { get; private set; } = 1;

    public int Count => _lines.Count;

    /// <summary>The text line of the last item, or of the last piece added to its description.</summary>
    public int LastTextLine { get; private set; } = -1;

    public bool Closed => _totals.Exists(total => total.Kind is SummaryKind.GrandTotal);

    public string? LastDescription => _lines.Count == 0 ? null : _lines[^1].Description;

    public void Warn(string warning)
    {
        if (_warnings.Count < 50)
            _warnings.Add(warning);
    }

    public void Section(string title)
    {
        _section = title.Trim().TrimEnd(':');
        if (Dates.TryParse(_section, out var date))
            _sectionDate = date;
    }

    public void Add(RawRow row, int page, int textLine)
    {
        if (row.Serial is { } serial)
            NextSerial = serial + 1;
        var description = Clean(row.Description);
        _lines.Add(new(_lines.Count + 1, page, textLine, row.Date ?? _sectionDate, Code(row.Code), description, row.Quantity,
            string.IsNullOrEmpty(row.Unit) ? null : row.Unit, row.Rate, row.Amount!.Value)
        {
            DiscountInr = row.Discount,
            TaxInr = row.Tax,
            Section = _section,
        });
        LastTextLine = textLine;
    }

    public void Continue(string text, int textLine)
    {
        var last = _lines[^1];
        _lines[^1] = last with { Description = Clean($"{last.Description} {text}") };
        LastTextLine = textLine;
    }

    public void Summary(SummaryKind kind, string label, decimal amount, decimal? percent, int textLine)
    {
        switch (kind)
        {
            case SummaryKind.Tax:
                _taxes.Add(new(label.Trim(), percent, amount, textLine));
                break;
            case SummaryKind.Discount:
                _discount += Math.Abs(amount);
                break;
            case SummaryKind.Advance:
                _advance += Math.Abs(amount);
                break;
            case SummaryKind.RoundOff:
                _roundOff += amount;
                break;
            case SummaryKind.Subtotal:
                AddSubtotal(label, amount);
                break;
            case SummaryKind.Carried:
                break;
            default:
                _totals.Add((kind, label.Trim(), amount, _lines.Count));
                break;
        }
    }

    public Bill Build()
    {
        if (_lines.Count == 0)
            return new() { Problem = BillProblem.NoLineItems, Warnings = _warnings };
        var total = ChooseTotal();
        return new()
        {
            Hospital = Head.Hospital,
            Patient = Head.Patient,
            BillNumber = Head.BillNumber,
            Insurer = Head.Insurer,
            BillDate = Head.BillDate,
            Admitted = Head.Admitted,
            Discharged = Head.Discharged,
            Lines = _lines,
            Subtotals = _subtotals,
            Taxes = _taxes,
            DiscountInr = _discount,
            AdvanceInr = _advance,
            RoundOffInr = _roundOff,
            TotalInr = total,
            Warnings = _warnings,
        };
    }

    private void AddSubtotal(string label, decimal amount)
    {
        if (_lines.Count == 0)
            return;
        var first = Math.Min(_firstOfSection, _lines.Count);
        _subtotals.Add(new(label.Trim(), amount, first, _lines.Count));
        _firstOfSection = _lines.Count + 1;
    }

    /// <summary>
    /// The strongest label wins: grand, net or bill total, then a plain total. Among equals one that agrees with the items is taken.
    /// A plain total with items after it was a sub-total.
    /// </summary>
    private decimal? ChooseTotal()
    {
        foreach (var early in _totals.Where(total => total.Kind == SummaryKind.Total && total.LinesBefore < _lines.Count).ToList())
        {
            var first = _subtotals.LastOrDefault(subtotal => subtotal.LastLine < early.LinesBefore)?.LastLine + 1 ?? 1;
            if (early.LinesBefore >= first)
                _subtotals.Add(new(early.Label, early.Amount, first, early.LinesBefore));
            _totals.Remove(early);
        }

        var expected = _lines.Sum(line => line.AmountInr) + _taxes.Sum(tax => tax.AmountInr) - _discount + _roundOff;
        foreach (var kind in (ReadOnlySpan<SummaryKind>)[SummaryKind.GrandTotal, SummaryKind.Total])
        {
            var candidates = _totals.Where(total => total.Kind == kind).ToList();
            if (candidates.Count == 0)
                continue;
            foreach (var (_, _, amount, _) in candidates)
            {
                if (Math.Abs(amount - expected) <= Arithmetic.Tolerance)
                    return amount;
                // A net payable from which the advance is already taken off still claims the whole.
                if (_advance > 0 && Math.Abs(amount + _advance - expected) <= Arithmetic.Tolerance)
                    return amount + _advance;
            }

            return candidates[^1].Amount;
        }

        return null;
    }

    private static string Clean(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Code(string? code) => string.IsNullOrWhiteSpace(code) ? null : code.Trim().ToUpperInvariant();
}
