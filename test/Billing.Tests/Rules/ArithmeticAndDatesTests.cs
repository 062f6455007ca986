using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Tests.Rules;

public sealed class ArithmeticAndDatesTests
{
    [Fact]
    public void Where_most_lines_are_not_quantity_times_rate_none_is_wrong_for_it()
    {
        var bill = new TestBill();
        for (var i = 0; i < 6; i++)
            bill = bill.Line($"Tab Cetirizine {10 + i} mg", 15, 40, amount: 60 + i);

        bill.Audit(TestBill.Private).Findings.ShouldNotContain(finding => finding.Rule == "arithmetic.line");
    }

    [Fact]
    public void A_line_above_quantity_times_rate_is_disputed()
    {
        var result = new TestBill().Line("Serum Creatinine", 2, 100, amount: 300).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Rule.ShouldBe("arithmetic.line");
        finding.AmountInr.ShouldBe(100);
        result.Totals.ShouldBe(new AuditTotals(300, 200, 100));
    }

    [Fact]
    public void A_wrong_product_and_a_high_rate_are_not_counted_twice()
    {
        var result = new TestBill().Line("Serum Creatinine", 2, 150, amount: 400).Audit();

        result.Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.Overcharge, FindingKind.Arithmetic], ignoreOrder: true);
        result.Totals.ShouldBe(new AuditTotals(400, 200, 200));
    }

    [Fact]
    public void A_line_below_its_product_is_asked_about() =>
        new TestBill().Line("Serum Creatinine", 3, 100, amount: 200).Audit().Findings.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Query);

    [Fact]
    public void A_total_above_its_lines_is_disputed()
    {
        var result = new TestBill().Line("Serum Creatinine", 2, 100).Total(1200).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Rule.ShouldBe("arithmetic.total");
        finding.AmountInr.ShouldBe(1000);
        result.Totals.ShouldBe(new AuditTotals(1200, 200, 1000));
    }

    [Fact]
    public void Discounts_taxes_and_advances_are_part_of_the_sum() =>
        new TestBill().Line("Room rent", 2, 6000).Foot("Discount", 500, -500).Foot("CGST @ 2.5%", 300, 300).Foot("SGST @ 2.5%", 300, 300)
            .Foot("Advance paid", 5000).Audit(TestBill.Private).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("14/01/2027", true)]
    [InlineData("06/11/2024", true)]
    [InlineData("06/11/2035", false)]
    [InlineData("09/11/2025", false)]
    [InlineData("12/11/2025", true)]
    [InlineData("१८/११/२०२५", false)]
    [InlineData("06/71/2025", false)]
    public void A_day_of_a_scan_that_cannot_be_is_asked_about_unless_one_misread_digit_makes_it(string day, bool asks)
    {
        var text = "Admission: 05/11/2025\nDischarge: 08/11/2025\n\nDate          Description            Qty     Rate    Amount\n"
            + $"06/11/2025    Serum Creatinine         1    60.00     60.00\n{day}    Serum Sodium             1    70.00     70.00\n08/11/2025    Chest X-Ray              1    90.00     90.00\n";

        BillAudit.Audit(new(text, Recognised: true), TestBill.Private).Findings.Any(finding => finding.Rule == "implausible.date").ShouldBe(asks);
    }

    [Fact]
    public void A_wrong_subtotal_is_asked_about()
    {
        var finding = new TestBill().Line("Serum Creatinine", 2, 100).Foot("Sub Total", 350).Total(200).Audit().Findings.ShouldHaveSingleItem();

        finding.Rule.ShouldBe("arithmetic.subtotal");
        finding.Explanation.ShouldContain("line 1 comes to INR 200.00");
    }

    [Fact]
    public void A_tax_beyond_its_own_percentage_is_disputed()
    {
        var result = new TestBill().Line("Room rent", 1, 1000).Foot("GST @ 5%", 180, 180).Audit(TestBill.Private);

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Kind.ShouldBe(FindingKind.Tax);
        finding.AmountInr.ShouldBe(130);
    }

    [Fact]
    public void Unequal_halves_of_the_tax_are_asked_about() =>
        new TestBill().Line("Room rent", 1, 10_000).Foot("CGST @ 2.5%", 250, 250).Foot("SGST @ 2.5%", 100, 100).Audit(TestBill.Private)
            .Findings.ShouldHaveSingleItem().Rule.ShouldBe("tax.halves");

    [Fact]
    public void More_room_days_than_the_stay_are_disputed()
    {
        var result = new TestBill().Stay("03/11/2025", "06/11/2025").Line("Room rent", 7, 2000).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Kind.ShouldBe(FindingKind.RoomRent);
        finding.AmountInr.ShouldBe(6000);
    }

    [Fact]
    public void Both_the_first_and_the_last_day_may_be_billed() =>
        new TestBill().Stay("03/11/2025", "06/11/2025").Line("Room rent", 4, 2000).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void Room_rent_beside_intensive_care_on_one_day_is_disputed()
    {
        var result = new TestBill().Line("ICU charges", 1, 5400).Line("Room rent", 1, 2000).Audit();

        result.Findings.ShouldHaveSingleItem().Rule.ShouldBe("room.intensive-care");
        result.Totals.DisputedInr.ShouldBe(2000);
    }

    [Theory]
    [InlineData("03/11/2035")]
    [InlineData("03/11/1985")]
    [InlineData("09/11/2025")]
    [InlineData("01/08/2025")]
    public void A_day_that_cannot_be_is_asked_about(string day)
    {
        var result = new TestBill().Stay("03/11/2025", "06/11/2025").Line("Nursing charges", 1, 500, day).Audit();

        result.Findings.ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Implausible);
        result.Totals.DisputedInr.ShouldBe(0);
    }

    [Fact]
    public void Investigations_shortly_before_admission_are_usual() =>
        new TestBill().Stay("03/11/2025", "06/11/2025").Line("Serum Creatinine", 1, 100, "28/10/2025").Audit().Findings.ShouldBeEmpty();

    [Theory]
    [InlineData(-2)]
    [InlineData(900)]
    public void A_quantity_that_cannot_be_is_asked_about(int quantity) =>
        new TestBill().Line("CT Scan Chest - without contrast", quantity, 2000).Audit()
            .Findings.ShouldContain(finding => finding.Kind == FindingKind.Implausible);

    [Fact]
    public void A_named_refund_may_be_negative() =>
        new TestBill().Line("Serum Creatinine", 2, 100).Line("Pharmacy return", 1, -50).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void A_line_is_disputed_above_the_most_its_own_columns_allow()
    {
        var result = BillAudit.Audit(new("Date,Description,Qty,Rate,Discount,Amount\n03/11/2025,Serum Creatinine,2,100,50,300\n"), TestBill.Cghs);

        result.Findings.ShouldHaveSingleItem().AmountInr.ShouldBe(100);
    }

    [Fact]
    public void Several_days_of_room_and_intensive_care_on_one_line_each_are_asked_about()
    {
        var result = new TestBill().Stay("03/11/2025", "09/11/2025").Line("ICU charges", 2, 5400).Line("Room rent", 4, 2000).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(Verdict.Query);
        finding.AmountInr.ShouldBe(4000);
        result.Totals.DisputedInr.ShouldBe(0);
    }

    [Fact]
    public void A_second_rent_for_the_only_day_is_disputed_once() =>
        new TestBill().Stay("03/11/2025", "03/11/2025").Line("Room rent", 1, 2000).Line("Room rent", 1, 2000).Audit().Totals.DisputedInr.ShouldBe(2000);

    [Fact]
    public void A_round_off_of_more_than_rounding_is_asked_about()
    {
        new TestBill().Line("Care bundle", 1, 995.4m).Foot("Round off", 4.6m, 4.6m).Audit(TestBill.Private).Findings.ShouldBeEmpty();

        var finding = new TestBill().Line("Care bundle", 1, 995).Foot("Round off", 205, 205).Audit(TestBill.Private).Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Verdict, finding.AmountInr).ShouldBe(("arithmetic.round-off", Verdict.Query, 205m));
    }

    [Fact]
    public void A_wrong_total_carried_to_the_next_page_is_named_once_with_where_it_began()
    {
        const string bill = "Patient Name: Asha Verma\n\n| Date | Description | Qty | Rate | Amount |\n"
            + "| 03/11/2025 | Dressing large | 1 | 100.00 | 100.00 |\n| | Carried forward | | | 150.00 |\n"
            + "| | Brought forward | | | 150.00 |\n| 04/11/2025 | Dressing small | 1 | 50.00 | 50.00 |\n| | Carried forward | | | 200.00 |\n"
            + "| 05/11/2025 | Dressing medium | 1 | 70.00 | 70.00 |\n| | Grand Total | | | 270.00 |\n";

        var findings = BillAudit.Audit(new(bill), TestBill.Private).Findings;

        findings.Select(finding => (finding.Rule, finding.Verdict)).ShouldBe([("arithmetic.carried", Verdict.Query), ("arithmetic.total", Verdict.Dispute)]);
        findings[0].Lines.ShouldBe([1]);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(75, true)]
    public void A_test_done_more_often_on_a_day_than_every_hour_is_asked_about(int times, bool asked) =>
        new TestBill().Line("Echocardiography 2D", times, 100).Audit().Findings.Any(finding => finding.Rule == "implausible.quantity").ShouldBe(asked);
}
