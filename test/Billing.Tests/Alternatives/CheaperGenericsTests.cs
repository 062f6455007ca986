using MediAgents.Billing.Alternatives;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Alternatives;

public sealed class CheaperGenericsTests
{
    [Fact]
    public void A_dearer_medicine_is_shown_beside_its_generic_with_the_saving()
    {
        var result = new TestBill().Line("Tab Atorvastatin 10 mg 10's", 2, 60).Audit(TestBill.Private);

        var generic = result.Alternatives.ShouldHaveSingleItem();
        (generic.Line, generic.Code, generic.Pack, generic.PackInr).ShouldBe((1, "266", "10's", 9.08m));
        (generic.Unit, generic.UnitInr, generic.BilledUnitInr, generic.SavingInr).ShouldBe(("tablet", 0.908m, 6m, 101.84m));
        generic.PackAssumed.ShouldBeFalse();
        generic.Source.ShouldContain("PMBJP");
        generic.ListDate.ShouldBe(new DateOnly(2026, 8, 6));
    }

    [Fact]
    public void A_cheaper_source_disputes_nothing()
    {
        var without = new TestBill().Line("Tab Pantoprazole 40 mg", 10, 50).Audit(TestBill.Private);

        without.Alternatives.ShouldHaveSingleItem();
        without.Totals.DisputedInr.ShouldBe(0);
        without.Verdict.ShouldBe(Verdict.Clean);
    }

    [Theory]
    [InlineData("Tab Atorvastatin 15 mg 10's")]
    [InlineData("Cap Atorvastatin 10 mg 10's")]
    [InlineData("Inj Atorvastatin 10 mg")]
    [InlineData("Atorvastatin 10 mg")]
    [InlineData("Tab Atorvastatin")]
    [InlineData("Tab Atorvastatin 10 mg SR 10's")]
    [InlineData("Tab Atorvastatin 10 mg + Paracetamol 10 mg 10's")]
    [InlineData("Tab Xyzzostatin 10 mg 10's")]
    public void Nothing_is_taken_across_strength_form_release_or_ingredient(string medicine) =>
        new TestBill().Line(medicine, 1, 900).Audit(TestBill.Private).Alternatives.ShouldBeEmpty();

    [Theory]
    [InlineData("Tab Aceclofenac 100 mg + Paracetamol 325 mg 10's", "1")]
    [InlineData("Tab Paracetamol 325mg and Aceclofenac 100mg 10's", "1")]
    [InlineData("Tab. Pantoprazole 40mg strip of 10", "212")]
    [InlineData("Inj. Ceftriaxone 1 g vial", "75")]
    [InlineData("Ceftriaxone Injection 1000 mg", "75")]
    [InlineData("Inj Diclofenac 75 mg 3 ml", "10")]
    [InlineData("Inj Diclofenac Sodium 25 mg/ml 3 ml", "10")]
    [InlineData("Syp Paracetamol 125 mg/5 ml suspension 60 ml", "22")]
    [InlineData("Acetaminophen Tablet 500 mg 10's", "23")]
    public void The_same_medicine_is_found_in_other_words(string medicine, string code) =>
        new TestBill().Line(medicine, 1, 900).Audit(TestBill.Private).Alternatives.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void Ingredients_with_each_others_strengths_are_another_medicine() =>
        new TestBill().Line("Tab Aceclofenac 325 mg + Paracetamol 100 mg 10's", 1, 900).Audit(TestBill.Private).Alternatives.ShouldBeEmpty();

    [Fact]
    public void A_vial_of_another_volume_is_not_compared() =>
        new TestBill().Line("Inj Diclofenac 25 mg/ml 30 ml", 1, 900).Audit(TestBill.Private).Alternatives.ShouldBeEmpty();

    [Fact]
    public void A_unit_of_unknown_content_is_taken_to_hold_the_pack_of_the_list()
    {
        new TestBill().Line("Tab Atorvastatin 10 mg", 10, 6).Audit(TestBill.Private).Alternatives.ShouldBeEmpty();

        var generic = new TestBill().Line("Tab Atorvastatin 10 mg", 1, 60).Audit(TestBill.Private).Alternatives.ShouldHaveSingleItem();
        (generic.PackAssumed, generic.SavingInr).ShouldBe((true, 50.92m));
    }

    [Fact]
    public void What_costs_no_more_than_the_generic_is_not_shown() =>
        new TestBill().Line("Tab Atorvastatin 10 mg 10's", 1, 9.08m).Audit(TestBill.Private).Alternatives.ShouldBeEmpty();

    [Fact]
    public void Most_listed_medicines_are_found_under_their_own_name_at_no_higher_price()
    {
        var table = RateBook.Shipped.JanAushadhi;
        var index = new JanAushadhiIndex(table.Prices);
        var found = 0;
        foreach (var price in table.Prices)
        {
            if (MedicineName.Parse($"{price.Name} {price.Pack}") is not { } name || index.Cheapest(name) is not { } offer)
                continue;
            found++;
            (offer.Price.MrpInr / offer.UnitsInPack).ShouldBeLessThanOrEqualTo(price.MrpInr / (SaleMeasure.OfPack(name.Form, price.Pack) ?? 1), $"{price.Code} {price.Name}");
            MedicineName.Parse(offer.Price.Name)!.Form.ShouldBe(name.Form);
        }

        found.ShouldBeGreaterThan(table.Prices.Count * 3 / 4);
    }
}
