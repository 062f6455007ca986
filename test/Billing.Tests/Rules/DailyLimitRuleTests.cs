using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Tests.Rules;

public sealed class DailyLimitRuleTests
{
    [Theory]
    [InlineData("ICU charges", 40, 37)]
    [InlineData("Ventilator charges per day", 5, 2)]
    [InlineData("Inj. Ceftriaxone once daily", 30, 27)]
    [InlineData("Infusion Metronidazole TDS", 12, 3)]
    [InlineData("Consultation for Inpatients", 30, 6)]
    [InlineData("MRI Cardiac", 15, 11)]
    [InlineData("Lipid profile", 40, 34)]
    [InlineData("Laparoscopic Cholecystectomy", 3, 1)]
    [InlineData("Random blood glucose", 80, 56)]
    [InlineData("Ryles tube insertion", 10, 4)]
    public void More_than_the_days_of_the_stay_can_hold_is_asked_about_by_the_excess(string service, int quantity, int excess)
    {
        var result = new TestBill().Stay("03/11/2025", "05/11/2025").Line(service, quantity, 10).Audit(TestBill.Private);

        var finding = result.Findings.Single(finding => finding.Kind == FindingKind.Implausible);
        (finding.Rule, finding.Verdict, finding.AmountInr).ShouldBe(("implausible.quantity", Verdict.Query, excess * 10m));
        new TestBill().Stay("03/11/2025", "05/11/2025").Line(service, quantity - excess, 10).Audit(TestBill.Private).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void More_tests_than_a_day_can_hold_are_asked_about_once()
    {
        var result = new TestBill().Line("Lipid profile", 300, 10).Audit(TestBill.Private);

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.AmountInr).ShouldBe(("implausible.quantity", 2940m));
    }

    [Fact]
    public void What_is_done_once_is_counted_by_its_day_where_there_is_no_stay()
    {
        var finding = new TestBill().Line("Ryles tube insertion", 40, 10).Audit(TestBill.Private).Findings.Single(finding => finding.Kind == FindingKind.Implausible);

        (finding.Rule, finding.AmountInr).ShouldBe(("implausible.quantity", 380m));
    }

    [Fact]
    public void Two_days_of_oxygen_on_one_day_are_asked_about()
    {
        var result = new TestBill().Line("Oxygen per hour", 48, 80).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.AmountInr.ShouldBe(24 * 80);
        finding.Explanation.ShouldContain("for one day");
    }

    [Fact]
    public void Several_lines_of_one_day_are_counted_together() =>
        new TestBill().Line("Oxygen per hour", 16, 80).Line("Oxygen per hour", 15, 80).Audit()
            .Findings.Single(finding => finding.Rule == "implausible.quantity").AmountInr.ShouldBe(7 * 80);

    [Fact]
    public void Tablets_may_be_for_the_time_after_the_stay() =>
        new TestBill().Stay("03/11/2025", "05/11/2025").Line("Tab Pantoprazole 40 mg OD", 30, 5).Audit(TestBill.Private)
            .Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Implausible);

    [Fact]
    public void Without_a_stay_days_are_not_counted() =>
        new TestBill().Line("ICU charges", 10, 5400).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void A_medicine_sold_after_its_expiry_is_asked_about()
    {
        var result = BillAudit.Audit(new("Patient Name: Asha Verma\n\n| Date | Description | Batch | Expiry | Qty | Rate | Amount |\n| 03/11/2025 | Dressing pack | AB12 | 08/2025 | 1 | 100.00 | 100.00 |\n| | Grand Total | | | | | 100.00 |\n"), TestBill.Private);

        result.Findings.ShouldHaveSingleItem().Rule.ShouldBe("implausible.expiry");
    }
}
