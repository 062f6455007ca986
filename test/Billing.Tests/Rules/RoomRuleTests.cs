using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Tests.Rules;

public sealed class RoomRuleTests
{
    private static AuditOptions Limited(decimal limit) => TestBill.Private with { RoomRentLimitInr = limit };

    private static TestBill Stay() => new TestBill()
        .Line("Private room rent", 2, 8000)
        .Line("Consultation for Inpatients", 1, 1000)
        .Line("Surgeon fees", 1, 20_000)
        .Line("Liver Function Test", 1, 500)
        .Line("Tab Paracetamol 500 mg 10's", 1, 10)
        .Line("Implant charges", 1, 30_000)
        .Line("OT consumables", 1, 3000)
        .Line("ICU charges", 1, 9000, "04/11/2025");

    [Fact]
    public void A_room_above_the_limit_of_the_policy_is_asked_about_by_its_excess()
    {
        var finding = Stay().Audit(Limited(5000)).Findings.Single(finding => finding.Rule == "room.limit");

        (finding.Kind, finding.Verdict, finding.AmountInr).ShouldBe((FindingKind.RoomRent, Verdict.Query, 6000m));
        finding.Tariff!.Source.ShouldContain("wording of the policy");
    }

    [Theory]
    [InlineData("AC Cabin")]
    [InlineData("Private room with air conditioning")]
    [InlineData("Deluxe room (A/C)")]
    [InlineData("Twin sharing - AC")]
    [InlineData("Female ward")]
    [InlineData("ए.सी. डीलक्स रूम")]
    [InlineData("এসি কেবিন")]
    [InlineData("ஏ.சி. கேபின்")]
    public void A_room_however_it_is_called_is_counted_by_the_days_of_the_stay(string room)
    {
        var result = new TestBill().Stay("03/11/2025", "05/11/2025").Line(room, 5, 2000).Audit(TestBill.Private);

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.AmountInr).ShouldBe(("room.days", 4000m));
    }

    [Theory]
    [InlineData("Room AC charges")]
    [InlineData("Ward boy")]
    [InlineData("Water bed")]
    [InlineData("Ward procedure")]
    [InlineData("Bed side procedure")]
    public void What_is_done_in_a_room_or_put_into_it_is_no_room(string wording) =>
        new TestBill().Stay("03/11/2025", "05/11/2025").Line(wording, 5, 200).Audit(TestBill.Private).Findings.ShouldNotContain(finding => finding.Rule == "room.days");

    [Fact]
    public void A_stay_that_the_lines_contradict_counts_no_days()
    {
        var bill = new TestBill().Stay("05/11/2025", "05/11/2025").Line("Room rent", 5, 2000, "01/11/2025");
        for (var day = 1; day <= 5; day++)
            bill.Line("Consultation for Inpatients", 1, 200, $"{day:00}/11/2025");

        bill.Audit(TestBill.Private).Findings.ShouldNotContain(finding => finding.Rule == "room.days");
    }

    [Fact]
    public void Fees_are_reduced_in_proportion_and_medicines_implants_diagnostics_and_intensive_care_are_not()
    {
        var result = Stay().Audit(Limited(5000));

        var finding = result.Findings.Single(finding => finding.Rule == "room.proportion");
        finding.Lines.ShouldBe([2, 3]);
        finding.AmountHighInr.ShouldBe(21_000 * 0.375m);
        finding.Verdict.ShouldBe(Verdict.Query);
        result.Findings.Where(other => other.Rule.StartsWith("room.", StringComparison.Ordinal)).ShouldAllBe(other => other.Verdict == Verdict.Query);
    }

    [Fact]
    public void Fees_of_days_in_a_room_within_the_limit_are_not_reduced()
    {
        var result = new TestBill().Line("Private room rent", 1, 8000).Line("General ward rent", 1, 2000, "04/11/2025")
            .Line("Surgeon fees", 1, 20_000, "04/11/2025").Audit(Limited(5000));

        result.Findings.Select(finding => finding.Rule).ShouldBe(["room.limit"]);
    }

    [Fact]
    public void Within_the_limit_or_without_one_nothing_is_asked()
    {
        Stay().Audit(Limited(8000)).Findings.ShouldNotContain(finding => finding.Kind == FindingKind.RoomRent);
        Stay().Audit(TestBill.Private).Findings.ShouldNotContain(finding => finding.Kind == FindingKind.RoomRent);
        Stay().Audit(Limited(5000) with { InsuranceType = InsuranceType.None }).Findings.ShouldNotContain(finding => finding.Kind == FindingKind.RoomRent);
    }

    [Fact]
    public void A_room_beside_intensive_care_is_asked_about_whoever_pays()
    {
        var result = new TestBill().Line("Room rent", 1, 4000).Line("ICU charges", 1, 5400).Audit(TestBill.Private);

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Verdict).ShouldBe(("room.intensive-care", Verdict.Query));
    }

    [Fact]
    public void Days_beyond_the_stay_are_taken_from_the_cheapest_rooms_first()
    {
        var result = new TestBill().Stay("01/11/2025", "03/11/2025").Line("Deluxe room rent", 3, 6000, "01/11/2025").Line("General ward rent", 37, 1000, "01/11/2025").Audit(TestBill.Private);

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.AmountInr).ShouldBe(("room.days", 37_000m));
    }
}
