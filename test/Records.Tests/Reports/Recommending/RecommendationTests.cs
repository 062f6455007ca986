using MediAgents.Records.Profiles;
using MediAgents.Records.Reports;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Reports.Recommending;

public sealed class RecommendationTests
{
    [Fact]
    public void A_last_value_out_of_range_is_to_be_reviewed_and_cites_that_value()
    {
        var review = TestRecord.Ravi().Draft().ByRule("lab_out_of_range").ShouldHaveSingleItem();

        review.Text.ShouldBe("Review HbA1c: the last value, 8.1 % on 2025-10-20, is high, reference 4–5.6, and no later value in range is recorded.");
        review.Sources.ShouldHaveSingleItem().Id.ShouldBe("e_07");
    }

    [Fact]
    public void A_value_that_came_right_later_is_not_to_be_reviewed() =>
        TestRecord.Ravi().Lab("2026-10-01", "HbA1c", 5.5m, "%", 4m, 5.6m).Draft().ByRule("lab_out_of_range").ShouldBeEmpty();

    [Theory]
    [InlineData(null, 1)]
    [InlineData("cardiology", 0)]
    [InlineData("orthopaedics", 1)]
    public void A_follow_up_is_overdue_until_a_visit_of_its_specialty(string? specialty, int overdue)
    {
        var record = TestRecord.Ravi();
        if (specialty is not null)
            record.Event(EventType.Encounter, "2026-01-20", "Visit", content => content with { Specialty = specialty });

        record.Draft().ByRule("overdue_follow_up").Count().ShouldBe(overdue);
    }

    [Fact]
    public void An_appointment_of_today_is_not_overdue() =>
        TestRecord.Ravi().Draft(today: new DateOnly(2026, 1, 15)).ByRule("overdue_follow_up").ShouldBeEmpty();

    [Theory]
    [InlineData("Penicillin", "Tab Amoxycillin 250 mg", true)]
    [InlineData("allergic to sulfa drugs", "Septran DS", true)]
    [InlineData("Aspirin", "Ecosprin 75", true)]
    [InlineData("Ibuprofen", "Tab. IBUPROFEN 400", true)]
    [InlineData("NSAIDs", "Diclofenac gel", true)]
    [InlineData("Penicillin", "Metformin 500 mg", false)]
    [InlineData("Peanuts", "Amoxicillin", false)]
    [InlineData("Mefenamic acid", "Folic acid", false)]
    [InlineData("Diclofenac sodium", "Sodium valproate", false)]
    public void An_allergy_meets_a_medicine_of_its_substance_or_class(string allergy, string medicine, bool meets)
    {
        var report = new TestRecord()
            .Profile(new PatientProfile { Allergies = [new ProfileAllergy(allergy)] })
            .Event(EventType.Medication, "2026-11-01", medicine)
            .Draft();

        report.ByRule("allergy_meets_medicine").Count().ShouldBe(meets ? 1 : 0);
    }

    [Fact]
    public void A_medicine_that_was_stopped_meets_no_allergy() =>
        TestRecord.Ravi().Draft().ByRule("allergy_meets_medicine").ShouldBeEmpty();

    [Fact]
    public void Monitoring_is_due_when_the_last_value_is_too_old_and_names_its_guideline()
    {
        var due = TestRecord.Ravi().Draft().ByRule("hba1c_due").ShouldHaveSingleItem();

        due.Rule!.Basis.ShouldContain("American Diabetes Association");
        due.Sources.Select(source => source.Id).ShouldBe(["e_01", "e_07"]);
        TestRecord.Ravi().Draft(today: new DateOnly(2026, 4, 20)).ByRule("hba1c_due").ShouldBeEmpty();
        TestRecord.Ravi().Draft(today: new DateOnly(2026, 4, 21)).ByRule("hba1c_due").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Diabetes insipidus")]
    [InlineData("Family history of diabetes")]
    [InlineData("Prediabetes")]
    public void What_only_sounds_like_diabetes_needs_no_monitoring(string condition) =>
        new TestRecord().Profile(new PatientProfile { Conditions = [condition] }).Draft().ByRule("hba1c_due").ShouldBeEmpty();
}
