using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Tests.Rules;

public sealed class NppaCeilingRuleTests
{
    [Theory]
    [InlineData(InsuranceType.None)]
    [InlineData(InsuranceType.Private)]
    [InlineData(InsuranceType.Pmjay)]
    [InlineData(InsuranceType.Cghs)]
    public void A_ceiling_binds_whoever_pays(InsuranceType insurance)
    {
        var result = new TestBill().Line("Tab Paracetamol 500 mg 10's", 2, 55).Audit(TestBill.Cghs with { InsuranceType = insurance });

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Rule.ShouldBe("nppa.ceiling");
        finding.Verdict.ShouldBe(Verdict.Dispute);
        // 1.01 a tablet in 2022, moved by three notified indexes, ten tablets, 12 % GST: 12.91 a strip.
        finding.Tariff!.RateInr.ShouldBe(12.91m);
        finding.AmountInr.ShouldBe(84.18m);
        finding.Tariff.Source.ShouldContain("1499(E)");
        result.Totals.DisputedInr.ShouldBe(84.18m);
    }

    [Theory]
    [InlineData("Tab Paracetamol 500 mg", "pack")]
    [InlineData("Tab Paracetamol 10's", "strength")]
    public void A_missing_pack_or_strength_is_listed_and_not_disputed(string wording, string reason)
    {
        var result = new TestBill().Line(wording, 2, 55).Audit();

        result.Findings.ShouldBeEmpty();
        result.Notes.NotDisputed.ShouldContain(note => note.Reason.Contains(reason));
    }

    [Fact]
    public void A_day_whose_index_is_not_loaded_is_not_disputed()
    {
        var later = TestBill.Cghs with { Clock = new Later() };

        new TestBill().Line("Tab Paracetamol 500 mg 10's", 2, 55, "01/06/2026").Audit(later).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void A_price_below_the_ceiling_is_no_finding() =>
        new TestBill().Line("Tab Paracetamol 500 mg 10's", 2, 12.50m).Audit().Findings.ShouldBeEmpty();

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
