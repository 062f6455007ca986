using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;
using MediAgents.Billing.Rules;

namespace MediAgents.Billing.Tests.Audit;

/// <summary>Whatever rules propose, the money adds up.</summary>
public sealed class NettingPropertyTests
{
    private const int MostLines = 8;

    private static readonly Gen<decimal> Amounts = Gen.Choose(-5_000, 100_000).Select(paise => paise / 100m);

    private static readonly Gen<Bill> Bills =
        from lines in Gen.ListOf(Amounts)
        from discount in Gen.Elements(0m, 0m, 50m, 5_000m)
        from total in Gen.Elements<decimal?>(null, null, 0m, 123.45m, 90_000m)
        from tax in Gen.Elements(0m, 18.5m)
        select new Bill
        {
            Lines = [.. lines.Take(MostLines).Append(100m).Select((amount, i) => new BillLine(i + 1, 1, i, null, null, $"Service {i}", null, null, null, amount))],
            DiscountInr = discount,
            TotalInr = total,
            Taxes = tax > 0 ? [new("GST", 5, tax, 0)] : [],
        };

    private static readonly Gen<(int[] Lines, decimal Amount, decimal OnBill, FindingKind Kind, bool Counts, decimal High)> Claims =
        from lines in Gen.ArrayOf(Gen.Choose(1, MostLines + 1))
        from amount in Amounts
        from onBill in Gen.Elements(0m, 0m, 12.34m, 99_999m)
        from kind in Gen.Elements(Enum.GetValues<FindingKind>())
        from counts in Gen.Elements(true, false)
        from high in Gen.Elements(0m, 10m, 1_000_000m)
        select (lines, Math.Abs(amount), onBill, kind, counts, high);

    [Fact]
    public void Money_adds_up_on_the_bill_and_on_every_line() =>
        Prop.ForAll((from bill in Bills from claims in Gen.ListOf(Claims) select (bill, claims)).ToArbitrary(), entry =>
        {
            var (bill, claims) = entry;
            var proposals = claims.Select((claim, i) => Of(claim, i, bill)).ToList();
            var (findings, totals) = Netting.Net(bill, proposals);

            var counted = findings.Where(finding => proposals[int.Parse(finding.Rule)].Counts).ToList();
            totals.ClaimedInr.ShouldBe(totals.AllowedInr + totals.DisputedInr);
            totals.DisputedInr.ShouldBeInRange(0, totals.ClaimedInr);
            totals.DisputedInr.ShouldBe(counted.Sum(finding => finding.AmountInr));
            findings.ShouldAllBe(finding => 0 <= finding.AmountLowInr && finding.AmountLowInr <= finding.AmountInr && finding.AmountInr <= finding.AmountHighInr);
            foreach (var line in bill.Lines)
            {
                var single = findings.Where(finding => finding.Lines.SequenceEqual([line.Line]) && proposals[int.Parse(finding.Rule)].OnBill == 0);
                single.Sum(finding => finding.AmountInr).ShouldBeLessThanOrEqualTo(Math.Max(0, line.AmountInr));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_duplicate_takes_its_line_before_an_overcharge_in_whatever_order_rules_speak() =>
        Prop.ForAll((from price in Gen.Choose(1, 90_000) from over in Gen.Choose(1, 90_000) from swapped in Gen.Elements(true, false) select (price, over, swapped)).ToArbitrary(), entry =>
        {
            var bill = new Bill { Lines = [.. new[] { 1, 2 }.Select(line => new BillLine(line, 1, line, null, null, "Service", 1, null, null, entry.price))] };
            Proposal[] proposals = [Simple(0, FindingKind.Duplicate, 2, entry.price), Simple(1, FindingKind.Overcharge, 2, entry.over)];
            var (findings, totals) = Netting.Net(bill, entry.swapped ? proposals.Reverse() : proposals);

            findings.ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Duplicate);
            totals.DisputedInr.ShouldBe(entry.price);
        }).QuickCheckThrowOnFailure();

    private static Proposal Simple(int id, FindingKind kind, int line, decimal amount) =>
        new($"{id}", kind, Verdict.Dispute, 0.9, "") { Lines = [line], Claims = new Dictionary<int, decimal> { [line] = amount }, Counts = true };

    private static Proposal Of((int[] Lines, decimal Amount, decimal OnBill, FindingKind Kind, bool Counts, decimal High) claim, int id, Bill bill)
    {
        var lines = claim.Lines.Where(line => line <= bill.Lines.Count).Distinct().Order().ToList();
        return new($"{id}", claim.Kind, claim.Counts ? Verdict.Dispute : Verdict.Query, 0.9, "")
        {
            Lines = lines,
            Claims = lines.ToDictionary(line => line, _ => claim.Amount),
            OnBill = claim.OnBill,
            High = claim.High > 0 ? claim.High : null,
            Counts = claim.Counts,
        };
    }
}
