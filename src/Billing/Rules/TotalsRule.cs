using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Rules;

/// <summary>
/// Sub-totals and totals carried from page to page are the sums of their lines and the total is the sum of all, plus tax, less discount. Every usual way of printing a
/// total is accepted; only what exceeds all of them is in question.
/// </summary>
internal sealed class TotalsRule : IAuditRule
{
    /// <summary>INR; bills are rounded to the rupee, to five or to ten.</summary>
    private const decimal MostRoundOff = 5;

    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        foreach (var proposal in Subtotals(context.Bill))
            yield return proposal;
        if (context.Bill.RoundOffInr is > MostRoundOff and var roundOff)
        {
            yield return new("arithmetic.round-off", FindingKind.Arithmetic, Verdict.Query, 0.85, $"A round-off of {Money.Text(roundOff)} is more than rounding.")
            {
                OnBill = roundOff,
                Ask = "Ask what the amount is for.",
            };
        }

        foreach (var carried in Carried(context.Bill))
            yield return carried;
        if (Total(context.Bill) is { } total)
            yield return total;
    }

    private static IEnumerable<Proposal> Subtotals(Bill bill)
    {
        var all = bill.Lines.Sum(line => line.AmountInr);
        foreach (var subtotal in bill.Subtotals)
        {
            var own = bill.Lines.Where(line => line.Line >= subtotal.FirstLine && line.Line <= subtotal.LastLine).ToList();
            var sum = own.Sum(line => line.AmountInr);
            var running = bill.Lines.Where(line => line.Line <= subtotal.LastLine).Sum(line => line.AmountInr);
            var gross = own.Sum(line => Arithmetic.Product(line.EffectiveQuantity, line.RateInr ?? 0) ?? 0);
            if (own.Count == 0 || Agree(subtotal.AmountInr, sum, running, all, gross, sum - bill.DiscountInr, all - bill.DiscountInr, all + bill.Taxes.Sum(tax => tax.AmountInr)))
                continue;
            yield return new("arithmetic.subtotal", FindingKind.Arithmetic, Verdict.Query, 0.85,
                $"\"{subtotal.Label}\" says {Money.Text(subtotal.AmountInr)}; {Named(subtotal)} to {Money.Text(sum)}.")
            {
                Lines = [.. own.Select(line => line.Line)],
                Ask = "Ask for the sub-total to be corrected.",
            };
        }
    }

    /// <summary>A wrong total is carried on, so only what differs from the one before is named. Rows that could not be read explain it as well.</summary>
    private static IEnumerable<Proposal> Carried(Bill bill)
    {
        var slip = 0m;
        foreach (var carry in bill.Warnings.Count == 0 ? bill.Carried : [])
        {
            var difference = carry.AmountInr - carry.SumInr;
            if (Agree(difference, slip))
                continue;
            slip = difference;
            yield return new("arithmetic.carried", FindingKind.Arithmetic, Verdict.Query, 0.8,
                $"The total carried after line {carry.LastLine} is {Money.Text(carry.AmountInr)}; the lines above it sum to {Money.Text(carry.SumInr)}.")
            {
                Lines = [carry.LastLine],
                Ask = "Ask for the total carried from page to page to be corrected.",
            };
        }
    }

    private static string Named(BillSubtotal subtotal) => subtotal.FirstLine == subtotal.LastLine
        ? $"line {subtotal.FirstLine} comes"
        : $"lines {subtotal.FirstLine} to {subtotal.LastLine} sum";

    private static Proposal? Total(Bill bill)
    {
        if (bill.TotalInr is not { } total)
            return null;
        var sum = bill.Lines.Sum(line => line.AmountInr);
        var tax = bill.Taxes.Sum(entry => entry.AmountInr);
        var lineTax = bill.Lines.Sum(line => line.TaxInr);
        var expected = sum + tax - bill.DiscountInr + bill.RoundOffInr;
        decimal[] accepted = [expected, sum, sum + tax, sum + tax - bill.DiscountInr, expected + lineTax, sum - bill.DiscountInr, expected - bill.AdvanceInr];
        if (Agree(total, accepted) || (bill.DiscountInr > 0 && bill.DiscountInr == total))
            return null;
        // A line that a scan misread explains the difference if what its other figures give does; the notes on reading name it.
        if (bill.Lines.Any(line => line is { Doubtful: true, Quantity: { } quantity, RateInr: { } rate } && Arithmetic.Product(quantity, rate) is { } product && Agree(total - product + line.AmountInr, accepted)))
            return null;
        var over = total - accepted.Max();
        var doubtful = bill.Warnings.Count > 0 || bill.Lines.Any(line => line.Doubtful);
        var asks = over <= 0 || doubtful;
        return new("arithmetic.total", FindingKind.Arithmetic, asks ? Verdict.Query : Verdict.Dispute, doubtful ? 0.5 : over > 0 ? 0.92 : 0.75,
            $"The bill totals {Money.Text(total)}; its lines, taxes and discounts give {Money.Text(expected)}."
            + (doubtful ? " Some rows could not be read, so the difference may lie there." : ""))
        {
            // Of a total whose rows are not all sure no amount is claimed.
            OnBill = doubtful ? 0 : Math.Max(0, over),
            Counts = !asks,
            Ask = doubtful ? "Compare the lines with the paper, then ask for the total to be corrected." : "Ask for the total to be corrected.",
        };
    }

    private static bool Agree(decimal amount, params ReadOnlySpan<decimal> accepted)
    {
        foreach (var value in accepted)
        {
            if (Math.Abs(amount - value) <= Arithmetic.Tolerance)
                return true;
        }

        return false;
    }
}
