using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Rules;

/// <summary>
/// Quantity times rate, with or without the line's discount and tax, is the amount. A rupee of rounding is allowed; what is in question
/// is the excess over the highest of these.
/// </summary>
internal sealed class LineArithmeticRule : IAuditRule
{
    /// <summary>From as many lines on most must agree; fewer say nothing about how the bill is made.</summary>
    private const int EnoughLines = 4;

    private static readonly decimal[] TaxFactors = [1.05m, 1.12m, 1.18m];

    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        if (!IsBorneOut(context.Charges))
            yield break;
        var confirmed = context.Bill.AmountsAreConfirmed;
        foreach (var entry in context.Charges)
        {
            var line = entry.Line;
            if (line is not { Quantity: > 0 and var quantity, RateInr: > 0 and var rate }
                || Arithmetic.Agrees(quantity, rate, line.DiscountInr, line.TaxInr, line.AmountInr)
                || Arithmetic.Product(quantity, rate) is not { } product)
                continue;
            if (entry.Medicine is not null && TaxFactors.Any(factor => Math.Abs((product * factor) - line.AmountInr) <= Arithmetic.Tolerance))
                continue;
            // What a scan misread contradicts itself as well; only amounts that the total bears out are held against the rest.
            if (line.Doubtful && !confirmed)
            {
                context.LeaveAlone(entry, "the figures of the scan contradict each other, and the total does not tell which is right");
                continue;
            }

            var right = Money.Round(Math.Max(product, product - line.DiscountInr + line.TaxInr));
            var over = line.AmountInr - right;
            var disputes = over > 0 && !line.Doubtful;
            yield return new("arithmetic.line", FindingKind.Arithmetic, disputes ? Verdict.Dispute : Verdict.Query, line.Doubtful ? 0.5 : over > 0 ? 0.95 : 0.7,
                $"{quantity:0.###} x {Money.Text(rate)} is {Money.Text(product)}; the line bills {Money.Text(line.AmountInr)}."
                + (line.Doubtful ? " A figure of the scan may be misread." : ""))
            {
                Lines = [line.Line],
                Claims = over > 0 ? new Dictionary<int, decimal> { [line.Line] = over } : new Dictionary<int, decimal>(),
                Counts = disputes,
                Ask = line.Doubtful ? "Compare the line with the paper, then ask for it to be corrected." : "Ask for the line to be corrected.",
            };
        }
    }

    /// <summary>
    /// False if quantity x rate is the amount on less than half of the lines: then the columns mean something else, such as a price of
    /// a pack beside a number of tablets, and no line is wrong for it.
    /// </summary>
    private static bool IsBorneOut(IReadOnlyList<LineContext> charges)
    {
        var shown = charges.Where(entry => entry.Line is { Quantity: > 0, RateInr: > 0 }).ToList();
        return shown.Count < EnoughLines || shown.Count(entry => Arithmetic.Agrees(
            entry.Line.Quantity!.Value, entry.Line.RateInr!.Value, entry.Line.DiscountInr, entry.Line.TaxInr, entry.Line.AmountInr)) * 2 >= shown.Count;
    }
}
