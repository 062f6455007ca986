using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Matching;

public sealed class ProcedureIndexTests
{
    private static readonly ProcedureIndex Index = RateBook.Shipped.Cghs.Index;

    [Theory]
    [InlineData("CBC", "LB012")]
    [InlineData("Complete Blood Count", "LB012")]
    [InlineData("LFT", "LB124")]
    [InlineData("Renal Function Test", "LB123")]
    [InlineData("TSH", "LB161")]
    [InlineData("HbA1c", "LB122")]
    [InlineData("Glycosylated Hemoglobin", "LB122")]
    [InlineData("ECG", "CI001")]
    [InlineData("2D ECHO", "RI001")]
    [InlineData("USG whole abdomen", "RI020")]
    [InlineData("LSCS", "OG004")]
    [InlineData("ICU charges per day", "CC001")]
    [InlineData("NCCT Head", "RI062")]
    [InlineData("CT brain plain", "RI062")]
    [InlineData("Lap cholecystectomy", "AG094")]
    [InlineData("Cholecystectomy laparoscopic", "AG094")]
    [InlineData("Laproscopic Cholecystectomi", "AG094")]
    [InlineData("Total Hip Replacement (THR)", "OR087")]
    [InlineData("X-Ray Chest PA view", "RI034")]
    [InlineData("Coronary angiography", "CI016")]
    [InlineData("Sr. Creatinine", "LB058")]
    [InlineData("Serum Uric Acid", "LB066")]
    [InlineData("Tonsillectomy", "EP033")]
    [InlineData("Total Knee Replacement", "OR089")]
    [InlineData("USG abdomen", "RI020")]
    [InlineData("L.F.T.", "LB124")]
    [InlineData("S.G.P.T", "LB086")]
    [InlineData("X-ray PNS", "RI043")]
    [InlineData("USG thyroid", "RI022")]
    [InlineData("X-ray knee AP & lateral", "RI037")]
    [InlineData("Open appendicectomy", "AG045")]
    [InlineData("Vitamin B12 level", "LB127")]
    public void Hospital_wording_finds_its_row(string wording, string code)
    {
        var match = Index.Match(wording);

        match.Best!.Code.ShouldBe(code);
        match.Outcome.ShouldBe(MatchOutcome.Matched);
    }

    [Theory]
    [InlineData("MRI knee")]
    [InlineData("MRI Brain")]
    [InlineData("Haemodialysis")]
    [InlineData("PTCA")]
    [InlineData("Consultation")]
    [InlineData("Hernia repair")]
    [InlineData("CT scan")]
    [InlineData("CT scan abdomen")]
    [InlineData("CT chest")]
    [InlineData("Culture and sensitivity")]
    [InlineData("Malaria test")]
    [InlineData("Ultrasound")]
    [InlineData("Injection")]
    [InlineData("Blood transfusion")]
    [InlineData("Delivery charges")]
    public void An_open_qualifier_or_a_general_wording_is_not_decided(string wording)
    {
        var match = Index.Match(wording);

        match.Outcome.ShouldNotBe(MatchOutcome.Matched);
        match.Candidates.Count.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("MRI Brain with contrast", "MRI Brain without contrast")]
    [InlineData("MRI Shoulder with contrast", "MRI Shoulder both joints with contrast")]
    [InlineData("Immunoglobulin G (IgG)", "Immunoglobulin M (IgM)")]
    public void A_price_changing_qualifier_changes_the_row(string one, string other)
    {
        Index.Match(one).Best.ShouldNotBe(Index.Match(other).Best);
        Index.Match(one).Outcome.ShouldBe(MatchOutcome.Matched);
        Index.Match(other).Outcome.ShouldBe(MatchOutcome.Matched);
    }

    [Theory]
    [InlineData("S. Potassium (K)", "LB093")]
    [InlineData("सी. कैल्शियम", "LB077")]
    [InlineData("সি. পটাশিয়াম (K)", "LB093")]
    [InlineData("ESR only", "LB010")]
    [InlineData("Erythrocyte sedimentation rate", "LB010")]
    [InlineData("Septoplasty - one side", "EP017")]
    [InlineData("CBC + platelets + ESR", "LB012")]
    public void What_hospitals_add_or_shorten_does_not_hide_the_service(string wording, string code) =>
        Index.Match(wording).ShouldSatisfyAllConditions(match => match.Outcome.ShouldBe(MatchOutcome.Matched), match => match.Best!.Code.ShouldBe(code));

    [Theory]
    [InlineData("Room rent general ward")]
    [InlineData("Nursing charges")]
    [InlineData("Registration charges")]
    [InlineData("Tab Paracetamol 500 mg")]
    [InlineData("Pharmacy")]
    [InlineData("???")]
    [InlineData("")]
    public void What_the_tariff_does_not_have_is_not_matched(string wording) =>
        Index.Match(wording).Outcome.ShouldNotBe(MatchOutcome.Matched);

    [Fact]
    public void Every_official_name_finds_itself()
    {
        var wrong = RateBook.Shipped.Cghs.Rates.Where(rate => Index.Match(rate.Name) is var match && (match.Best != rate || match.Outcome != MatchOutcome.Matched)).ToList();

        wrong.Select(rate => rate.Code).ShouldBeEmpty();
    }
}
