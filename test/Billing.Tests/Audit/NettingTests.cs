using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Audit;

public sealed class NettingTests
{
    private static readonly string[] Services =
    [
        "Complete Blood Count (CBC)", "LFT", "Liver Function Test", "Laparoscopic Cholecystectomy", "OT Charges", "Room rent", "ICU charges",
        "Surgical gloves", "Registration charges", "Tab Paracetamol 500 mg 10's", "MRI knee", "Nursing charges", "Something else",
    ];

    private static readonly Gen<(string Service, int Quantity, int Rate, int Slip, int Day)> Lines =
        from service in Gen.Elements(Services)
        from quantity in Gen.Choose(-1, 12)
        from rate in Gen.Choose(0, 60_000)
        from slip in Gen.Elements(0, 0, 0, 150, -150)
        from day in Gen.Choose(1, 9)
        select (service, quantity, rate, slip, day);

    [Fact]
    public void Claimed_is_allowed_plus_disputed_and_no_line_loses_more_than_it_bills()
    {
        var bills = (from lines in Gen.ListOf(Lines) from insurance in Gen.Elements(Enum.GetValues<InsuranceType>()) from slip in Gen.Elements(0, 0, 777, -777)
                     select (lines, insurance, slip)).ToArbitrary();
        Prop.ForAll(bills, entry =>
        {
            var bill = new TestBill().Stay("02/11/2025", "08/11/2025");
            foreach (var (service, quantity, rate, slip, day) in entry.lines)
                bill.Line(service, quantity, rate, $"0{day}/11/2025", (quantity * rate) + slip);
            bill.Foot("Round off", entry.slip);
            var result = bill.Audit(TestBill.Cghs with { InsuranceType = entry.insurance });
            return Holds(result);
        }).QuickCheckThrowOnFailure();
    }

    private static bool Holds(AuditResult result)
    {
        var totals = result.Totals;
        var billed = result.LineItems.ToDictionary(line => line.Line, line => Math.Max(0, line.AmountInr));
        var counted = result.Findings.Where(finding => finding.Verdict == Verdict.Dispute || finding.Kind == FindingKind.NonPayable).ToList();
        return totals.ClaimedInr == totals.AllowedInr + totals.DisputedInr
            && totals.DisputedInr >= 0 && totals.AllowedInr >= 0
            && totals.DisputedInr == counted.Sum(finding => finding.AmountInr)
            && counted.Where(finding => finding.Lines.Count > 0).Sum(finding => finding.AmountInr) <= billed.Values.Sum()
            && result.Findings.All(finding => finding.AmountLowInr <= finding.AmountInr && finding.AmountInr <= finding.AmountHighInr)
            && result.Findings.All(finding => finding.Confidence is > 0 and <= 1)
            && result.Findings.Where(finding => finding.Lines.Count > 0).Sum(finding => finding.AmountInr) <= billed.Values.Sum()
            && counted.Where(finding => finding.Kind == FindingKind.Duplicate)
                .All(duplicate => !counted.Exists(other => other.Kind == FindingKind.Overcharge && other.Lines.Contains(duplicate.Lines[^1])));
    }

    [Fact]
    public void A_bill_that_disputes_everything_allows_nothing_below_zero()
    {
        var result = new TestBill().Line("Liver Function Test", 1, 500).Line("Liver Function Test", 1, 500).Total(300).Audit();

        result.Totals.ShouldBe(new AuditTotals(300, 0, 300));
    }

    [Fact]
    public void A_discount_on_the_bill_is_taken_off_every_line_before_it_is_disputed()
    {
        var result = new TestBill().Line("Liver Function Test", 1, 800).Line("Liver Function Test", 1, 800).Foot("Discount", 320, -320).Audit();

        result.Findings.Select(finding => (finding.Kind, finding.AmountInr)).ShouldBe([(FindingKind.Overcharge, 140m), (FindingKind.Duplicate, 640m)]);
        result.Totals.ShouldBe(new AuditTotals(1280, 500, 780));
    }

    [Fact]
    public void A_discount_that_brings_the_price_to_the_tariff_leaves_no_overcharge() =>
        new TestBill().Line("Liver Function Test", 1, 625).Foot("Discount", 125, -125).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void A_discount_that_the_total_does_not_take_off_lowers_nothing() =>
        new TestBill().Line("Liver Function Test", 1, 625).Foot("Discount", 125).Audit().Findings.ShouldHaveSingleItem().AmountInr.ShouldBe(125);

    [Fact]
    public void What_is_only_asked_about_does_not_count_one_line_twice()
    {
        var result = new TestBill().Line("Liver Function Test", 1, 900, "").Line("Liver Function Test", 1, 900, "").Head("Bill Date: 05/11/2025").Audit(TestBill.Private);

        result.Findings.Select(finding => (finding.Kind, finding.Lines[^1], finding.AmountInr)).ShouldBe([(FindingKind.Overcharge, 1, 400m), (FindingKind.Duplicate, 2, 900m)]);
        result.Totals.DisputedInr.ShouldBe(0);
    }
}
