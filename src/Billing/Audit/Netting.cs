using MediAgents.Billing.Reading;
using MediAgents.Billing.Rules;

namespace MediAgents.Billing.Audit;

/// <summary>
/// Turns what the rules propose into findings that add up: on no line more is disputed than billed, the stronger finding takes its
/// money first (a duplicate supersedes an overcharge), and claimed is always allowed plus disputed. A discount on the whole bill lowers
/// every line in proportion. What is only asked about shares what the disputes left of a line.
/// </summary>
internal static class Netting
{
    public static (IReadOnlyList<Finding> Findings, AuditTotals Totals) Net(Bill bill, IEnumerable<Proposal> proposals)
    {
        var claimed = Claimed(bill);
        var left = bill.Lines.ToDictionary(line => line.Line, line => Money.Round(Math.Max(0, line.AmountInr) * (1 - bill.DiscountShare)));
        var budget = claimed;
        var findings = new List<(int First, Finding Finding)>();
        foreach (var proposal in proposals.OrderBy(Order))
        {
            var wanted = proposal.Claims.Sum(claim => claim.Value) + proposal.OnBill;
            var taken = 0m;
            foreach (var (line, amount) in proposal.Claims)
            {
                var part = Math.Min(Money.Round(amount), left[line]);
                part = proposal.Counts ? Math.Min(part, budget) : part;
                taken += part;
                left[line] -= part;
                if (proposal.Counts)
                    budget -= part;
            }

            var onBill = proposal.Counts ? Math.Min(Money.Round(proposal.OnBill), budget) : Money.Round(proposal.OnBill);
            taken += onBill;
            if (proposal.Counts)
                budget -= onBill;
            // The money went to a stronger finding; a fault that is not about price is still named.
            if (wanted > 0 && taken == 0 && proposal.Kind is (FindingKind.Overcharge or FindingKind.NonPayable))
                continue;
            findings.Add((proposal.Lines.Count > 0 ? proposal.Lines[0] : int.MaxValue, Make(proposal, wanted, taken)));
        }

        var disputed = Money.Round(claimed - budget);
        return ([.. findings.OrderBy(entry => entry.First).ThenBy(entry => entry.Finding.Kind).Select(entry => entry.Finding)],
            new(Money.Round(claimed), Money.Round(claimed) - disputed, disputed));
    }

    /// <summary>The total the bill prints, or what its lines, taxes and discounts give; never negative.</summary>
    private static decimal Claimed(Bill bill) => Money.Round(Math.Max(0, bill.TotalInr
        ?? bill.Lines.Sum(line => line.AmountInr) + bill.Taxes.Sum(tax => tax.AmountInr) - bill.DiscountInr + bill.RoundOffInr));

    private static Finding Make(Proposal proposal, decimal wanted, decimal taken)
    {
        var certain = proposal.Counts || proposal.Kind is FindingKind.Overcharge;
        return new()
        {
            Rule = proposal.Rule,
            Kind = proposal.Kind,
            Lines = proposal.Lines,
            AmountInr = taken,
            AmountLowInr = certain ? taken : 0,
            AmountHighInr = Math.Max(taken, Money.Round((proposal.High ?? wanted) - (wanted - taken))),
            Confidence = proposal.Confidence,
            Verdict = proposal.Verdict,
            Explanation = proposal.Explanation,
            Ask = proposal.Ask,
            Tariff = proposal.Tariff,
        };
    }

    private static int Order(Proposal proposal) => (proposal.Counts ? 0 : 10) + proposal.Kind switch
    {
        FindingKind.Duplicate => 0,
        FindingKind.Unbundled => 1,
        FindingKind.NonPayable => 2,
        FindingKind.Arithmetic when proposal.OnBill == 0 => 3,
        FindingKind.RoomRent => 4,
        FindingKind.Overcharge => 5,
        FindingKind.Implausible => 6,
        FindingKind.Tax => 7,
        _ => 8,
    };
}
