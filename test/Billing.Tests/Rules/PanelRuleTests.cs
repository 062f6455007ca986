using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Tests.Rules;

public sealed class PanelRuleTests
{
    [Theory]
    [InlineData("Complete Blood Count (CBC)", 300, "Haemoglobin", 50)]
    [InlineData("CBC", 300, "Platelet count", 100)]
    [InlineData("CBC", 300, "ESR", 100)]
    [InlineData("Kidney Function Test", 500, "Serum Creatinine", 100)]
    [InlineData("KFT", 500, "Blood Urea", 100)]
    [InlineData("Lipid profile", 490, "Triglycerides", 150)]
    [InlineData("Thyroid profile", 450, "TSH", 200)]
    [InlineData("LFT", 500, "SGPT", 100)]
    [InlineData("Liver Function Test", 500, "Serum Bilirubin", 150)]
    public void A_test_beside_its_panel_is_asked_about(string panel, int price, string test, int priceOfTest)
    {
        var result = new TestBill().Line(panel, 1, price).Line(test, 1, priceOfTest).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Kind, finding.Verdict, finding.AmountInr).ShouldBe(("panel.components", FindingKind.Unbundled, Verdict.Query, (decimal)priceOfTest));
        result.Totals.DisputedInr.ShouldBe(0);
    }

    [Fact]
    public void The_row_that_names_its_contents_is_cited() =>
        new TestBill().Line("CBC", 1, 300).Line("Hb", 1, 50).Audit().Findings.ShouldHaveSingleItem().Tariff!.Code.ShouldBe("LB012");

    [Theory]
    [InlineData("Urine Microalbumin")]
    [InlineData("Foetal Haemoglobin (HbF)")]
    [InlineData("HbA1c")]
    [InlineData("Free T4")]
    [InlineData("Platelet Function Tests")]
    [InlineData("Creatinine Clearance")]
    public void Another_test_is_no_part_of_a_panel(string test)
    {
        foreach (var panel in (string[])["CBC", "KFT", "LFT", "Thyroid profile", "Lipid profile"])
            new TestBill().Line(panel, 1, 300).Line(test, 1, 60).Audit().Findings.ShouldBeEmpty();
    }

    [Fact]
    public void A_test_of_another_day_or_time_is_a_test_of_its_own()
    {
        new TestBill().Line("CBC", 1, 300).Line("Hb", 1, 50, "04/11/2025").Audit().Findings.ShouldBeEmpty();
        new TestBill().Line("CBC", 1, 300, "03/11/2025 06:00").Line("Hb", 1, 50, "03/11/2025 18:00").Audit().Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Where_the_single_tests_cost_more_the_panel_is_in_question()
    {
        var result = new TestBill().Line("CBC", 1, 120).Line("Hb", 1, 50).Line("ESR", 1, 100).Audit();

        result.Findings.ShouldHaveSingleItem().AmountInr.ShouldBe(120);
    }
}
