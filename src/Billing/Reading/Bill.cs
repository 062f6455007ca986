using MediAgents.Primitives;

namespace MediAgents.Billing.Reading;

/// <summary>Why a text could not be read as a bill.</summary>
public enum BillProblem
{
    None,
    Empty,
    TooLarge,
    TooManyLines,
    NotText,
    NoLineItems,
}

/// <summary>
/// One charge of a bill. <paramref name="Line"/> counts the bill's line items from 1; <paramref name="TextLine"/> is the line of
/// the text it was read from. Amounts are INR as printed; null where the bill prints nothing.
/// </summary>
public sealed record BillLine(
    int Line,
    int Page,
    int TextLine,
    DateOnly? Date,
    string? Code,
    string Description,
    decimal? Quantity,
    string? Unit,
    decimal? RateInr,
    decimal AmountInr)
{
    /// <summary>The number that the bill gives it; null where it gives none.</summary>
    public int? Serial { get; init; }

    /// <summary>Further lines of the text that belong to it, where its description is wrapped, on the same page.</summary>
    public IReadOnlyList<int> OtherTextLines { get; init; } = [];

    /// <summary>The line of the text as it stands there; the lines of a wrapped item parted by line breaks.</summary>
    public string Printed { get; init; } = "";

    /// <summary>Where the line stands on its page; null for a text without pages.</summary>
    public PageBox? Box { get; init; }

    /// <summary>The description if words on the line above or below belong to it, where that is open.</summary>
    public string? OtherDescription { get; init; }

    /// <summary>The time of day printed beside the date.</summary>
    public TimeOnly? Time { get; init; }

    /// <summary>A medicine's pack as printed in a column of its own, "10's" or "2x10".</summary>
    /// <summary>True where a scan shows no rate and the amount and the quantity gave it: it bears neither of them out.</summary>
    public bool IsRateDerived { get; init; }

    public string? Pack { get; init; }

    public string? Batch { get; init; }

    /// <summary>The last day of the month until which a medicine may be used.</summary>
    public DateOnly? Expiry { get; init; }

    /// <summary>True for a line of a scan: any of its figures may be misread.</summary>
    public bool Recognised { get; init; }

    /// <summary>True if the figures of a scan contradict each other, so that one of them may be misread.</summary>
    public bool Doubtful { get; init; }

    /// <summary>A discount printed on the line itself, INR.</summary>
    public decimal DiscountInr { get; init; }

    /// <summary>Tax printed on the line itself, INR.</summary>
    public decimal TaxInr { get; init; }

    /// <summary>The heading under which the line stands.</summary>
    public string? Section { get; init; }

    /// <summary>The quantity printed, or the one that rate and amount imply, or 1.</summary>
    public decimal EffectiveQuantity =>
        Quantity is { } printed and not 0 ? printed
        : RateInr is { } rate and > 0 && AmountInr / rate is var implied && implied == decimal.Truncate(implied) && implied is > 0 and <= 10_000 ? implied
        : 1;
}

/// <summary>A tax of the bill: <paramref name="Percent"/> in percent if printed, amount in INR.</summary>
public sealed record BillTax(string Label, decimal? Percent, decimal AmountInr, int TextLine);

/// <summary>A sub-total and the line items since the one before, which it should sum.</summary>
public sealed record BillSubtotal(string Label, decimal AmountInr, int FirstLine, int LastLine);

/// <summary>A total carried to the next page that the lines up to <paramref name="LastLine"/> do not give, and what they give. INR.</summary>
public sealed record BillCarry(decimal AmountInr, decimal SumInr, int LastLine);

/// <summary>What a hospital bill says, as printed; nothing in it is corrected.</summary>
public sealed record Bill
{
    public BillProblem Problem { get; init; }

    public string? Hospital { get; init; }

    public string? Patient { get; init; }

    public string? BillNumber { get; init; }

    public string? Insurer { get; init; }

    public DateOnly? BillDate { get; init; }

    /// <summary>The day of every service, where the head names one.</summary>
    public DateOnly? ServiceDate { get; init; }

    public DateOnly? Admitted { get; init; }

    public DateOnly? Discharged { get; init; }

    public IReadOnlyList<BillLine> Lines { get; init; } = [];

    public IReadOnlyList<BillSubtotal> Subtotals { get; init; } = [];

    /// <summary>Totals carried from page to page that the lines above them do not give.</summary>
    public IReadOnlyList<BillCarry> Carried { get; init; } = [];

    public IReadOnlyList<BillTax> Taxes { get; init; } = [];

    /// <summary>Discounts on the whole bill, INR, positive.</summary>
    public decimal DiscountInr { get; init; }

    /// <summary>Advance or deposit already paid, INR, positive. It settles the claim and does not reduce it.</summary>
    public decimal AdvanceInr { get; init; }

    /// <summary>Round-off printed on the bill, INR, signed.</summary>
    public decimal RoundOffInr { get; init; }

    /// <summary>The total printed on the bill, INR, before any advance is taken off.</summary>
    public decimal? TotalInr { get; init; }

    /// <summary>
    /// The part of every charge that a discount on the whole bill gives back, 0 to 1. None where the printed total does not take the
    /// discount off, because then it is already in the lines or still to be given.
    /// </summary>
    public decimal DiscountShare
    {
        get
        {
            var charges = Lines.Sum(line => Math.Max(0, line.AmountInr));
            var gross = Lines.Sum(line => line.AmountInr) + Taxes.Sum(tax => tax.AmountInr) + RoundOffInr;
            var takenOff = TotalInr is not { } total || gross - total > Arithmetic.Tolerance;
            return DiscountInr <= 0 || charges == 0 || !takenOff ? 0 : Math.Min(1, DiscountInr / charges);
        }
    }

    /// <summary>True if the lines make the printed total, one way or another of printing it: then their amounts were read right.</summary>
    public bool AmountsAreConfirmed
    {
        get
        {
            if (TotalInr is not { } total)
                return false;
            var sum = Lines.Sum(line => line.AmountInr);
            var tax = Taxes.Sum(entry => entry.AmountInr);
            decimal[] ways = [sum, sum + tax, sum - DiscountInr, sum + tax - DiscountInr, sum + tax - DiscountInr + RoundOffInr];
            return ways.Any(way => Math.Abs(way - total) <= Arithmetic.Tolerance);
        }
    }

    /// <summary>Places the reader was unsure of, in words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How the text was understood where that was not plain; no row is missing for it.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
