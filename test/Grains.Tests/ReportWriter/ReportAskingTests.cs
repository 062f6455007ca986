using MediAgents.Grains.Runs;
using MediAgents.ModelServer.Replies;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;

namespace MediAgents.Grains.Tests.ReportWriter;

public sealed class ReportAskingTests
{
    private const string Question = "May she have amoxicillin?";

    [Fact]
    public async Task A_model_answers_from_the_statements_of_the_report()
    {
        await using var modelled = await DraftedAsync();
        modelled.Remote.Answer(request => Reply.Text($"She is allergic to penicillin. [{request.LabelOf("Penicillin")}]").WithUsage(500, 12));

        var (answer, reply) = await modelled.AskAsync(Question);

        answer.Text.ShouldBe("She is allergic to penicillin.");
        answer.Sentences.ShouldHaveSingleItem().StatementIds.ShouldBe([answer.Citations.ShouldHaveSingleItem().StatementId]);
        answer.Citations[0].Sources.ShouldNotBeEmpty();
        answer.Level.ShouldBe(ConfidenceLevel.High);
        answer.Model.ShouldBe(modelled.Remote.Requests[^1].Model);
        reply.Usage.ShouldBe(new ModelUsage(500, 12));
    }

    [Fact]
    public async Task What_the_statements_do_not_bear_out_is_left_out_and_lowers_the_confidence()
    {
        await using var modelled = await DraftedAsync();
        modelled.Remote.Answer(request => Reply.Text(
            $"She is allergic to penicillin. [{request.LabelOf("Penicillin")}] That was found in 2023. [{request.LabelOf("Penicillin")}] It was severe in 2019. [{request.LabelOf("Penicillin")}]"));

        var (answer, _) = await modelled.AskAsync(Question);

        answer.Text.ShouldBe("She is allergic to penicillin. That was found in 2023.");
        answer.Confidence.ShouldBe(0.6667);
        answer.Level.ShouldBe(ConfidenceLevel.Low);
        answer.Note.ShouldNotBeNull().ShouldStartWith("1 sentence that the model wrote was left out");
    }

    [Theory]
    [InlineData("error", "No model could be reached; statements of the report are quoted.")]
    [InlineData("foreign", "The model gave no usable answer; statements of the report are quoted.")]
    [InlineData("refusal", "The model gave no usable answer; statements of the report are quoted.")]
    public async Task Without_a_usable_reply_statements_are_quoted_and_the_answer_says_so(string failure, string note)
    {
        await using var modelled = await DraftedAsync();
        modelled.Remote.Answer(request => failure switch
        {
            "error" => Reply.Error(500),
            "foreign" => Reply.Text($"She is allergic to penicillin since 1999. [{request.LabelOf("Penicillin")}]"),
            _ => Reply.Text("NO ANSWER. Nothing is known."),
        });

        var (answer, _) = await modelled.AskAsync("Which allergies are there?");

        answer.Note.ShouldBe(note);
        answer.Text.ShouldContain("Penicillin");
        answer.Model.ShouldBeNull();
    }

    [Fact]
    public async Task That_the_record_contradicts_itself_is_said_also_where_the_model_leaves_it_out()
    {
        await using var modelled = await ModelledReports.StartAsync();
        await modelled.AddAsync("e_9", EventType.Allergy, "No known allergies", "2024-01-01");
        modelled.Remote.Answer(request => Reply.Text($"She is allergic to penicillin. [{request.LabelOf("Penicillin, recorded")}]"));
        await modelled.DraftAsync();

        var (answer, _) = await modelled.AskAsync("Are there allergies to penicillin?");

        answer.Model.ShouldNotBeNull();
        answer.Text.ShouldContain("She is allergic to penicillin. Are there allergies: “No known allergies” is recorded beside “Penicillin”?");
    }

    [Fact]
    public async Task A_question_from_nobody_known_is_answered_without_a_model()
    {
        await using var modelled = await DraftedAsync();
        var before = modelled.Remote.Requests.Count;

        var (answer, _) = await modelled.AskAsync("Which allergies are there?", anonymously: true);

        answer.Text.ShouldContain("Penicillin");
        modelled.Remote.Requests.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_question_about_a_record_for_local_models_only_goes_to_no_remote_model()
    {
        await using var modelled = await ModelledReports.StartAsync(localOnly: true);
        await modelled.DraftAsync();

        var (answer, _) = await modelled.AskAsync("Which allergies are there?");

        answer.Note.ShouldBe("This record is for local models only and none is set up; statements of the report are quoted.");
        modelled.Remote.Requests.ShouldBeEmpty();
    }

    private static async Task<ModelledAgents> DraftedAsync()
    {
        var modelled = await ModelledReports.StartAsync();
        await modelled.DraftAsync();
        return modelled;
    }
}
