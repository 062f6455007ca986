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
    public void A_part_without_a_day_is_listed_and_not_disputed()
    {
        var result = new TestBill().Line("Laparoscopic Cholecystectomy", 1, 36_300).Line("OT Charges", 1, 800, "").Audit();

        result.Findings.ShouldBeEmpty();
        result.Notes.NotDisputed.ShouldHaveSingleItem().Line.ShouldBe(2);
    }
}
