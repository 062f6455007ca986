using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Rules;

public sealed class TaxRuleTests
{
    [Fact]
    public void Tax_on_treatment_alone_is_asked_about_with_the_exemption()
    {
        var result = new TestBill().Line("Liver Function Test", 1, 500).Line("Consultation OPD", 1, 350).Foot("GST @ 5%", 42.5m, 42.5m).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Kind, finding.Verdict, finding.AmountInr).ShouldBe(("tax.exempt", FindingKind.Tax, Verdict.Query, 42.5m));
        finding.Tariff!.Source.ShouldContain("12/2017");
        result.Totals.DisputedInr.ShouldBe(0);
    }

    [Theory]
    [InlineData(5000, "03/11/2025", true)]
    [InlineData(5001, "03/11/2025", false)]
    [InlineData(8000, "17/07/2022", true)]
    [InlineData(8000, "18/07/2022", false)]
    public void A_room_bears_tax_above_five_thousand_a_day_from_18_July_2022(int rent, string date, bool isAsked)
    {
        var result = new TestBill().Line("Room rent", 1, rent, date).Foot("GST on room rent @ 5%", rent * 0.05m, rent * 0.05m).Audit(TestBill.Private);

        result.Findings.Count(finding => finding.Rule == "tax.exempt").ShouldBe(isAsked ? 1 : 0);
    }

    [Fact]
    public void A_taxed_room_bears_five_percent_and_not_more()
    {
        var result = new TestBill().Line("Room rent", 2, 8000).Line("Liver Function Test", 1, 500).Foot("GST on room rent @ 12%", 1920, 1920).Audit(TestBill.Private);

        result.Findings.Single(finding => finding.Rule == "tax.exempt").AmountInr.ShouldBe(1920 - 800);
    }

    [Fact]
    public void Tax_on_medicines_beside_treatment_is_left_alone() =>
        new TestBill().Line("Liver Function Test", 1, 500).Line("Dressing pack large", 1, 1000)
            .Foot("CGST @ 2.5%", 25, 25).Foot("SGST @ 2.5%", 25, 25).Audit().Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("GST @ 15%", "03/11/2025", true)]
    [InlineData("GST @ 12%", "03/11/2025", true)]
    [InlineData("GST @ 12%", "03/09/2025", false)]
    [InlineData("GST @ 18%", "03/11/2025", false)]
    [InlineData("CGST @ 2.5%", "03/11/2025", false)]
    public void A_percentage_that_the_law_does_not_know_is_asked_about(string label, string date, bool isAsked) =>
        new TestBill().Line("Dressing pack large", 1, 1000, date).Foot(label, 20, 20).Audit(TestBill.Private)
            .Findings.Count(finding => finding.Rule == "tax.rate").ShouldBe(isAsked ? 1 : 0);

    [Theory]
    [InlineData("CGST @ 2.5%", "SGST @ 2.5%")]
    [InlineData("सीजीएसटी 2.5%", "एसजीएसटी 2.5%")]
    [InlineData("সিজিএসটি 2.5%", "এসজিএসটি 2.5%")]
    [InlineData("சிஜிஎஸ்டி 2.5%", "எஸ்ஜிஎஸ்டி 2.5%")]
    public void Halves_that_differ_are_asked_about_once(string central, string state)
    {
        var result = new TestBill().Line("Liver Function Test", 1, 500).Line("Dressing pack large", 1, 1000).Foot(central, 25, 25).Foot(state, 20, 20).Audit();

        result.Findings.ShouldHaveSingleItem().Rule.ShouldBe("tax.halves");
    }

    [Theory]
    [InlineData("Central GST @ 2.5%", "State GST @ 2.5%")]
    [InlineData("केंद्रीय जीएसटी 2.5%", "राज्य जीएसटी 2.5%")]
    [InlineData("কেন্দ্রীয় জিএসটি 2.5%", "রাজ্য জিএসটি 2.5%")]
    [InlineData("மத்திய ஜி.எஸ்.டி. 2.5%", "மாநில ஜி.எஸ்.டி. 2.5%")]
    public void Halves_called_in_words_are_halves(string central, string state)
    {
        var bill = new Bill
        {
            Lines =
            [
                new(1, 1, 1, new(2025, 11, 3), null, "Liver Function Test", 1, null, 500, 500),
                new(2, 1, 2, new(2025, 11, 3), null, "Dressing pack large", 1, null, 1000, 1000),
            ],
            Taxes = [new(central, 2.5m, 25, 3), new(state, 2.5m, 20, 4)],
            TotalInr = 1545,
        };

        BillAudit.AuditRead(bill, TestBill.Cghs).Findings.ShouldHaveSingleItem().Rule.ShouldBe("tax.halves");
        BillAudit.AuditRead(bill with { Taxes = [new(central, 2.5m, 25, 3), new(state, 2.5m, 25, 4)], TotalInr = 1550 }, TestBill.Cghs).Findings.ShouldBeEmpty();
    }
}
