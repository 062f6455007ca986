using MediAgents.Billing.Reading.Tables;

namespace MediAgents.Billing.Reading;

/// <summary>Collects rows in reading order: items, the headings above them, the totals below.</summary>
internal sealed class BillBuilder
{
    private readonly List<BillLine> lines = [];
    private readonly List<string> warnings = [];
    private readonly List<string> remarks = [];
    private (BillLine Before, int LastTextLine, string Text, int TextLine)? continued;
    private string? section;
    private DateOnly? sectionDate;
    private int currentPage = 1;
    private bool recognised;
    private bool anyRecognised;

    public BillBuilder() => Sums = new(lines, Remark);

    public BillHead Head { get; } = new();

    public BillSums Sums { get; }

    public int NextSerial { get; private set; } = 1;

    public int Count => lines.Count;

    /// <summary>The text line of the first item; 0 if there is none.</summary>
    public int FirstTextLine => lines.Count == 0 ? 0 : lines[0].TextLine;

    /// <summary>The text line of the last item, or of the last piece added to its description.</summary>
    public int LastTextLine { get; private set; } = -1;

    /// <summary>The day of each item that has one.</summary>
    public IReadOnlyList<DateOnly> ChargedDates => [.. lines.Where(line => line.Date is not null).Select(line => line.Date!.Value)];

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
            Serial = row.Serial,
            OtherTextLines = row.OtherTextLines,
            OtherDescription = row.OtherDescription is { } other ? Clean(other) : null,
            Time = row.Time,
            Pack = row.Pack,
            Batch = row.Batch,
            Expiry = row.Expiry,
            Recognised = recognised,
            Doubtful = recognised && Contradicts(row),
            DiscountInr = row.Discount,
            TaxInr = row.Tax,
            Section = section,
        });
        LastTextLine = textLine;
    }

    /// <summary>Quantity times rate is not the amount, or without a quantity no number of times is.</summary>
    private static bool Contradicts(RawRow row) =>
        row is { Quantity: > 0, Rate: > 0, IsConsistent: false }
        || (row is { Quantity: null, Rate: > 0 and var rate, Amount: { } amount } && Math.Abs(amount - (Math.Round(amount / rate) * rate)) > Arithmetic.Tolerance);

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

    public Bill Build()
    {
        if (lines.Count == 0)
            return new() { Problem = BillProblem.NoLineItems, Warnings = warnings, Remarks = remarks };
        FactorRepair.Repair(lines, Remark);
        Sums.Resolve();
        TakeUnlabelledTotal();
        Sums.TakeAnnexuresApart(remarks);
        var total = Sums.Choose();
        if (total is { } printed)
        {
            RepairBySum(printed);
            if (anyRecognised)
                Doubt(printed);
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
            Subtotals = Sums.Subtotals,
            Carried = [.. Sums.Carries.Where(carry => carry.LastLine <= lines.Count)],
            Taxes = Sums.Taxes,
            DiscountInr = Sums.Discount,
            AdvanceInr = Sums.Advance,
            RoundOffInr = Sums.RoundOff,
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
        if (Sums.HasTotal || lines.Count < 3 || lines[^1] is not { Quantity: null, RateInr: null } last || !(anyRecognised || IndicText.IsIn(last.Description)))
            return;
        if (Math.Abs(lines.Sum(line => line.AmountInr) - (2 * last.AmountInr)) > Arithmetic.Tolerance)
            return;
        lines.RemoveAt(lines.Count - 1);
        Sums.Add(SummaryKind.Total, last.Description, last.AmountInr, null, last.TextLine);
        Remark($"Line {last.TextLine}: the row is the sum of all rows above it and was read as their total.");
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
        if (line is not { Quantity: { } quantity, RateInr: { } rate } || Arithmetic.Product(quantity, rate) is not { } product)
            return;
        var others = Sums.Expected - line.AmountInr;
        if (Math.Abs(others + product - total) > Arithmetic.Tolerance || Math.Abs(product - line.AmountInr) <= Arithmetic.Tolerance)
            return;
        lines[at] = line with { AmountInr = decimal.Round(product, 2), Doubtful = false };
        Remark($"Line {line.TextLine}: INR {line.AmountInr:0.00} was read as INR {product:0.00}; quantity x rate and the total prove it.");
    }

    /// <summary>A row that a scan swallowed whole leaves no trace but the total: a scan's total is asked about, never disputed.</summary>
    private void Doubt(decimal total)
    {
        if (!Sums.Explain(total))
            Warn($"The rows read come to INR {Sums.Expected:0.00} and the total to INR {total:0.00}: a row or a figure of the scan may be missing or misread.");
    }

    /// <summary>The item's further lines with one more, unless that stands on another page: a box cannot lie on two.</summary>
    private IReadOnlyList<int> With(BillLine line, int textLine) => line.Page == currentPage ? [.. line.OtherTextLines, textLine] : line.OtherTextLines;

    private static string Clean(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Code(string? code) => string.IsNullOrWhiteSpace(code) ? null : code.Trim().ToUpperInvariant();
}
