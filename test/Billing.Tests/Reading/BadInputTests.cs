using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("", BillProblem.Empty)]
    [InlineData("   \n\t\n", BillProblem.Empty)]
    [InlineData("The patient came with fever and was sent home.", BillProblem.NoLineItems)]
    [InlineData("a\0b\0c", BillProblem.NotText)]
    public void What_is_no_bill_is_named(string text, BillProblem problem)
    {
        var result = BillAudit.Audit(new BillText(text), new());

        result.Problem.ShouldBe(problem);
        result.Verdict.ShouldBe(Verdict.NotAssessable);
        result.Reasons.ShouldNotBeEmpty();
        result.Totals.ShouldBe(new AuditTotals(0, 0, 0));
    }

    [Fact]
    public void Twenty_thousand_lines_are_too_many() =>
        BillReader.Read(new(string.Concat(Enumerable.Repeat("x\n", BillText.MaxLines)))).Problem.ShouldBe(BillProblem.TooManyLines);

    [Fact]
    public void Twenty_megabytes_are_too_large() =>
        BillReader.Read(new(new string('x', BillText.MaxLength + 1))).Problem.ShouldBe(BillProblem.TooLarge);

    [Fact]
    public void Ten_megabytes_in_one_line_end_quickly()
    {
        var result = BillAudit.Audit(new BillText(new string('x', 10_000_000)), new());

        result.Problem.ShouldBe(BillProblem.NoLineItems);
    }

    [Fact]
    public void Ten_megabytes_of_csv_with_an_open_quote_end_with_an_outcome()
    {
        var text = "Description,Amount\n\"CBC,300\n" + new string('y', 10_000_000);

        BillReader.Read(new(text, BillFormat.Csv)).ShouldNotBeNull();
    }

    [Fact]
    public void An_overflowing_amount_is_left_out_and_told()
    {
        var bill = BillReader.Read(new("""
            Description          Qty    Rate    Amount
            Serum Sodium           1  120.00    120.00
            Serum Potassium        1  1e30      1e30
            """));

        bill.Lines.ShouldHaveSingleItem();
        bill.Warnings.ShouldHaveSingleItem().ShouldContain("too large");
    }

    [Fact]
    public void Largest_figures_do_not_overflow_the_audit()
    {
        var result = BillAudit.Audit(new BillText("Description,Qty,Rate,Amount,Date\nSerum Sodium,99999999999,99999999999,99999999999,01/11/2025\nGrand Total,,,99999999999,"), new() { InsuranceType = InsuranceType.Cghs });

        result.Totals.ClaimedInr.ShouldBe(result.Totals.AllowedInr + result.Totals.DisputedInr);
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        var pieces = Gen.Elements("Description", "Qty", "Rate", "Amount", "\t", "  ", "|", ",", "\n", "\f", "\"", "CBC", "Total", "1,25,000.00", "Rs.", "-5", "13/10/2025", "1e30", "GST 18%", "Discount", "(", "₹", "०", "\u200d", "x", "99999999999");
        var texts = Gen.ListOf(pieces).Select(list => string.Join("", list)).ToArbitrary();
        Prop.ForAll(texts, text =>
        {
            var result = BillAudit.Audit(new BillText(text), new() { InsuranceType = InsuranceType.Private });
            return result.Totals.ClaimedInr == result.Totals.AllowedInr + result.Totals.DisputedInr;
        }).QuickCheckThrowOnFailure();
    }
}
