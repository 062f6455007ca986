using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Rules;

public sealed class CghsRateRuleTests
{
    [Fact]
    public void A_beneficiary_is_disputed_the_excess_and_the_row_is_cited()
    {
        var result = new TestBill().Line("Complete Blood Count (CBC)", 2, 450).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Kind.ShouldBe(FindingKind.Overcharge);
        finding.Lines.ShouldBe([1]);
        finding.AmountInr.ShouldBe(300);
        finding.Verdict.ShouldBe(Verdict.Dispute);
        finding.Tariff!.Code.ShouldBe("LB012");
        finding.Tariff.RateInr.ShouldBe(300);
        finding.Tariff.Date.ShouldBe(new DateOnly(2025, 10, 13));
        result.Totals.ShouldBe(new AuditTotals(900, 600, 300));
        result.Verdict.ShouldBe(Verdict.Dispute);
    }

    [Theory]
    [InlineData(InsuranceType.Private)]
    [InlineData(InsuranceType.None)]
    public void For_others_the_rate_is_a_benchmark_that_disputes_nothing(InsuranceType insurance)
    {
        var result = new TestBill().Line("Complete Blood Count (CBC)", 1, 450).Audit(TestBill.Cghs with { InsuranceType = insurance });

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(Verdict.Query);
        finding.AmountInr.ShouldBe(150);
        result.Totals.DisputedInr.ShouldBe(0);
        result.Verdict.ShouldBe(Verdict.Query);
        result.Reasons.ShouldContain(reason => reason.Contains("benchmark"));
    }

    [Theory]
    [InlineData(InsuranceType.Esi, "ESI")]
    [InlineData(InsuranceType.Pmjay, "PM-JAY")]
    public void Without_a_table_of_the_payer_prices_are_left_alone_and_told(InsuranceType insurance, string word)
    {
        var result = new TestBill().Line("Complete Blood Count (CBC)", 1, 4500).Audit(TestBill.Cghs with { InsuranceType = insurance });

        result.Findings.ShouldBeEmpty();
        result.Verdict.ShouldBe(Verdict.NotAssessable);
        result.Reasons.ShouldContain(reason => reason.Contains(word));
        result.Tables.ShouldBeEmpty();
    }

    [Fact]
    public void Unknown_context_disputes_only_above_the_highest_rate_and_shows_the_range()
    {
        var open = new AuditOptions { InsuranceType = InsuranceType.Cghs, Clock = TestBill.Cghs.Clock };

        new TestBill().Line("Laparoscopic Cholecystectomy", 1, 43_000).Audit(open).Findings.ShouldBeEmpty();
        var finding = new TestBill().Line("Laparoscopic Cholecystectomy", 1, 50_000).Audit(open).Findings.ShouldHaveSingleItem();

        finding.AmountInr.ShouldBe(50_000 - (41_745 * 1.05m));
        finding.AmountHighInr.ShouldBeGreaterThan(finding.AmountInr);
        finding.AmountLowInr.ShouldBe(finding.AmountInr);
    }

    [Theory]
    [InlineData("12/10/2025")]
    [InlineData("01/06/2023")]
    public void A_day_before_the_rates_were_in_force_is_not_disputed(string day)
    {
        var result = new TestBill().Line("Complete Blood Count (CBC)", 1, 4500, day).Audit();

        result.Findings.ShouldBeEmpty();
        result.Verdict.ShouldBe(Verdict.NotAssessable);
    }

    [Fact]
    public void An_admission_before_the_rates_were_in_force_is_not_disputed() =>
        new TestBill().Stay("10/10/2025", "20/10/2025").Line("Complete Blood Count (CBC)", 1, 4500, "15/10/2025").Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void An_ambiguous_match_is_shown_and_not_disputed()
    {
        var result = new TestBill().Line("MRI knee", 1, 50_000).Audit();

        result.Findings.ShouldBeEmpty();
        result.Notes.AmbiguousMatches.ShouldHaveSingleItem().Alternatives.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void An_unverified_figure_is_listed_and_not_disputed()
    {
        var result = new TestBill().Line("Bone Marrow Smear Examination", 1, 5_000).Audit(TestBill.Cghs with { CityTier = CityTier.II });

        result.Findings.ShouldBeEmpty();
        result.Notes.NotDisputed.ShouldHaveSingleItem().Reason.ShouldContain("unverified");
    }

    [Fact]
    public void An_hourly_rate_is_not_held_against_a_lump_sum() =>
        new TestBill().Line("Piped Oxygen", 1, 2_400).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void An_hourly_rate_is_held_against_hours() =>
        new TestBill().Line("Piped Oxygen per hour", 24, 150).Audit().Findings.ShouldHaveSingleItem().AmountInr.ShouldBe(1_200);

    [Fact]
    public void The_rate_itself_and_a_rupee_of_rounding_are_no_finding() =>
        new TestBill().Line("Liver Function Test", 1, 500).Line("Serum Sodium", 1, 121).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void A_charge_the_bill_takes_back_is_no_overcharge() =>
        new TestBill().Line("Liver Function Test", 1, 900).Line("Liver Function Test reversal", 1, -900).Line("Serum Creatinine", 1, 100).Audit()
            .Findings.ShouldBeEmpty();

    [Theory]
    [InlineData(35_063, false)]
    [InlineData(43_832, false)]
    [InlineData(43_834, true)]
    public void With_tier_accreditation_and_ward_unknown_only_the_highest_rate_is_a_bound(int price, bool disputed)
    {
        var open = new AuditOptions { InsuranceType = InsuranceType.Cghs, Clock = TestBill.Cghs.Clock };

        new TestBill().Line("Laparoscopic Cholecystectomy", 1, price).Audit(open).Findings.Count.ShouldBe(disputed ? 1 : 0);
    }
}
