using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Reading;
using MediAgents.Billing.Tests.Rates;

namespace MediAgents.Billing.Tests.Audit;

public sealed class ImportedTableTests
{
    private static readonly RateBook Book = new([
        TestTables.Table(TableKind.Cghs, null, "2025-11-10"),
        TestTables.Table(TableKind.Esi, null, "2025-11-01", "2025-11-30"),
        TestTables.Table(TableKind.Pmjay, null, "2025-11-01"),
        TestTables.Table(TableKind.Nppa, null, "2025-11-01"),
        TestTables.Table(TableKind.Irdai, null, "2025-11-01")]);

    [Fact]
    public void Each_line_is_held_against_the_edition_of_its_day()
    {
        var result = Audit(new TestBill().Line("Electrocardiogram (ECG)", 1, 975).Line("Moonlight scan of elbow", 1, 1300, "12/11/2025"), TestBill.Cghs);

        result.Tables.Select(table => table.Version).ShouldBe(["2025-10", "2025-11-10"]);
        result.Findings.Select(finding => finding.Tariff!.Code).ShouldBe(["CI001", "ZT001"]);
        result.Findings[1].ShouldSatisfyAllConditions(
            finding => finding.Rule.ShouldBe("cghs.rate"), finding => finding.AmountInr.ShouldBe(300), finding => finding.Verdict.ShouldBe(Verdict.Dispute),
            finding => finding.Tariff!.Source.ShouldBe("a test, in force from 10 Nov 2025"), finding => finding.Tariff!.Date.ShouldBe(new DateOnly(2025, 11, 10)));
    }

    [Fact]
    public void A_rate_of_another_edition_than_that_of_the_day_disputes_nothing()
    {
        Audit(new TestBill().Line("Moonlight scan of elbow", 1, 1300), TestBill.Cghs).Totals.DisputedInr.ShouldBe(0);
        Audit(new TestBill().Line("Electrocardiogram (ECG)", 1, 975, "12/11/2025"), TestBill.Cghs).Totals.DisputedInr.ShouldBe(0);
    }

    [Fact]
    public void Esi_rates_bind_for_esi_beneficiaries_while_the_table_holds()
    {
        var esi = TestBill.Cghs with { InsuranceType = InsuranceType.Esi };
        var bill = new TestBill().Line("Moonlight scan of elbow", 2, 600);

        var result = Audit(bill, esi);

        result.Verdict.ShouldBe(Verdict.Dispute);
        result.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Rule.ShouldBe("esi.rate"), finding => finding.AmountInr.ShouldBe(200), finding => finding.Explanation.ShouldContain("ESI beneficiaries"));
        result.Tables.ShouldHaveSingleItem().List.ShouldBe("ESI");
        bill.Audit(esi).Reasons.ShouldBe(["ESI rates are not loaded; prices of services were left alone."]);
    }

    [Fact]
    public void Without_a_table_of_the_day_the_result_says_so_and_disputes_nothing()
    {
        var result = Audit(new TestBill().Line("Moonlight scan of elbow", 1, 60_000, "01/10/2025"), TestBill.Cghs with { InsuranceType = InsuranceType.Esi });

        result.Verdict.ShouldBe(Verdict.NotAssessable);
        result.Totals.DisputedInr.ShouldBe(0);
        result.Tables.ShouldBeEmpty();
        result.Reasons.ShouldContain("No ESI table valid on the service date is loaded; prices of services were left alone.");
    }

    [Fact]
    public void Some_lines_outside_the_days_of_the_table_are_counted()
    {
        var result = Audit(
            new TestBill().Line("Moonlight scan of elbow", 1, 500).Line("Sunrise panel blood", 1, 9000, "01/10/2025"), TestBill.Cghs with { InsuranceType = InsuranceType.Esi });

        result.Verdict.ShouldBe(Verdict.Clean);
        result.Reasons.ShouldContain("1 line lies on a day for which no ESI table is loaded; its price was left alone.");
    }

    [Fact]
    public void A_pmjay_package_disputes_unless_its_price_depends_on_a_ward_or_implant()
    {
        var result = Audit(new TestBill().Line("Repair of moonbone", 1, 20_500).Line("Replacement of moonbone", 1, 90_000), TestBill.Cghs with { InsuranceType = InsuranceType.Pmjay });

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.ShouldSatisfyAllConditions(
            () => finding.Rule.ShouldBe("pmjay.rate"), () => finding.AmountInr.ShouldBe(500), () => finding.Tariff!.Tier.ShouldBeNull(), () => finding.Tariff!.Code.ShouldBe("PX1A"));
        result.Notes.NotDisputed.ShouldHaveSingleItem().Line.ShouldBe(2);
    }

    [Fact]
    public void An_imported_ceiling_disputes_and_is_cited()
    {
        var finding = Audit(new TestBill().Line("Tab Lunamol 500 mg strip of 10", 1, 100), TestBill.Private).Findings.ShouldHaveSingleItem();

        finding.Rule.ShouldBe("nppa.ceiling");
        finding.AmountInr.ShouldBe(100 - 22.40m, "ten tablets at 2.00 and 12 % GST");
        finding.Tariff!.Source.ShouldBe("a test, notification 77(E); DPCO 2013");
    }

    [Fact]
    public void Imported_policy_lists_are_used_from_their_day()
    {
        Audit(new TestBill().Line("Moon lamp", 1, 100), TestBill.Private).Findings.ShouldHaveSingleItem().Rule.ShouldBe("irdai.list-i");
        Audit(new TestBill().Line("Moon lamp", 1, 100, "20/10/2025"), TestBill.Private).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TableKind.CghsNonPayable, InsuranceType.Cghs, "cghs.non-payable")]
    [InlineData(TableKind.EsiNonPayable, InsuranceType.Esi, "esi.non-payable")]
    [InlineData(TableKind.PmjayNonPayable, InsuranceType.Pmjay, "pmjay.non-payable")]
    public void What_a_payer_lists_as_not_payable_is_its_own_and_no_dispute(TableKind kind, InsuranceType payer, string rule)
    {
        var book = new RateBook([TestTables.Table(kind, null, "2025-11-01")]);
        var bill = new BillText(new TestBill().Line("Moon lamp", 1, 100).Text());

        foreach (var insurance in Enum.GetValues<InsuranceType>())
        {
            var result = BillAudit.Audit(bill, TestBill.Cghs with { InsuranceType = insurance }, book);

            result.Findings.Select(finding => finding.Rule).ShouldBe(insurance == payer ? [rule] : []);
            if (insurance != payer)
                continue;
            result.Findings[0].Verdict.ShouldBe(Verdict.Query);
            result.Findings[0].Tariff!.Code.ShouldBe("1");
            result.Findings[0].Explanation.ShouldNotContain("illegal", Case.Insensitive);
            result.Totals.DisputedInr.ShouldBe(100);
            result.Tables.ShouldContain(table => table.List == kind.List());
        }
    }

    private static AuditResult Audit(TestBill bill, AuditOptions options) => BillAudit.Audit(new BillText(bill.Text()), options, Book);
}
