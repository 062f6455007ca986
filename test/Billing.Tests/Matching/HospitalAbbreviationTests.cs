using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Matching;

/// <summary>Abbreviations that Indian hospitals print: those of one tariff row are decided, those that may be several are not.</summary>
public sealed class HospitalAbbreviationTests
{
    private static readonly ProcedureIndex Index = RateBook.Shipped.Cghs.Index;

    public static TheoryData<string, string> OfOneRow { get; } = Read("""
        CBC=LB012 Hb=LB007 TLC=LB008 DLC=LB009 ESR=LB010 PCV=LB016 AEC=LB015 APTT=LB025 PT/INR=LB105 FBS=LB055 PPBS=LB055 RBS=LB055 GTT=LB101
        HbA1c=LB122 LFT=LB124 KFT=LB123 RFT=LB123 TFT=LB160 FT3=LB266 FT4=LB267 TSH=LB161 LH=LB162 FSH=LB163 PRL=LB164 AMH=LB281 CA125=LB146
        CEA=LB151 AFP=LB144 BUN=LB057 S.Creat=LB058 S.Na=LB092 K+=LB093 CRP=LB069 ANA=LB084 SGOT=LB087 SGPT=LB086 ALP=LB107 GGT=LB139 LDH=LB106
        CPK=LB103 CK-MB=LB109 Trop-I=LB111 Trop-T=LB112 D-Dimer=LB200 ABG=LB119 UPT=LB121 Urine_R/M=LB001 Stool_R/E=LB003 VDRL=LB045 HBsAg=LB042
        HCV=LB043 CBNAAT=LB185 USG_Abd=RI020 USG_W/A=RI020 NT_scan=RI016 ECG=CI001 EKG=CI001 TMT=CI002 2D-ECHO=RI001 Holter=CI003 ABPM=CI004
        HUTT=CI005 CAG=CI016 CABG=CV013 EEG=NI001 EMG=NI002 NCV=NI003 HRCT_Chest=RI065 NCCT_Head=RI062 MRI_L/S_spine_plain=RI136 MRCP=RI139
        MCU=RI052 RGU=RI053 IVP=RI051 UGIE=MG001 OGD=MG001 Colonoscopy=MG002 LSCS=OG004 FTND=OG002 TAH=OG026 TLH=OG046 LAVH=OG044 NDVH=OG027
        TURP=NU059 ESWL=NU155 THR=OR087 TKR=OR089 DHS=OR122 PFN=OR123 ICU=CC001 NICU=CC007 NIV=CC004 BiPAP=CC004 Ventilator=CC003 Neb=CC012
        RT_insertion=CC014 LP=NS064 FFP=BC003 RDP=BC004 SDP=BC006 Lap_Chole=AG094 Lap_Appendix=AG095 EVD=NS065 BERA=EI007 OAE=EI008
        """);

    [Theory]
    [MemberData(nameof(OfOneRow))]
    public void An_abbreviation_of_one_row_is_decided(string abbreviation, string code)
    {
        var match = Index.Match(abbreviation);

        match.Best?.Code.ShouldBe(code);
        match.Outcome.ShouldBe(MatchOutcome.Matched, match.Reason);
    }

    [Theory]
    [InlineData("CT")]
    [InlineData("MRI")]
    [InlineData("USG")]
    [InlineData("POP")]
    [InlineData("HD")]
    [InlineData("PTCA")]
    [InlineData("PSA")]
    [InlineData("PCNL")]
    [InlineData("FESS")]
    [InlineData("ERCP")]
    [InlineData("MTP")]
    [InlineData("C/S")]
    [InlineData("BT")]
    [InlineData("ENT")]
    [InlineData("OT")]
    [InlineData("PPI")]
    public void An_abbreviation_of_several_rows_is_left_alone(string abbreviation) =>
        Index.Match(abbreviation).Outcome.ShouldNotBe(MatchOutcome.Matched);

    [Theory]
    [InlineData("1. Serum Creatinine", "LB058")]
    [InlineData("3) Serum Creatinine (opd)", "LB058")]
    [InlineData("LAB - Serum Creatinine charges", "LB058")]
    [InlineData("Serum Creatinine x2", "LB058")]
    [InlineData("Serum Creatinine - 1 no", "LB058")]
    [InlineData("Serum Creatinine (CGHS rate)", "LB058")]
    public void What_a_bill_prints_around_a_service_changes_nothing(string wording, string code)
    {
        var match = Index.Match(wording);

        match.Best!.Code.ShouldBe(code);
        match.Outcome.ShouldBe(MatchOutcome.Matched);
    }

    [Theory]
    [InlineData("Hernia repair with mesh and tacker")]
    [InlineData("Hemicolectomy")]
    [InlineData("Nephrectomy")]
    [InlineData("Entropion")]
    [InlineData("Inhibin")]
    public void What_fits_several_rows_is_left_alone(string wording)
    {
        var match = Index.Match(wording);

        match.Outcome.ShouldBe(MatchOutcome.Ambiguous);
        match.Reason.ShouldNotBeNull();
        match.Candidates.Count.ShouldBeGreaterThan(1);
    }

    private static TheoryData<string, string> Read(string table)
    {
        var data = new TheoryData<string, string>();
        foreach (var pair in table.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            data.Add(pair[..pair.LastIndexOf('=')].Replace('_', ' '), pair[(pair.LastIndexOf('=') + 1)..]);
        return data;
    }
}
