using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Tests.Rules;

public sealed class PackageAndPolicyTests
{
    [Theory]
    [InlineData("Registration Charges")]
    [InlineData("OT Charges")]
    [InlineData("Anaesthetist fees")]
    [InlineData("Surgeon fees")]
    [InlineData("Nursing charges")]
    [InlineData("Diet charges")]
    [InlineData("Admission charges")]
    [InlineData("Surgery charges")]
    [InlineData("Assistant surgeon fees")]
    [InlineData("Surgeon visit post operative")]
    [InlineData("Blood transfusion charges")]
    [InlineData("Cardiac monitor charges")]
    [InlineData("OT consumables")]
    [InlineData("Room rent")]
    public void Parts_of_a_package_billed_beside_it_are_unbundled(string part)
    {
        var result = new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line(part, 1, 800).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Kind.ShouldBe(FindingKind.Unbundled);
        finding.Lines.ShouldBe([2]);
        finding.Tariff!.Code.ShouldBe("AG094");
        result.Totals.DisputedInr.ShouldBe(800);
    }

    [Fact]
    public void Without_a_package_the_same_charges_stand() =>
        new TestBill().Line("Liver Function Test", 1, 500).Line("Nursing charges", 1, 800).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void What_has_a_rate_of_its_own_is_no_part_of_a_package() =>
        new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line("USG whole abdomen", 1, 800).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void A_package_does_not_bind_a_private_patient() =>
        new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line("OT Charges", 1, 800).Audit(TestBill.Private).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("02/11/2025", Verdict.Dispute)]
    [InlineData("05/11/2025", Verdict.Dispute)]
    [InlineData("06/11/2025", Verdict.Query)]
    [InlineData("14/11/2025", Verdict.Query)]
    public void A_part_on_a_day_that_may_lie_outside_the_package_is_asked_about(string date, Verdict verdict)
    {
        var result = new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line("Nursing charges", 1, 800, date).Audit();

        result.Findings.ShouldHaveSingleItem().Verdict.ShouldBe(verdict);
        result.Totals.DisputedInr.ShouldBe(verdict == Verdict.Dispute ? 800 : 0);
    }

    [Theory]
    [InlineData("15/11/2025")]
    [InlineData("31/10/2025")]
    public void What_lies_outside_the_days_of_the_package_is_not_unbundled(string date) =>
        new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line("Nursing charges", 1, 800, date).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void Of_several_days_only_those_surely_within_the_package_are_disputed()
    {
        var result = new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line("Nursing charges", 5, 800).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.AmountInr, finding.AmountHighInr).ShouldBe((2400m, 4000m));
        finding.Explanation.ShouldContain("Of its 5 days 3 lie surely");
    }

    [Fact]
    public void A_part_that_may_belong_to_another_operation_is_only_asked_about()
    {
        var result = new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line("Thyroidectomy", 1, 20_000).Line("OT Charges", 1, 800).Audit();

        result.LineItems.Count.ShouldBe(3);
        var finding = result.Findings.Single(finding => finding.Kind == FindingKind.Unbundled);
        finding.Verdict.ShouldBe(Verdict.Query);
        finding.Explanation.ShouldContain("line 2");
    }

    [Fact]
    public void Investigations_beside_a_package_are_named_as_left_alone()
    {
        var result = new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line("USG whole abdomen", 1, 800).Audit();

        result.Reasons.ShouldContain(reason => reason.Contains("AG094") && reason.Contains("line 2"));
    }

    [Fact]
    public void A_listed_item_is_non_payable_under_the_policy_and_never_illegal()
    {
        var result = new TestBill().Line("Surgical gloves", 10, 30).Audit(TestBill.Private);

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Kind.ShouldBe(FindingKind.NonPayable);
        finding.Tariff!.Code.ShouldBe("I-56");
        finding.Explanation.ShouldContain("non-payable under the policy annexure");
        finding.Explanation.ShouldNotContain("illegal", Case.Insensitive);
        finding.Verdict.ShouldBe(Verdict.Query);
        result.Totals.DisputedInr.ShouldBe(300);
    }

    [Theory]
    [InlineData(InsuranceType.None)]
    [InlineData(InsuranceType.Cghs)]
    public void Irdai_lists_concern_private_policies_only(InsuranceType insurance) =>
        new TestBill().Line("Surgical gloves", 10, 30).Audit(TestBill.Cghs with { InsuranceType = insurance }).Findings.ShouldBeEmpty();

    [Fact]
    public void What_an_attendant_takes_is_no_part_of_the_package() =>
        new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line("Diet for attendant", 1, 800).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void Before_the_list_at_hand_parts_of_a_package_are_asked_about()
    {
        var result = new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300, "03/09/2025").Line("OT Charges", 1, 800, "03/09/2025").Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Kind, finding.Verdict, finding.AmountInr).ShouldBe((FindingKind.Unbundled, Verdict.Query, 800m));
        finding.Explanation.ShouldContain("not at hand");
        result.Totals.DisputedInr.ShouldBe(0);
    }

    [Fact]
    public void A_part_without_a_day_is_listed_and_not_disputed()
    {
        var result = new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line("OT Charges", 1, 800, "").Audit();

        result.Findings.ShouldBeEmpty();
        result.Notes.NotDisputed.ShouldHaveSingleItem().Line.ShouldBe(2);
    }
}
