using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Asking;

namespace MediAgents.Billing.Tests.Rates.Asking;

public sealed class RateDeskTests
{
    private static readonly DateOnly Today = new(2025, 12, 1);

    [Theory]
    [InlineData("What is the CGHS rate of ECG?", TableKind.Cghs, "ECG")]
    [InlineData("How much does CGHS allow for an MRI of the knee, please?", TableKind.Cghs, "MRI knee")]
    [InlineData("Tell me the PM-JAY price for appendicectomy", TableKind.Pmjay, "appendicectomy")]
    [InlineData("ceiling price of paracetamol 500 mg tablet?", TableKind.Nppa, "paracetamol 500 mg tablet")]
    [InlineData("What does Atorvastatin 10 mg tablet cost at Jan Aushadhi?", TableKind.Janaushadhi, "Atorvastatin 10 mg tablet")]
    public void A_question_after_a_price_names_its_list_and_service(string question, TableKind table, string service) =>
        RateQuestion.Of(question).ShouldBe(new RateQuestion(table, service));

    [Theory]
    [InlineData("Was I overcharged against the CGHS rate of ECG?")]
    [InlineData("Which lines of my bill exceed the CGHS rates?")]
    [InlineData("What is the rate of ECG?")]
    [InlineData("What is CGHS?")]
    [InlineData("What are the CGHS rates?")]
    [InlineData("")]
    public void Anything_else_is_no_such_question(string question) => RateQuestion.Of(question).ShouldBeNull();

    [Fact]
    public void A_service_is_answered_with_code_name_tiers_and_day()
    {
        var answer = RateDesk.Answer(new(TableKind.Cghs, "ECG"), RateBook.Shipped, Today);

        var rate = answer.Rates.ShouldHaveSingleItem();
        (rate.Code, rate.ValidFrom).ShouldBe(("CI001", new DateOnly(2025, 10, 13)));
        rate.Figures.ShouldContain("Tier II INR 134.00 (not NABH), INR 158.00 (NABH), INR 158.00 (super-speciality)");
        answer.Confidence.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void A_wording_of_several_rows_is_answered_with_all_and_none_is_guessed() =>
        RateDesk.Answer(new(TableKind.Cghs, "MRI brain"), RateBook.Shipped, Today).Rates.Count.ShouldBeGreaterThan(1);

    [Fact]
    public void A_ceiling_is_that_of_the_day_with_the_index()
    {
        var rate = RateDesk.Answer(new(TableKind.Nppa, "Paracetamol tablet 500 mg"), RateBook.Shipped, Today).Rates.ShouldHaveSingleItem();

        rate.Name.ShouldContain("Paracetamol");
        rate.Figures.ShouldContain("for one tablet, without GST");
    }

    [Fact]
    public void A_generic_is_answered_with_its_pack_and_unit_price() =>
        RateDesk.Answer(new(TableKind.Janaushadhi, "Atorvastatin 10 mg tablet"), RateBook.Shipped, Today).Rates.ShouldHaveSingleItem()
            .Figures.ShouldBe("INR 9.08 for 10's, INR 0.908 for one tablet");

    [Theory]
    [InlineData(TableKind.Cghs, "moon landing")]
    [InlineData(TableKind.Esi, "ECG")]
    [InlineData(TableKind.Nppa, "moonstone tablet 5 mg")]
    [InlineData(TableKind.Nppa, "paracetamol")]
    [InlineData(TableKind.Janaushadhi, "atorvastatin")]
    [InlineData(TableKind.Janaushadhi, "atorvastatin 11 mg tablet")]
    public void What_no_list_holds_is_said_and_not_guessed(TableKind table, string service)
    {
        var answer = RateDesk.Answer(new(table, service), RateBook.Shipped, Today);

        answer.Rates.ShouldBeEmpty();
        answer.Missing.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Outside_the_days_of_every_table_nothing_is_answered() =>
        RateDesk.Answer(new(TableKind.Cghs, "ECG"), RateBook.Shipped, new(2025, 10, 12)).Missing!.ShouldContain("2025-10-12");
}
