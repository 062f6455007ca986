using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;
using MediAgents.Primitives;

namespace MediAgents.Billing.Tests.Audit;

/// <summary>Whole bills of invented hospitals and patients, each as a different kind of text.</summary>
public sealed class WholeBillTests
{
    private const string Surgery = """
                              SHANTI DEEP MULTISPECIALITY HOSPITAL
        Patient Name : Mr. Ramesh Kale                                   Bill No : IPD/2025/1189
        Date of Admission : 03/11/2025 10:30      Date of Discharge : 07/11/2025

        S.No  Date        Particulars                                   Qty     Rate (Rs)    Amount (Rs)
        1     03/11/2025  Registration Charges                            1        500.00         500.00
        2     03/11/2025  Complete Blood Count (CBC)                      1        450.00         450.00
        3     03/11/2025  Complete Blood Count (CBC)                      1        450.00         450.00
        4     03/11/2025  Liver Function Test                             1        500.00         500.00
        5     04/11/2025  Laparoscopic Cholecystectomy                    1     36,300.00      36,300.00
        6     04/11/2025  USG Whole Abdomen including pelvis
                          and post void urine                             1        800.00         800.00
        7     04/11/2025  OT Charges                                      1      8,000.00       8,000.00
        8     05/11/2025  ECG                                             2        175.00         350.00
        9     05/11/2025  Serum Creatinine                                2        100.00         300.00
        10    03/11/2025  Tab Paracetamol 500 mg 10's                     2         55.00         110.00
                                                    Grand Total                        47,760.00
                                                    Advance Paid                       20,000.00
        """;

    [Fact]
    public void A_beneficiarys_surgery_as_layout_text()
    {
        var result = BillAudit.Audit(new BillText(Surgery), TestBill.Cghs);

        Found(result).ShouldBe(
        [
            (FindingKind.Unbundled, 1, 500m), (FindingKind.Overcharge, 2, 150m), (FindingKind.Duplicate, 3, 450m),
            (FindingKind.Unbundled, 7, 8000m), (FindingKind.Arithmetic, 9, 100m), (FindingKind.Overcharge, 10, 84.18m),
        ]);
        result.Totals.ShouldBe(new AuditTotals(47_760, 38_475.82m, 9_284.18m));
        result.Verdict.ShouldBe(Verdict.Dispute);
        result.Tables.Select(table => table.List).ShouldBe(["CGHS", "NPPA"]);
        result.Recommendations.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_private_stay_as_csv()
    {
        const string csv = """
            Hospital,Nila Care Centre
            Patient Name,Meera Das
            Date of Admission,01/11/2025
            Date of Discharge,03/11/2025
            Service Date,Item Description,Qty,Unit Price,Total
            01/11/2025,"Room rent, single",5,4000,"20,000"
            01/11/2025,Crepe bandage,2,150,300
            02/11/2025,MRI Brain with contrast,1,9000,9000
            02/11/2025,Mineral water,6,20,120
            ,Total,,,"29,420"
            """;

        var result = BillAudit.Audit(new BillText(csv), TestBill.Private);

        Found(result).ShouldBe(
        [
            (FindingKind.RoomRent, 1, 8000m), (FindingKind.NonPayable, 2, 300m), (FindingKind.Overcharge, 3, 4000m), (FindingKind.NonPayable, 4, 120m),
        ]);
        result.Totals.ShouldBe(new AuditTotals(29_420, 21_000, 8_420));
        result.Bill.Patient.ShouldBe("Meera Das");
    }

    [Fact]
    public void A_clinics_list_as_plain_text()
    {
        var result = BillAudit.Audit(new BillText("""
            Green Valley Nursing Home
            Bill No. GV-77   Date: 20.11.25
            1. X-Ray Chest PA view ............. Rs. 230/-
            2. Liver function test ............. Rs. 1,500/-
            3. Room charges 2 x 1,500.00 = 3,000.00
            Total Rs. 5,730.00
            """), TestBill.Cghs);

        Found(result).ShouldBe([(FindingKind.Overcharge, 2, 1000m), (FindingKind.Arithmetic, 0, 1000m)]);
        result.Totals.ShouldBe(new AuditTotals(5_730, 3_730, 2_000));
    }

    [Fact]
    public void Json_has_the_stable_core_in_snake_case_with_two_decimals()
    {
        var json = JsonSerializer.Serialize(BillAudit.Audit(new BillText(Surgery), TestBill.Cghs), WireJson.Options);
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;

        root.GetProperty("verdict").GetString().ShouldBe("dispute");
        root.GetProperty("totals").GetProperty("claimed_inr").GetRawText().ShouldBe("47760.00");
        root.GetProperty("line_items")[1].GetProperty("rate_inr").GetRawText().ShouldBe("450.00");
        root.GetProperty("line_items")[1].GetProperty("date").GetString().ShouldBe("2025-11-03");
        var overcharge = root.GetProperty("findings")[1];
        overcharge.GetProperty("kind").GetString().ShouldBe("overcharge");
        foreach (var name in (string[])["rule", "lines", "amount_inr", "amount_low_inr", "amount_high_inr", "confidence", "explanation"])
            overcharge.TryGetProperty(name, out _).ShouldBeTrue(name);
        var tariff = overcharge.GetProperty("tariff");
        tariff.GetProperty("list").GetString().ShouldBe("CGHS");
        tariff.GetProperty("tier").GetString().ShouldBe("I");
        tariff.GetProperty("rate_inr").GetRawText().ShouldBe("300.00");
        root.GetProperty("tables")[0].GetProperty("valid_from").GetString().ShouldBe("2025-10-13");
        JsonSerializer.Deserialize<AuditResult>(json, WireJson.Options)!.Totals.DisputedInr.ShouldBe(9_284.18m);
    }

    [Fact]
    public void Options_read_the_names_of_the_contract()
    {
        var options = JsonSerializer.Deserialize<AuditOptions>(
            """{"insurance_type":"cghs","city_tier":"II","nabh":true,"super_speciality":false,"ward":"semi_private","service_date":"2025-11-03","language":"english"}""", WireJson.Options)!;

        options.InsuranceType.ShouldBe(InsuranceType.Cghs);
        options.CityTier.ShouldBe(MediAgents.Billing.Rates.CityTier.II);
        options.Ward.ShouldBe(MediAgents.Billing.Rates.Ward.SemiPrivate);
        options.ServiceDate.ShouldBe(new DateOnly(2025, 11, 3));
    }

    [Fact]
    public void A_code_that_contradicts_its_wording_is_not_priced()
    {
        var result = BillAudit.Audit(new BillText("Date,Code,Description,Qty,Rate,Amount\n03/11/2025,LB001,Laparoscopic Cholecystectomy,1,36300,36300\n"), TestBill.Cghs);

        result.Findings.ShouldBeEmpty();
        result.Notes.AmbiguousMatches.ShouldHaveSingleItem().Reason.ShouldContain("code");
    }

    private static List<(FindingKind Kind, int Line, decimal Amount)> Found(AuditResult result) =>
        [.. result.Findings.Select(finding => (finding.Kind, finding.Lines.Count == 0 ? 0 : finding.Lines[^1], finding.AmountInr))];
}
