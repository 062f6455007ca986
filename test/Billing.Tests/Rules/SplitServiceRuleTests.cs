using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Tests.Rules;

public sealed class SplitServiceRuleTests
{
    [Theory]
    [InlineData("MRI Cardiac part 1", "MRI Cardiac part 2")]
    [InlineData("MRI Cardiac (Part I)", "MRI Cardiac (Part II)")]
    [InlineData("MRI Cardiac - 1 of 2", "MRI Cardiac - 2 of 2")]
    [InlineData("MRI Cardiac first instalment", "MRI Cardiac balance portion")]
    public void Parts_that_cost_more_than_the_whole_are_disputed_by_the_excess(string first, string second)
    {
        var whole = new TestBill().Line("MRI Cardiac", 1, 9000).Audit().Findings.ShouldHaveSingleItem().Tariff!.RateInr!.Value;

        var result = new TestBill().Line(first, 1, whole - 100).Line(second, 1, 600).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Kind, finding.AmountInr).ShouldBe(("duplicate.split", FindingKind.Duplicate, 500m));
        finding.Lines.ShouldBe([1, 2]);
        result.Totals.DisputedInr.ShouldBe(500);
    }

    [Fact]
    public void Parts_within_the_rate_of_the_whole_are_fine() =>
        new TestBill().Line("MRI Cardiac part 1", 1, 900).Line("MRI Cardiac part 2", 1, 600).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void Parts_of_different_services_are_not_put_together() =>
        new TestBill().Line("MRI Cardiac part 1", 1, 2000).Line("Liver Function Test part 2", 1, 400).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void Halves_of_a_room_day_are_one_day() =>
        new TestBill().Line("Room rent", 0.5m, 2000).Line("Room rent", 0.5m, 2000).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void More_than_one_room_day_in_parts_is_disputed_by_the_excess()
    {
        var result = new TestBill().Line("Room rent", 0.5m, 2000).Line("Room rent", 1, 2000).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Verdict, finding.AmountInr).ShouldBe(("duplicate.split", Verdict.Dispute, 1000m));
    }

    [Fact]
    public void Fractions_of_anything_else_are_asked_about()
    {
        var result = new TestBill().Line("Liver Function Test", 0.8m, 500).Line("Liver Function Test", 0.8m, 500).Audit();

        result.Findings.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Query);
        result.Totals.DisputedInr.ShouldBe(0);
    }

    [Fact]
    public void Two_amounts_that_together_stay_within_one_rate_may_be_one_service_in_parts()
    {
        var result = new TestBill().Line("Liver Function Test", 1, 300).Line("Liver Function Test", 1, 200).Audit();

        result.Findings.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Query);
        result.Totals.DisputedInr.ShouldBe(0);
    }
}
