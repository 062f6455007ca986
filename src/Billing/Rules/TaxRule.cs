using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Rules;

/// <summary>
/// A tax that exceeds its own percentage of everything on the bill, or halves (CGST and SGST) that differ. Which lines are taxable is
/// not on a bill, so a tax is only in question when even the widest base cannot give it.
/// </summary>
internal sealed class TaxRule : IAuditRule
{
    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        var widest = context.Bill.Lines.Sum(line => Math.Max(0, line.AmountInr));
        foreach (var tax in context.Bill.Taxes)
        {
            if (tax.Percent is not { } percent)
                continue;
            var most = Money.Round(widest * percent / 100);
            var over = tax.AmountInr - most;
            if (over <= Arithmetic.Tolerance)
                continue;
            yield return new("tax.amount", FindingKind.Tax, Verdict.Dispute, 0.92,
                $"\"{tax.Label}\" bills {Money.Text(tax.AmountInr)}; {percent:0.##} % of every line together is {Money.Text(most)}.")
            {
                OnBill = over,
                Counts = true,
                Ask = "Ask for the taxable lines and the rate applied to each.",
            };
        }

        if (Gst.DifferenceOfHalves(context.Bill.Taxes) is > Arithmetic.Tolerance and var difference)
        {
            var (central, state) = (context.Bill.Taxes.First(Gst.IsCentral), context.Bill.Taxes.First(Gst.IsState));
            yield return new("tax.halves", FindingKind.Tax, Verdict.Query, 0.9,
                $"CGST {Money.Text(central.AmountInr)} and SGST {Money.Text(state.AmountInr)} are halves of one tax and must be equal.")
            {
                OnBill = difference,
                Ask = "Ask for the tax to be corrected.",
            };
        }
    }
}
