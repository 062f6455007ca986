using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Matching;

public sealed class MedicineIndexTests
{
    private static readonly MedicineIndex Index = RateBook.Shipped.Nppa.Index;

    [Theory]
    [InlineData("Tab Paracetamol 500 mg 10's", null, "Tablet 500 mg", 10)]
    [InlineData("PARACETAMOL 650MG TABLET STRIP OF 15", null, "Tablet 650 mg", 15)]
    [InlineData("Paracetamol Tablet 0.5 g", "tab", "Tablet 500 mg", 1)]
    [InlineData("Inj. Diazepam 5 mg/ml 2 ml amp", null, "Injection 5 mg/ml", 2)]
    [InlineData("Amoxicillin cap 500 mg (10 cap)", null, "Capsule 500 mg", 10)]
    [InlineData("LEVOFLOXACIN-500 TAB 10's", null, "Tablet 500mg", 10)]
    [InlineData("METOPROLOL SR 50 TAB 10's", null, "SR Tablet 50 mg", 10)]
    [InlineData("PCM 500 MG TAB PARACETAMOL 10's", null, "Tablet 500 mg", 10)]
    [InlineData("Tab Amoxycillin + Clavulanic Acid 500/125 mg 10's", null, "Tablet 500 mg (A) + 125 mg (B)", 10)]
    [InlineData("टैब. पैरासिटामोल 500 mg 10's", null, "Tablet 500 mg", 10)]
    [InlineData("டேப். பாராசிட்டமால் 500 mg 10's", null, "Tablet 500 mg", 10)]
    [InlineData("Inj Ringer Lactate 500ml", null, "Injection 500ml", 1)]
    public void Strength_form_and_pack_find_the_ceiling(string wording, string? unit, string formulation, int units)
    {
        var match = Index.Match(wording, unit);

        match.ShouldNotBeNull().Ceiling.ShouldNotBeNull().Formulation.ShouldBe(formulation);
        match.UnitsPerSale.ShouldBe(units);
    }

    [Theory]
    [InlineData("Inj Ondansetron 8 mg/4 ml", "Injection 2 mg/ml", 4)]
    [InlineData("IV Ciprofloxacin 200 mg/100 ml", "Injection 200 mg/100ml", 100)]
    [InlineData("ஊசி ஆன்டன்செட்ரான் 2 mg/ml 2 ml", "Injection 2 mg/ml", 2)]
    [InlineData("மாத்திரை அட்டோர்வாஸ்டாடின்10 mg 15's", "Tablet 10 mg", 15)]
    [InlineData("NS 500 ml", "Injection 0.9%", 1)]
    [InlineData("IVF N.S. 1000 ml (glass)", "Injection 0.9%", 1)]
    [InlineData("T. Atorvastatin 10 mg 15's", "Tablet 10 mg", 15)]
    [InlineData("C. Amoxicillin 250 mg (1x10)", "Capsule 250 mg", 10)]
    [InlineData("टे. एटोरवास्टेटिन 10 mg 15's", "Tablet 10 mg", 15)]
    [InlineData("ট্যা. অ্যাটরভাস্ট্যাটিন 10 mg 15's", "Tablet 10 mg", 15)]
    [InlineData("இன்ச. ஆன்டன்செட்ரான் 2 mg/ml 4 ml", "Injection 2 mg/ml", 4)]
    [InlineData("AMOXYCLAV 500/125 TAB 6's", "Tablet 500 mg (A) + 125 mg (B)", 6)]
    [InlineData("Amoxyclav Inj 500 mg + 100 mg (600 mg)", "Powder for Injection 500 mg (A) + 100 mg (B)", 1)]
    public void Shortened_wordings_say_as_much(string wording, string formulation, int units)
    {
        var match = Index.Match(wording, null).ShouldNotBeNull();

        match.Ceiling.ShouldNotBeNull().Formulation.ShouldBe(formulation);
        match.UnitsPerSale.ShouldBe(units);
    }

    [Fact]
    public void A_pack_in_a_column_counts_beside_a_bare_strength()
    {
        var match = Index.Match("ATENOLOL-50 TAB", null, "14's").ShouldNotBeNull();

        match.Ceiling.ShouldNotBeNull().Formulation.ShouldBe("Tablet 50 mg");
        match.UnitsPerSale.ShouldBe(14);
    }

    [Fact]
    public void Fluids_in_plastic_have_the_lower_ceiling_and_others_the_higher()
    {
        var plastic = Index.Match("Normal saline 500 ml plastic bottle", null)!.Ceiling!.CeilingInr;

        Index.Match("Normal saline 500 ml", null)!.Ceiling!.CeilingInr.ShouldBeGreaterThan(plastic);
    }

    [Theory]
    [InlineData("Dressing with NS 100 ml")]
    [InlineData("Bladder wash NS 1000 ml")]
    public void A_fluid_used_in_a_service_is_not_sold(string wording) => Index.Match(wording, null).ShouldBeNull();

    [Theory]
    [InlineData("Syp Paracetamol 125 mg/5 ml", "pack")]
    [InlineData("T. Atorvastatin 10 mg", "pack")]
    [InlineData("Tab Paracetamol 500 mg", "pack")]
    [InlineData("Inj Lignocaine 1% 30 ml vial", "pack")]
    [InlineData("Tab Paracetamol", "strength")]
    [InlineData("Paracetamol 10 tab", "strength")]
    [InlineData("Paracetamol 7 tab", "strength")]
    [InlineData("Paracetamol 500 mg", "form")]
    [InlineData("Tab Paracetamol 333 mg 10's", "no ceiling")]
    [InlineData("Tab Paracetamol 325 mg + Tramadol 37.5 mg 10's", "combination")]
    public void What_is_missing_is_said(string wording, string reason)
    {
        var match = Index.Match(wording, null).ShouldNotBeNull();

        match.Ceiling.ShouldBeNull();
        match.Reason.ShouldNotBeNull().ShouldContain(reason);
    }

    [Theory]
    [InlineData("Tab Dolo 650 15's", "Tablet 650 mg", 15)]
    [InlineData("DOLO650 TAB 15'S", "Tablet 650 mg", 15)]
    [InlineData("Tab. Crocin 500 mg 2x10", "Tablet 500 mg", 20)]
    [InlineData("Cap Mox 500 10's", "Capsule 500 mg", 10)]
    [InlineData("Tab Atorva 10 mg strip of 15", "Tablet 10 mg", 15)]
    [InlineData("टैबलेट पैरासिटामोल 500 मिग्रा 10", "Tablet 500 mg", 0)]
    public void A_brand_is_its_generic_where_strength_and_form_are_printed(string wording, string formulation, int units)
    {
        var match = Index.Match(wording, units == 0 ? "tab" : null).ShouldNotBeNull();

        match.Ceiling.ShouldNotBeNull().Formulation.ShouldBe(formulation);
        match.UnitsPerSale.ShouldBe(Math.Max(1, units));
    }

    [Theory]
    [InlineData("Dolo 650 15's", "form")]
    [InlineData("Tab Dolo 15's", "strength")]
    [InlineData("Inj Dolo 650", "no ceiling")]
    [InlineData("Tab Metolar XR 100 10's", "no ceiling")]
    [InlineData("Tab Zerodol-P 10's", "combination")]
    public void A_brand_alone_decides_nothing(string wording, string reason)
    {
        var match = Index.Match(wording, null).ShouldNotBeNull();

        match.Ceiling.ShouldBeNull();
        match.Reason.ShouldNotBeNull().ShouldContain(reason);
    }

    [Theory]
    [InlineData("Pan")]
    [InlineData("Sumo wrestler poster")]
    [InlineData("Serum Lithium")]
    [InlineData("Room rent")]
    [InlineData("Brandacure syrup 100 ml")]
    public void A_line_without_a_listed_medicine_is_none(string wording) => Index.Match(wording, null).ShouldBeNull();

    [Theory]
    [InlineData("125 mg/5 ml", "25mg/ml")]
    [InlineData("10 mg/ml", "10mg/ml")]
    [InlineData("250 mcg", "0.25mg")]
    [InlineData("1 g", "1000mg")]
    [InlineData("0.9%", "0.9%")]
    [InlineData("6 lac units", "600000iu")]
    public void Strengths_are_brought_to_one_unit(string text, string strength) =>
        Dosage.Parse(text).Strengths.ShouldHaveSingleItem().ShouldBe(strength);
}
