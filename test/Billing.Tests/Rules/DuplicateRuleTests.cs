using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Tests.Rules;

public sealed class DuplicateRuleTests
{
    [Fact]
    public void Wordings_of_one_letter_are_not_told_to_be_the_same() =>
        new TestBill().Line("x", 1, 300).Line("x", 1, 300).Audit(TestBill.Private).Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Duplicate);

    [Fact]
    public void The_same_service_on_the_same_day_is_disputed_once()
    {
        var result = new TestBill().Line("Liver Function Test", 1, 500).Line("Liver Function Test", 1, 500).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Rule.ShouldBe("duplicate.exact");
        finding.Lines.ShouldBe([1, 2]);
        finding.AmountInr.ShouldBe(500);
        result.Totals.DisputedInr.ShouldBe(500);
    }

    [Fact]
    public void Another_wording_of_the_same_service_is_near_a_duplicate()
    {
        var result = new TestBill().Line("Liver Function Test", 1, 500).Line("LFT", 1, 500).Audit();

        result.Findings.ShouldHaveSingleItem().Rule.ShouldBe("duplicate.near");
    }

    [Fact]
    public void Two_wordings_of_one_row_are_asked_about_at_one_price_and_let_be_at_two()
    {
        var result = new TestBill().Line("Uric acid estimation", 1, 150).Line("Uric acid test", 1, 150).Audit();

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Verdict).ShouldBe(("duplicate.near", Verdict.Query));
        new TestBill().Line("Uric acid estimation", 1, 150).Line("Uric acid test", 1, 140).Audit().Findings.ShouldBeEmpty();
    }

    [Fact]
    public void A_duplicate_supersedes_an_overcharge_on_its_line()
    {
        var result = new TestBill().Line("Liver Function Test", 1, 900).Line("Liver Function Test", 1, 900).Audit();

        result.Findings.Single(finding => finding.Kind == FindingKind.Overcharge).Lines.ShouldBe([1]);
        result.Totals.DisputedInr.ShouldBe(400 + 900);
    }

    [Fact]
    public void Other_days_are_other_services() =>
        new TestBill().Line("Liver Function Test", 1, 500, "03/11/2025").Line("Liver Function Test", 1, 500, "05/11/2025").Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void A_room_each_day_is_no_duplicate_but_twice_a_day_is()
    {
        new TestBill().Line("Room rent", 1, 2000, "03/11/2025").Line("Room rent", 1, 2000, "04/11/2025").Audit().Findings.ShouldBeEmpty();
        new TestBill().Line("Room rent", 1, 2000).Line("Room rent", 1, 2000).Audit().Findings.ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Duplicate);
    }

    [Theory]
    [InlineData("Electrocardiogram", "ECG 3 channel")]
    [InlineData("Troponin I", "Trop I")]
    [InlineData("ABG analysis", "Arterial blood gas")]
    public void What_the_row_says_itself_or_how_it_is_done_tells_no_second_service(string one, string other) =>
        new TestBill().Line(one, 1, 90).Line(other, 1, 90).Audit().Findings.ShouldContain(finding => finding.Kind == FindingKind.Duplicate && finding.Verdict == Verdict.Query);

    [Fact]
    public void At_two_hours_a_test_was_done_twice() =>
        new TestBill().Line("ABG analysis - 06:00", 1, 90).Line("Arterial blood gas - 18:00", 1, 90).Audit().Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Duplicate);

    [Fact]
    public void Two_sides_are_two_services() =>
        new TestBill().Line("X Ray knee left", 1, 380).Line("X Ray knee right", 1, 380).Audit().Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("CT scan brain plain", "NCCT head")]
    [InlineData("MRI knee (single) plain", "MRI knee joint - plain (one side)")]
    [InlineData("D-Dimer", "D-Dimer quantitative")]
    [InlineData("X-ray KUB", "X-ray abdomen & pelvis for KUB")]
    public void Two_wordings_of_one_service_at_one_price_are_asked_about(string first, string second) =>
        new TestBill().Line(first, 1, 380).Line(second, 1, 380).Audit().Findings.ShouldContain(finding => finding.Rule == "duplicate.near");

    [Theory]
    [InlineData("X-ray chest PA", "X-ray chest oblique")]
    [InlineData("USG doppler left leg, first", "USG doppler left leg, second")]
    public void Two_views_and_a_second_time_are_two_services(string first, string second) =>
        new TestBill().Line(first, 1, 180).Line(second, 1, 180).Audit().Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Duplicate);

    [Fact]
    public void Two_joints_of_one_tariff_row_are_two_services() =>
        new TestBill().Line("X Ray knee AP & lateral", 1, 380).Line("X Ray wrist AP & lateral", 1, 380).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void Visits_at_different_times_and_medicines_are_left_alone() =>
        new TestBill().Line("Consultation for Inpatients 09:00", 1, 350).Line("Consultation for Inpatients 18:00", 1, 350)
            .Line("Syringe 5 ml", 1, 10).Line("Syringe 5 ml", 1, 10).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void A_repeated_visit_is_asked_about_and_disputes_nothing()
    {
        var result = new TestBill().Line("Consultation for Inpatients", 1, 350).Line("Consultation for Inpatients", 1, 350).Audit();

        result.Findings.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Query);
        result.Totals.DisputedInr.ShouldBe(0);
    }

    [Fact]
    public void Without_dates_a_repeat_is_only_asked_about()
    {
        var result = new TestBill().Line("Liver Function Test", 1, 500, "").Line("Liver Function Test", 1, 500, "").Audit();

        result.Findings.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Query);
        result.Totals.DisputedInr.ShouldBe(0);
    }

    [Fact]
    public void A_charge_the_bill_takes_back_was_billed_once() =>
        new TestBill().Line("Liver Function Test", 1, 500).Line("Liver Function Test", 1, 500).Line("Liver Function Test reversal", 1, -500).Audit()
            .Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("03/11/2025 06:00", "03/11/2025 18:00")]
    [InlineData("03/11/2025 6:00 AM", "03/11/2025 6:00 PM")]
    public void A_test_at_another_time_of_the_day_is_another_test(string first, string second) =>
        new TestBill().Line("Liver Function Test", 1, 500, first).Line("Liver Function Test", 1, 500, second).Audit().Findings.ShouldBeEmpty();

    [Fact]
    public void A_visit_at_another_time_of_the_day_is_another_visit() =>
        new TestBill().Line("Consultation for Inpatients", 1, 350, "03/11/2025 09:00").Line("Consultation for Inpatients", 1, 350, "03/11/2025 18:00").Audit()
            .Findings.ShouldBeEmpty();
}
