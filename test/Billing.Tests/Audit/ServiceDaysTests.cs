using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Tests.Audit;

public sealed class ServiceDaysTests
{
    [Theory]
    [InlineData("Date of Service: 05/11/2025")]
    [InlineData("Visit Date: 05/11/2025")]
    [InlineData("Date of Admission: 05/11/2025   Date of Discharge: 05/11/2025")]
    public void The_one_day_of_the_head_is_the_day_of_lines_without_a_date(string head)
    {
        var result = new TestBill().Head(head).Line("Liver Function Test", 1, 900, "").Line("Liver Function Test", 1, 900, "").Audit();

        result.Findings.Select(finding => (finding.Kind, finding.Lines[^1], finding.AmountInr)).ShouldBe([(FindingKind.Overcharge, 1, 400m), (FindingKind.Duplicate, 2, 900m)]);
        result.Totals.DisputedInr.ShouldBe(1300);
        result.Reasons.ShouldNotContain(reason => reason.Contains("no service date"));
    }

    [Fact]
    public void Within_a_stay_a_rate_that_holds_on_all_of_its_days_holds_for_an_undated_line()
    {
        var result = new TestBill().Stay("03/11/2025", "07/11/2025").Line("Liver Function Test", 1, 900, "").Audit();

        result.Findings.ShouldHaveSingleItem().AmountInr.ShouldBe(400);
    }

    [Theory]
    [InlineData("10/10/2025", "20/10/2025")]
    [InlineData("07/11/2025", "03/11/2025")]
    public void A_stay_that_began_before_the_rates_or_cannot_be_disputes_no_undated_line(string admitted, string discharged) =>
        new TestBill().Stay(admitted, discharged).Line("Liver Function Test", 1, 900, "").Audit().Totals.DisputedInr.ShouldBe(0);

    [Fact]
    public void A_ceiling_that_changed_during_the_stay_is_not_held_against_an_undated_sale()
    {
        var result = new TestBill().Stay("28/03/2025", "04/04/2025").Line("Tab Paracetamol 500 mg 10's", 2, 55, "").Audit();

        result.Findings.ShouldBeEmpty();
        result.Notes.NotDisputed.ShouldContain(note => note.Reason.Contains("day of the sale"));
    }

    [Fact]
    public void Without_any_date_nothing_is_disputed_and_it_is_told()
    {
        var result = new TestBill().Line("Liver Function Test", 1, 900, "").Audit();

        result.Findings.ShouldBeEmpty();
        result.Verdict.ShouldBe(Verdict.NotAssessable);
        result.Reasons.ShouldContain("1 line has no service date, so no table can be said to hold for it; its price was left alone.");
    }

    [Fact]
    public void The_date_of_a_bill_without_a_stay_is_taken_and_told()
    {
        var result = new TestBill().Head("Bill Date: 05/11/2025").Line("Liver Function Test", 1, 900, "").Audit();

        result.Findings.ShouldHaveSingleItem().AmountInr.ShouldBe(400);
        result.Reasons.ShouldContain(reason => reason.Contains("The date of the bill, 2025-11-05"));
    }

    [Fact]
    public void A_discharge_alone_says_no_day() =>
        new TestBill().Head("Date of Discharge: 05/11/2025   Bill Date: 05/11/2025").Line("Liver Function Test", 1, 900, "").Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void The_day_the_caller_gives_stands_where_the_bill_has_none() =>
        new TestBill().Line("Liver Function Test", 1, 900, "").Audit(TestBill.Cghs with { ServiceDate = new(2025, 11, 5) })
            .Findings.ShouldHaveSingleItem().AmountInr.ShouldBe(400);
}
