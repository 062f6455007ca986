using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Tests.Audit;

public sealed class VerdictAndReasonsTests
{
    [Fact]
    public void A_bill_none_of_whose_lines_is_in_the_tariff_is_not_called_clean()
    {
        var result = new TestBill().Line("Room rent general ward", 1, 1500).Line("MRI knee", 1, 9000).Audit();

        result.Verdict.ShouldBe(Verdict.NotAssessable);
        result.Reasons.ShouldContain("No line could be compared with the CGHS list.");
    }

    [Theory]
    [InlineData("Room rent general ward")]
    [InlineData("Semi private room rent")]
    [InlineData("Private ward charges")]
    [InlineData("Deluxe room rent per day")]
    public void A_room_has_no_rate_in_the_list_and_it_is_told(string room)
    {
        var result = new TestBill().Line(room, 1, 15_000).Line("Liver Function Test", 1, 500).Audit();

        result.Findings.ShouldBeEmpty();
        result.Reasons.ShouldContain(reason => reason.Contains("room rents by ward are not in the list"));
    }

    [Fact]
    public void Intensive_care_has_a_rate_that_includes_the_room() =>
        new TestBill().Line("ICU room rent", 2, 9000).Audit().Findings.ShouldHaveSingleItem().Tariff!.Code.ShouldBe("CC001");

    [Fact]
    public void What_is_not_known_is_named()
    {
        new TestBill().Line("Liver Function Test", 1, 500).Audit(TestBill.Cghs with { Ward = null }).Reasons
            .ShouldContain("CGHS rates were applied as published; ward is not known, so only what exceeds the highest rate that could apply is disputed.");
        new TestBill().Line("Liver Function Test", 1, 500).Audit().Reasons.ShouldBe(["CGHS rates were applied as published."]);
    }

    [Theory]
    [InlineData("12/10/2025", "1 line lies on a day")]
    public void One_line_is_told_in_the_singular(string day, string words) =>
        new TestBill().Line("Liver Function Test", 1, 500).Line("Serum Creatinine", 1, 100, day).Audit().Reasons.ShouldContain(reason => reason.StartsWith(words));

    [Fact]
    public void A_printed_code_against_a_wording_of_another_price_is_not_disputed()
    {
        var result = BillAudit.Audit(new("Date,Code,Description,Qty,Rate,Amount\n03/11/2025,RI089,MRI Brain with contrast,1,9000,9000\n"), TestBill.Cghs);

        result.Findings.ShouldBeEmpty();
        result.Notes.AmbiguousMatches.ShouldHaveSingleItem().Reason.ShouldContain("code");
    }

    [Fact]
    public void Words_beside_a_row_that_would_change_the_service_leave_it_undisputed()
    {
        var result = BillAudit.Audit(new("Date,Description,Qty,Rate,Amount\n03/11/2025,Cholecystectomy,1,90000,90000\n,Laparoscopic,,,\n"), TestBill.Cghs);

        result.Findings.ShouldBeEmpty();
        result.Notes.AmbiguousMatches.ShouldHaveSingleItem().Reason.ShouldContain("beside it");
    }
}
