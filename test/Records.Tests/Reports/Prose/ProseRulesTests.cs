using MediAgents.Records.Profiles;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Prose;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Reports.Prose;

public sealed class ProseRulesTests
{
    private static readonly Report Drafted = new TestRecord()
        .Profile(new PatientProfile { Name = "Sulochana Deshpande", DateOfBirth = new DateOnly(1961, 3, 7), Sex = "female", Allergies = [new ProfileAllergy("Penicillin", "rash")] })
        .Event(EventType.Diagnosis, "2020-02-01", "Type 2 diabetes")
        .Lab("2025-04-11", "HbA1c", 6.9m, "%", 4m, 5.6m)
        .Lab("2026-10-03", "HbA1c", 7.2m, "%", 4m, 5.6m)
        .Draft();

    private static readonly IReadOnlyList<ReportFact> Facts = ReportFact.Of(Drafted);

    [Theory]
    [InlineData(ReportSection.Labs, "HbA1c rose from 6.9 % to 7.2 %, above the range that ends at 5.6 %.", null)]
    [InlineData(ReportSection.Labs, "HbA1c rose to 7.9 %.", ProseFault.ForeignValue)]
    [InlineData(ReportSection.Labs, "HbA1c ends at 5.6 mmol/mol.", ProseFault.ForeignValue)]
    [InlineData(ReportSection.Allergies, "HbA1c rose to 7.2 %.", ProseFault.ForeignValue)]
    [InlineData(ReportSection.Allergies, "She is allergic to penicillin.", null)]
    [InlineData(ReportSection.Allergies, "There are no allergies.", ProseFault.UnfoundedDenial)]
    [InlineData(ReportSection.Allergies, "She isn’t allergic to penicillin.", ProseFault.UnfoundedDenial)]
    [InlineData(ReportSection.Problems, "Insulin should be considered.", ProseFault.UnfoundedAdvice)]
    [InlineData(ReportSection.Recommendations, "The HbA1c needs to be looked at first.", null)]
    public void A_sentence_is_held_against_the_statements_it_names(ReportSection named, string sentence, ProseFault? fault) =>
        ProseRules.FaultOf(sentence, [.. Facts.Where(fact => fact.Section == named)]).ShouldBe(fault);

    [Fact]
    public void A_sentence_that_names_nothing_does_not_stand() =>
        ProseRules.FaultOf("She is well.", []).ShouldBe(ProseFault.Unsourced);

    [Fact]
    public void Who_the_patient_is_is_no_fact_for_writers()
    {
        Facts.ShouldContain(fact => fact.Text == "Age: 65 years old");
        Facts.ShouldContain(fact => fact.Text == "Sex: female");
        Facts.ShouldAllBe(fact => !fact.Text.Contains("Deshpande") && !fact.Text.Contains("1961"));
    }

    [Fact]
    public void A_sentence_becomes_a_statement_that_rests_on_the_sources_of_what_it_names()
    {
        var labs = Facts.Where(fact => fact.Section == ReportSection.Labs).ToList();
        var prose = CheckedProse.Of([new WrittenProse("HbA1c rose to 7.2 %.", labs), new WrittenProse("HbA1c rose to 9 %.", labs), new WrittenProse("HbA1c was 6.9 % before.", labs)]);

        var summary = prose.Into(Drafted)[ReportSection.Summary].Statements;

        prose.Dropped.ShouldBe(1);
        summary.Select(statement => statement.Text).ShouldBe(["HbA1c rose to 7.2 %.", "HbA1c was 6.9 % before."]);
        summary.ShouldAllBe(statement => statement.Sources.SequenceEqual(labs[0].Statement.Sources) && statement.RestsOn!.Single() == labs[0].Statement.Id);
        summary.Select(statement => statement.Id).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void A_question_puts_the_facts_that_speak_of_it_first() =>
        ReportFact.For("Is there a penicillin allergy?", Drafted)[0].Section.ShouldBe(ReportSection.Allergies);

    [Fact]
    public void A_long_record_is_cut_at_the_end_of_its_timeline()
    {
        var record = new TestRecord().Event(EventType.Allergy, "2001-01-01", "Penicillin");
        for (var day = 0; day < 150; day++)
            record.Event(EventType.Note, $"{new DateOnly(2025, 1, 1).AddDays(day):yyyy-MM-dd}", "Seen", content => content with { Description = new string('x', 900) });

        var facts = ReportFact.Of(record.Draft());

        facts.Sum(fact => fact.Text.Length).ShouldBeLessThanOrEqualTo(ReportFact.MostCharacters);
        facts.ShouldContain(fact => fact.Section == ReportSection.Allergies);
        facts[^1].Section.ShouldBe(ReportSection.Timeline);
    }
}
