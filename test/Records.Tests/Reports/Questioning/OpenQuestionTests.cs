using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Drafting;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Reports.Questioning;

public sealed class OpenQuestionTests
{
    [Fact]
    public void Refused_and_unsure_opinions_are_open_and_sure_ones_are_not()
    {
        var report = TestRecord.Ravi().Draft();

        report.ByRule("opinion_refused").ShouldHaveSingleItem().Text.ShouldBe("“Is it Lewy body disease?” The neurologist could not answer this on 2026-04-06.");
        report.ByRule("opinion_unsure").ShouldHaveSingleItem().Sources.ShouldHaveSingleItem().Id.ShouldBe("r_2");
    }

    [Fact]
    public void A_proposal_waits_with_the_words_it_was_found_in()
    {
        var waiting = TestRecord.Ravi().Draft().ByRule("waiting_proposal").ShouldHaveSingleItem();

        waiting.Sources.ShouldHaveSingleItem().Quote.ShouldBe(new SourceQuote("d_7", 2, "c/o giddiness since morning"));
    }

    [Fact]
    public void Two_doses_of_one_medicine_contradict_each_other()
    {
        var doses = TestRecord.Ravi().Draft().ByRule("contradicting_doses").ShouldHaveSingleItem();

        doses.Text.ShouldBe("Which dose of Metformin: the patient says 500mg, the prescription of 2025-02-01 says 1000mg?");
        doses.Sources.Select(source => source.Kind).ShouldBe([SourceKind.Event, SourceKind.Profile]);
    }

    [Fact]
    public void No_known_allergies_contradicts_a_known_one() =>
        TestRecord.Ravi().Event(EventType.Allergy, "2026-01-01", "No known drug allergies").Draft().ByRule("contradicting_allergies").ShouldHaveSingleItem();

    [Fact]
    public void Two_values_of_one_moment_contradict_each_other()
    {
        var record = new TestRecord().Lab("2026-01-01", "Hb", 12.1m, "g/dL").Lab("2026-01-01", "Haemoglobin", 9.1m, "g/dL").Lab("2026-02-01", "Hb", 12m, "g/dl");

        record.Draft().ByRule("contradicting_values").ShouldHaveSingleItem().Text.ShouldBe("Which value of Hb is right for 2026-01-01: 12.1 g/dl or 9.1 g/dl?");
    }

    [Fact]
    public void One_test_in_two_units_is_two_trends_and_a_question()
    {
        var report = new TestRecord().Lab("2026-01-01", "HbA1c", 7m, "%").Lab("2026-02-01", "HbA1c", 53m, "mmol/mol").Draft();

        report[ReportSection.Labs].Statements.Count.ShouldBe(2);
        report.ByRule("several_units").ShouldHaveSingleItem();
    }

    [Fact]
    public void An_event_before_birth_is_a_question() =>
        new TestRecord().Profile(new PatientProfile { DateOfBirth = new DateOnly(1990, 5, 1) })
            .Event(EventType.Note, "1990", "Birth weight").Event(EventType.Note, "1989-12-31", "Fracture")
            .Draft().ByRule("before_birth").ShouldHaveSingleItem().Sources[0].Id.ShouldBe("e_02");

    [Fact]
    public void What_was_not_read_is_told() =>
        ReportDraft.Of(
            TestRecord.Ravi().Material with { EventsLeftOut = 12 },
            new ReportOrder("Report", new ReportPeriod()),
            TestRecord.Today,
            new ConfidenceThresholds()).ByRule("events_not_read").ShouldHaveSingleItem().Text.ShouldContain("12 entries before 2019-03");
}
