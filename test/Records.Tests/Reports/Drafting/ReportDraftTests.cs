using System.Text.Json;
using MediAgents.Primitives;
using MediAgents.Records.Reports;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Reports.Drafting;

public sealed class ReportDraftTests
{
    private readonly Report report = TestRecord.Ravi().Draft();

    [Fact]
    public void Every_statement_carries_sources_and_an_id_of_its_own()
    {
        var all = report.Parts.SelectMany(part => part.Statements).ToList();

        all.Count.ShouldBeGreaterThan(30);
        all.ShouldAllBe(statement => statement.Sources.Count > 0 && statement.Text.Length > 0);
        all.Select(statement => statement.Id).ShouldBeUnique();
        report[ReportSection.Recommendations].Statements.ShouldAllBe(statement => statement.Rule != null && statement.Rule.Basis.Length > 0);
        report[ReportSection.OpenQuestions].Statements.ShouldAllBe(statement => statement.Rule != null);
    }

    [Fact]
    public void The_same_material_gives_the_same_report() =>
        Json(TestRecord.Ravi().Draft()).ShouldBe(Json(report));

    [Fact]
    public void A_report_survives_being_stored() =>
        Json(JsonSerializer.Deserialize<Report>(Json(report), WireJson.Options)!).ShouldBe(Json(report));

    [Fact]
    public void A_condition_of_the_profile_and_its_diagnoses_are_one_problem()
    {
        var diabetes = report[ReportSection.Problems].Statements.Where(statement => statement.Text.Contains("diabetes")).ShouldHaveSingleItem();

        diabetes.Text.ShouldBe("Type 2 diabetes mellitus (ICD-10 E11.9), first recorded 2019-03");
        diabetes.Sources.Select(source => source.Kind).ShouldBe([SourceKind.Event, SourceKind.Profile]);
        report.Texts(ReportSection.Problems).ShouldContain("Knee osteoarthritis, named by the patient");
    }

    [Fact]
    public void Values_of_one_test_under_its_several_names_are_one_trend()
    {
        var hba1c = report[ReportSection.Labs].Statements.Single(statement => statement.Trend!.Test == "hba1c");

        hba1c.Text.ShouldBe("HbA1c: 8.1 % on 2025-10-20 (high, reference 4–5.6); up from 7.4 on 2025-02-01; 3 values since 2024-01-15");
        hba1c.Trend!.Values.Select(value => value.Value).ShouldBe([6.8m, 7.4m, 8.1m]);
        hba1c.Sources.Select(source => source.Id).ShouldBe(hba1c.Trend.Values.Select(value => value.EventId));
    }

    [Fact]
    public void A_value_from_a_document_brings_the_words_it_was_found_in()
    {
        var record = new TestRecord().Event(EventType.LabResult, "2026-01-01", "Hb", content => content with
        {
            Measurements = [new Measurement("Hb", 9.1m, null, "g/dL", 12, 15)],
            Evidence = new EventEvidence("d_1", 3, "Hb 9.1 g/dL", 0, 11, 0.9),
        });

        foreach (var section in new[] { ReportSection.Labs, ReportSection.Timeline, ReportSection.Recommendations })
            record.Draft()[section].Statements.ShouldHaveSingleItem().Sources.ShouldHaveSingleItem().Quote.ShouldBe(new SourceQuote("d_1", 3, "Hb 9.1 g/dL"));
    }

    [Fact]
    public void Medicines_tell_what_the_patient_says_from_what_was_prescribed()
    {
        var texts = report.Texts(ReportSection.Medicines).ToList();

        texts.ShouldContain("Metformin, 500 mg, twice a day: taken now, as the patient says; prescribed 2025-02-01 as “Tab. Metformin 1000 mg BD”");
        texts.ShouldContain("Cap. Amoxicillin 500 mg TDS; prescribed 2025-09-02; until 2025-09-09");
    }

    [Fact]
    public void The_timeline_is_newest_first_and_without_proposals()
    {
        var timeline = report[ReportSection.Timeline].Statements;

        timeline.Select(statement => statement.Date!.Value.Start).ShouldBeInOrder(SortDirection.Descending);
        timeline.ShouldNotContain(statement => statement.Text.Contains("Dizziness"));
        timeline[0].Text.ShouldBe("Encounter: Knee clinic, orthopaedics");
    }

    [Fact]
    public void A_period_limits_what_happened_but_never_hides_an_allergy_or_a_problem()
    {
        var late = TestRecord.Ravi().Event(EventType.Allergy, "2018-01-01", "Allergy to aspirin").Draft(from: "2026");

        late.Texts(ReportSection.Allergies).ShouldContain("Allergy to aspirin, recorded 2018-01-01");
        late.Texts(ReportSection.Problems).Count().ShouldBe(3);
        late[ReportSection.Labs].Statements.ShouldBeEmpty();
        late[ReportSection.Timeline].Statements.ShouldAllBe(statement => statement.Date!.Value.Start.Year == 2026);
    }

    [Fact]
    public void A_report_up_to_a_day_looks_at_the_record_from_that_day()
    {
        var then = TestRecord.Ravi().Draft(to: "2025-12-31");

        then.AsOf.ShouldBe(new DateOnly(2025, 12, 31));
        then.Texts(ReportSection.Patient).ShouldContain("Born: 1961-03-07, 64 years old");
        then.ByRule("overdue_follow_up").ShouldBeEmpty();
    }

    [Fact]
    public void Sections_are_cut_at_what_a_reader_takes_in_and_say_so()
    {
        var record = TestRecord.Ravi();
        for (var i = 0; i < 300; i++)
            record.Event(EventType.Note, "2026-06-01", $"Note {i}");

        var timeline = record.Draft()[ReportSection.Timeline];

        timeline.Statements.Count.ShouldBe(200);
        timeline.LeftOut.ShouldBe(record.Draft(to: "2026").Parts.Sum(part => part.Section == ReportSection.Timeline ? part.LeftOut : 0));
        timeline.LeftOut.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void An_empty_record_gives_a_report_that_asks_for_the_basics()
    {
        var empty = new TestRecord().Draft();

        empty.Parts.Where(part => part.Section != ReportSection.OpenQuestions).ShouldAllBe(part => part.Statements.Count == 0);
        empty.ByRule("missing_basics").Count().ShouldBe(5);
        empty.ByRule("missing_basics").ShouldAllBe(statement => statement.Sources.Single() == new StatementSource(SourceKind.Profile, "profile", 0, null));
    }

    private static string Json(Report one) => JsonSerializer.Serialize(one, WireJson.Options);
}
