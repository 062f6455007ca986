using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;
using MediAgents.Billing.Report;
using MediAgents.Billing.Report.Letters;
using MediAgents.Billing.Report.Page;
using MediAgents.Primitives;

namespace MediAgents.Billing.Tests.Report;

public sealed class AuditPageTests
{
    [Fact]
    public void It_shows_verdict_totals_findings_with_evidence_citation_and_request()
    {
        var html = AuditPage.Write(new TestBill().Head("Bill No: B-7").Line("Consultation OPD", 1, 900).Line("ECG", 1, 100).Audit(), "a_1");

        html.ShouldContain("Part of the bill is disputed");
        html.ShouldContain("₹1,000.00");
        html.ShouldContain("₹550.00");
        html.ShouldContain("Line 1, page 1:");
        html.ShouldContain("<q>| 03/11/2025 | Consultation OPD | 1 | 900.00 | 900.00 |</q>");
        html.ShouldContain("CGHS CN001 “Consultation OPD”");
        html.ShouldContain("CGHS office memorandum of 3 Oct 2025");
        html.ShouldContain("Ask for CN001 to be billed at the CGHS rate.");
        html.ShouldContain("rule cghs.rate");
        html.ShouldContain("payer CGHS");
        html.ShouldContain("a_1");
    }

    [Fact]
    public void Every_line_stands_there_with_what_became_of_it()
    {
        var result = new TestBill().Line("Consultation OPD", 1, 900).Line("Something unheard of", 1, 70).Line("Tab Atorvastatin 10 mg", 10, 6).Line("ECG", 1, 100).Audit();

        var lines = AuditPage.Write(result).Split("All lines of the bill")[1].Split("</section>")[0];

        lines.Split("<tr>").Length.ShouldBe(result.LineItems.Count + 2);
        lines.ShouldContain("finding 1, disputed");
        lines.ShouldContain("left alone: nothing in the list resembles it");
        lines.ShouldContain("the pack is not printed");
        lines.ShouldContain("no finding");
    }

    [Fact]
    public void A_long_reason_stands_once_below_the_table_and_the_lines_refer_to_it()
    {
        var result = new TestBill().Line("Something unheard of", 1, 70).Line("Another thing unheard of", 1, 80).Line("ECG", 1, 100).Audit();
        var reason = new string('y', 80);
        result = result with { Notes = result.Notes with { NotDisputed = [new(1, "one", reason, []), new(2, "two", reason, []), new(3, "three", reason + "z", [])] } };

        var lines = AuditPage.Write(result).Split("All lines of the bill")[1].Split("</section>")[0];

        lines.Split($"<li>{reason}</li>").Length.ShouldBe(2);
        lines.Split("price left alone, reason 1<").Length.ShouldBe(3);
        lines.ShouldContain("price left alone, reason 2<");
    }

    [Fact]
    public void Words_of_the_bill_cannot_become_markup()
    {
        const string evil = "<script>alert(1)</script></style><img src=http://192.0.2.1/> \" onload=x";
        var result = new TestBill().Head($"Hospital: {evil}").Head($"Bill No: {evil}").Line($"ECG {evil}", 1, 300).Line($"ECG {evil}", 1, 300).Audit();
        result = result with { Bill = result.Bill with { Hospital = evil, Patient = evil, BillNumber = evil, Language = "hindi" } };

        foreach (var html in new[] { AuditPage.Write(result, evil), LetterPage.Write([Letter.Of(result, "tamil")!]) })
        {
            html.ShouldNotContain("<script");
            html.ShouldNotContain("<img");
            html.Split("</style>").Length.ShouldBe(2);
        }
    }

    [Fact]
    public void The_place_of_a_line_is_drawn_within_its_page()
    {
        var result = new TestBill().Line("ECG", 1, 300).Line("ECG", 1, 300).Audit();
        var finding = result.Findings.First(one => one.Evidence.Count > 0);
        var boxed = finding with { Evidence = [finding.Evidence[0] with { Box = new PageBox(0.1, 0.47, 0.8, 0.02) }] };

        var html = AuditPage.Write(result with { Findings = [boxed] });

        html.ShouldContain("47 % down the page");
        html.ShouldContain("<svg");
        AuditPage.Write(result with { Findings = [boxed with { Evidence = [finding.Evidence[0] with { Box = new PageBox(-3, 2, 9, 9) }] }] }).ShouldContain("100 % down the page");
    }

    [Fact]
    public void Letters_follow_in_the_language_of_the_bill_and_in_english()
    {
        var result = BillAudit.Audit(new BillText(new TestBill().Line("ECG", 1, 300).Text()) { Languages = ["english", "bengali"] }, TestBill.Cghs);

        var html = AuditPage.Write(result);

        html.IndexOf("lang=\"bn\"", StringComparison.Ordinal).ShouldBeInRange(1, html.IndexOf("lang=\"en\"><p>", StringComparison.Ordinal));
    }

    [Fact]
    public void Generics_that_cost_less_are_shown_beside_the_medicine_billed()
    {
        var generic = new GenericAlternative(
            1, "Tab Brandname 10", "Jan Aushadhi", "311", "Atorvastatin Tablets IP 10mg", "10's", 6.6m, "tablet", 0.66m, 4.25m, 35.9m, true, new(2025, 1, 1), "PMBJP price list");
        var result = new TestBill().Line("Tab Brandname 10", 10, 4.25m).Audit() with { Alternatives = [generic] };

        var html = AuditPage.Write(result);

        html.ShouldContain("311 Atorvastatin Tablets IP 10mg, 10&#x27;s (pack assumed)");
        html.ShouldContain(">35.90<");
        html.ShouldContain("PMBJP price list");
        html.ShouldContain("Nothing of it is disputed.");
    }

    [Fact]
    public void A_bill_that_could_not_be_read_says_why_and_shows_no_sums()
    {
        var html = AuditPage.Write(BillAudit.Audit(new BillText("Dear doctor."), new AuditOptions()));

        html.ShouldContain("The bill could not be assessed");
        html.ShouldContain("does not read as a bill");
        html.ShouldNotContain("₹");
        html.ShouldNotContain("<section class=\"letter\"");
    }

    [Theory]
    [InlineData(InsuranceType.Cghs)]
    [InlineData(InsuranceType.Private)]
    [InlineData(InsuranceType.None)]
    public void The_sums_add_up_to_those_of_the_result(InsuranceType payer)
    {
        var result = new TestBill().Line("Consultation OPD", 1, 900).Line("ECG", 1, 300).Line("ECG", 1, 300).Line("Surgical gloves", 2, 25).Line("Lipid profile", 1, 450, amount: 500)
            .Audit(TestBill.Cghs with { InsuranceType = payer, CityTier = null, Ward = null });

        var sums = AuditSums.Of(result);

        (sums.Disputed + sums.NonPayable).ShouldBe(result.Totals.DisputedInr);
        sums.Disputed.ShouldBe(result.Findings.Where(finding => finding.Verdict == Verdict.Dispute).Sum(finding => finding.AmountInr));
        sums.Highest.ShouldBeInRange(result.Totals.DisputedInr, result.Totals.ClaimedInr);
        (payer == InsuranceType.Private).ShouldBe(sums.NonPayable > 0);
    }
}
