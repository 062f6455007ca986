using MediAgents.Evaluation.Council;

namespace MediAgents.Evaluation.Tests.Council;

public sealed class CouncilScoringTests
{
    private static readonly CouncilQuestion Question = new()
    {
        Id = "q1",
        Patient = "anna",
        Kind = CouncilKind.Conflict,
        Text = "May I take ibuprofen?",
        Agents = ["cardiologist", "orthopedist"],
        Cite = ["Anticoagulant medicines|Atrial fibrillation", "Knee osteoarthritis"],
        Mention = [["bleed", "haemorrhage"], ["stomach"]],
        Avoid = ["is safe with"],
        Disagreement = ["ibuprofen"],
    };

    private static readonly CouncilReply Reply = new(
        "Ibuprofen raises the risk of bleeding. [c1] Exercise helps. (general) Knees get 2 kg lighter. [c2] [c9]",
        IsRefused: false,
        new Dictionary<string, CitedPassage>
        {
            ["c1"] = new("Anticoagulant medicines: Safety", "Ibuprofen taken beside an anticoagulant raises the risk of bleeding."),
            ["c2"] = new("Gout: Treatment", "Colchicine."),
        },
        ["cardiologist"],
        ["the orthopedist says “Ibuprofen helps”, …"],
        Alerts: [],
        AlertsCameFirst: false,
        Tokens: 12,
        Milliseconds: 3);

    [Fact]
    public void An_answer_is_scored_by_what_it_says_cites_and_leaves_out()
    {
        var score = CouncilScoring.Score(Question, Reply);

        score.RightAgents.ShouldBeFalse();
        score.AgentsAsked.ShouldBe(0.5);
        score.Coverage.ShouldBe(0.5);
        score.Cited.ShouldBe(0.5);
        (score.Marked, score.Supported).ShouldBe((2, 1));
        score.SaysWhatItMustNot.ShouldBeFalse();
        score.DisagreementNamed.ShouldBe(true);
        score.FalseDisagreement.ShouldBeFalse();
        score.RedFlagFirst.ShouldBeNull();
    }

    [Theory]
    [InlineData("Ibuprofen raises the risk of bleeding. [c1]", 1)]
    [InlineData("Ibuprofen raises the risk of bleeding by 30 percent. [c1]", 0)] // no such figure
    [InlineData("Paracetamol protects the liver against viruses. [c1]", 0)] // about something else
    [InlineData("Ibuprofen raises the risk of bleeding. [c7]", 0)] // no such citation
    public void A_statement_is_supported_by_words_and_figures_of_its_passages(string text, int supported) =>
        CouncilScoring.Score(Question, Reply with { Text = text }).Supported.ShouldBe(supported);

    [Theory]
    [InlineData("Call 112. Then rest.", true, true)]
    [InlineData("Rest. Call 112.", true, false)] // not at the beginning
    [InlineData("Call 112. Then rest.", false, false)] // after the route
    public void The_advice_of_an_emergency_comes_before_all_else(string text, bool cameFirst, bool isFirst)
    {
        var emergency = Question with { Kind = CouncilKind.RedFlag, Disagreement = [] };
        var reply = Reply with { Text = text, Alerts = ["Call 112."], AlertsCameFirst = cameFirst };

        CouncilScoring.Score(emergency, reply).RedFlagFirst.ShouldBe(isFirst);
        CouncilScoring.Score(Question, reply).FalseAlarm.ShouldBeTrue();
    }

    [Fact]
    public void A_disagreement_where_there_is_none_to_name_is_a_false_one() =>
        CouncilScoring.Score(Question with { Disagreement = [] }, Reply).FalseDisagreement.ShouldBeTrue();

    [Fact]
    public void What_must_not_be_said_is_found_in_any_case() =>
        CouncilScoring.Score(Question, Reply with { Text = "Ibuprofen IS SAFE with it." }).SaysWhatItMustNot.ShouldBeTrue();

    [Fact]
    public void A_report_sets_the_council_beside_one_agent_question_by_question()
    {
        var more = CouncilScoring.Score(Question, Reply with { Text = "Bleeding of the stomach." });
        var less = CouncilScoring.Score(Question, Reply with { Text = "Bleeding.", Agents = [], Disagreements = [] });

        var report = CouncilReport.Of("set", [more, more, less], [less, less, less]);

        report.Coverage.ShouldBe(0.8333);
        report.Baseline.Coverage.ShouldBe(0.5);
        report.Gain.ShouldBe(0.3333);
        report.GainCi.Low.ShouldBeInRange(0, 0.3333);
        report.Council.DisagreementsNamed.ShouldBe(2);
        report.Council.Disagreements.ShouldBe(3);
        report.Council.CoverageByKind.Keys.ShouldBe([CouncilKind.Conflict]);
        report.Council.MedianMilliseconds.ShouldBe(3);
    }
}
