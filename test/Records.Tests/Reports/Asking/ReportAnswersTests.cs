using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Asking;

namespace MediAgents.Records.Tests.Reports.Asking;

public sealed class ReportAnswersTests
{
    private static readonly ConfidenceThresholds Thresholds = new();

    private static IReadOnlyList<(string Set, string Question, string Expected, ReportAnswer Answer)> Judged { get; } =
    [..
        from one in JudgedRecords.Questions
        select (one.Record, one.Question, one.Expected, ReportAnswers.Answer(JudgedRecords.ReportOf(one.Record), one.Question, Thresholds)),
    ];

    [Fact]
    public void What_the_report_cannot_know_is_refused_and_says_what_is_missing()
    {
        foreach (var (_, question, _, answer) in Judged.Where(one => one.Expected == "-"))
        {
            answer.Level.ShouldBe(ConfidenceLevel.Refused, question);
            answer.Missing.ShouldNotBeNullOrWhiteSpace(question);
            answer.Citations.ShouldBeEmpty(question);
        }
    }

    [Fact]
    public void What_is_answered_is_right()
    {
        foreach (var (_, question, expected, answer) in Judged.Where(one => one.Answer.Level != ConfidenceLevel.Refused))
            answer.Text.ShouldContain(expected, Case.Sensitive, question);
    }

    [Theory]
    [InlineData("r", 1.0)]
    [InlineData("m", 0.95)]
    [InlineData("hr", 0.7)]
    [InlineData("hm", 0.5)]
    public void Most_of_what_the_report_knows_is_answered(string set, double share)
    {
        var known = Judged.Where(one => one.Set == set && one.Expected != "-").ToList();

        var answered = known.Count(one => one.Answer.Level != ConfidenceLevel.Refused);

        ((double)answered / known.Count).ShouldBeGreaterThanOrEqualTo(share);
    }

    [Fact]
    public void The_confidence_of_what_is_answered_is_about_how_often_it_is_right()
    {
        var answered = Judged.Where(one => one.Answer.Level != ConfidenceLevel.Refused).ToList();

        var right = (double)answered.Count(one => one.Answer.Text.Contains(one.Expected)) / answered.Count;

        answered.Average(one => one.Answer.Confidence).ShouldBeInRange(right - 0.1, right + 0.02);
    }

    [Fact]
    public void Every_sentence_names_statements_of_the_report_and_every_citation_its_sources()
    {
        foreach (var (set, question, _, answer) in Judged)
        {
            var ids = JudgedRecords.ReportOf(set).Parts.SelectMany(part => part.Statements).Select(statement => statement.Id).ToHashSet();
            answer.Sentences.ShouldAllBe(sentence => sentence.StatementIds.Count > 0 && sentence.StatementIds.All(ids.Contains), question);
            answer.Sentences.SelectMany(sentence => sentence.StatementIds).Except(answer.Citations.Select(citation => citation.StatementId)).ShouldBeEmpty(question);
            answer.Citations.ShouldAllBe(citation => citation.Sources.Count > 0, question);
        }
    }

    [Fact]
    public void One_value_out_of_many_cites_its_own_event()
    {
        var first = ReportAnswers.Answer(JudgedRecords.Ravi, "What was the first HbA1c?", Thresholds);

        first.Citations.ShouldHaveSingleItem().Sources.ShouldHaveSingleItem().Id.ShouldBe("e_05");
    }

    [Fact]
    public void A_contradiction_about_what_is_asked_belongs_to_the_answer() =>
        ReportAnswers.Answer(JudgedRecords.Ravi, "What dose of metformin do I take?", Thresholds).Citations
            .Select(citation => citation.Section).ShouldBe([ReportSection.Medicines, ReportSection.OpenQuestions]);

    [Fact]
    public void Names_in_Indic_scripts_are_words_like_others()
    {
        var report = new TestRecord().Profile(new PatientProfile { Conditions = ["মাইগ্রেন", "मधुमेह"] }).Draft();

        ReportAnswers.Answer(report, "मधुमेह?", Thresholds).Text.ShouldBe("मधुमेह, named by the patient.");
        ReportAnswers.Answer(report, "मधुर?", Thresholds).Level.ShouldBe(ConfidenceLevel.Refused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?!")]
    [InlineData("the")]
    [InlineData("2025-99-99")]
    [InlineData("'; DROP TABLE report; --")]
    public void A_question_about_nothing_is_refused(string question) =>
        ReportAnswers.Answer(JudgedRecords.Ravi, question, Thresholds).Level.ShouldBe(ConfidenceLevel.Refused);

    [Fact]
    public void A_question_of_great_length_is_read_in_bounded_time() =>
        ReportAnswers.Answer(JudgedRecords.Ravi, string.Concat(Enumerable.Repeat("january 1 of on 2 ", 50_000)), Thresholds).Level.ShouldBe(ConfidenceLevel.Refused);
}
