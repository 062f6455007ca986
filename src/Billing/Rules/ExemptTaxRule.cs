using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Rules;

/// <summary>
/// Goods and services tax beyond what the taxable lines can bear (<see cref="Gst"/>), on a line that is a treatment, or at a rate that
/// the law does not know. Which lines a hospital taxed is not on a bill, so all of it is asked about.
/// </summary>
internal sealed class ExemptTaxRule : IAuditRule
{
    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        foreach (var line in context.Charges)
        {
            if (OfLine(line) is { } proposal)
                yield return proposal;
        }

        var taxes = context.Bill.Taxes.Where(Gst.IsGst).ToList();
        if (taxes.Count > 0 && BeyondTaxable(context, taxes) is { } beyond)
        {
            // It asks for lines and rates already.
            yield return beyond;
            yield break;
        }

        foreach (var tax in taxes)
        {
            if (UnknownRate(context, tax) is { } proposal)
                yield return proposal;
        }
    }

    private static Proposal? OfLine(LineContext line)
    {
        if (line.Line.TaxInr <= Arithmetic.Tolerance)
            return null;
        var untaxedRoom = Gst.IsUntaxedRoom(line);
        if (!untaxedRoom && !Gst.IsTreatment(line))
            return null;
        return new("tax.exempt", FindingKind.Tax, Verdict.Query, 0.8,
            $"\"{line.Line.Description}\" bears a tax of {Money.Text(line.Line.TaxInr)}; "
            + (untaxedRoom ? "a room of at most INR 5,000 a day bears none." : "treatment by a hospital bears none."))
        {
            Lines = [line.Line.Line],
            Claims = new Dictionary<int, decimal> { [line.Line.Line] = line.Line.TaxInr },
            Ask = "Ask under which entry the line was taxed.",
            Tariff = Gst.Citation(untaxedRoom ? Gst.Rooms : Gst.ExemptServices),
        };
    }

    private static Proposal? UnknownRate(AuditContext context, BillTax tax)
    {
        var day = context.Lines.All(line => line.Days is not null) ? context.Lines.Min(line => line.Days!.Value.Earliest) : (DateOnly?)null;
        if (tax.Percent is not { } percent || Gst.IsRate(percent, Gst.IsHalf(tax), day))
            return null;
        return new("tax.rate", FindingKind.Tax, Verdict.Query, 0.8, $"\"{tax.Label}\" is {percent:0.##} %, which is no rate of the tax{(Gst.IsRate(percent, Gst.IsHalf(tax), null) ? " since 22 Sep 2025" : "")}.")
        {
            Ask = "Ask which rate was applied to which lines.",
            Tariff = Gst.Citation(Gst.Rates2025),
        };
    }

    private static Proposal? BeyondTaxable(AuditContext context, List<BillTax> taxes)
    {
        var treatment = context.Charges.Where(line => Gst.IsTreatment(line) || Gst.IsUntaxedRoom(line)).ToList();
        if (treatment.Count == 0)
            return null;
        var rooms = context.Charges.Where(Gst.IsTaxedRoom).Sum(line => line.Line.AmountInr);
        var others = context.Charges.Except(treatment).Where(line => !Gst.IsTaxedRoom(line)).Sum(line => line.Line.AmountInr);
        var isForRooms = taxes.TrueForAll(tax => tax.Label.Contains("room", StringComparison.OrdinalIgnoreCase));
        // Halves that differ are a finding of their own.
        var billed = taxes.Sum(tax => tax.AmountInr) - Gst.DifferenceOfHalves(taxes);
        var rate = RateOf(taxes);
        var most = Money.Round((rooms * Math.Min(rate, Gst.RoomRate)) + (isForRooms ? 0 : others * rate));
        var widest = Money.Round(context.Bill.Lines.Sum(line => Math.Max(0, line.AmountInr)) * rate);
        var over = billed - most;
        // What exceeds even the widest base is a finding of its own.
        if (over <= Math.Max(Arithmetic.Tolerance, billed * 0.02m) || billed - widest > Arithmetic.Tolerance)
            return null;
        return new("tax.exempt", FindingKind.Tax, Verdict.Query, 0.75,
            $"{string.Join(" and ", taxes.Select(tax => $"\"{tax.Label}\""))} {(taxes.Count == 1 ? "bills" : "bill")} {Money.Text(billed)}; treatment and rooms of at most INR 5,000 a day bear no tax, and what is left of the bill at most {Money.Text(most)}.")
        {
            OnBill = over,
            Ask = "Ask for the taxable lines and the rate applied to each.",
            Tariff = Gst.Citation(rooms > 0 || isForRooms ? Gst.Rooms : Gst.ExemptServices),
        };
    }

    /// <summary>Both halves together; the highest usual rate, 18 %, where none is printed.</summary>
    private static decimal RateOf(List<BillTax> taxes)
    {
        var whole = taxes.Where(tax => !Gst.IsHalf(tax)).Select(tax => tax.Percent ?? 18).DefaultIfEmpty(0).Max();
        var halves = taxes.Where(Gst.IsHalf).Select(tax => tax.Percent ?? 9).DefaultIfEmpty(0).Max() * 2;
        return Math.Max(whole, halves) / 100;
    }
}
