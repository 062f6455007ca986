using MediAgents.Grains.Reports;
using MediAgents.Grains.Runs;
using MediAgents.ModelServer;
using MediAgents.ModelServer.Replies;
using MediAgents.Records.Reports;
using MediAgents.Records.Timeline;

namespace MediAgents.Grains.Tests.ReportWriter;

public sealed class ReportSummaryTests
{
    private static readonly Func<RecordedRequest, Reply> Writes = request =>
        Reply.Text($"Hypertension stands since May 2024. [{request.LabelOf("Hypertension")}] She is allergic to penicillin. [{request.LabelOf("Penicillin")}]").WithUsage(700, 30);

    [Fact]
    public async Task A_model_writes_the_summary_and_each_sentence_rests_on_what_it_names()
    {
        await using var modelled = await ModelledReports.StartAsync();
        modelled.Remote.Answer(Writes);

        var (summary, report) = await modelled.DraftAsync();

        var prose = report[ReportSection.Summary].Statements;
        prose.Select(sentence => sentence.Text).ShouldBe(["Hypertension stands since May 2024.", "She is allergic to penicillin."]);
        prose[1].RestsOn.ShouldBe([report[ReportSection.Allergies].Statements.Single().Id]);
        prose[1].Sources.ShouldBe(report[ReportSection.Allergies].Statements.Single().Sources);
        summary.Model.ShouldBe(modelled.Remote.Requests.ShouldHaveSingleItem().Model);
        summary.Usage.ShouldBe(new ModelUsage(700, 30));
        summary.Note.ShouldBeNull();
        summary.Statements.ShouldBe(report.Parts.Sum(part => part.Statements.Count));
    }

    [Fact]
    public async Task Reports_go_to_their_own_endpoint_where_one_is_set_up()
    {
        await using var other = await ScriptedModelServer.StartAsync();
        other.Answer(Writes);
        await using var modelled = await ModelledReports.StartAsync(settings: [("REPORT_MODEL_BASE_URL", other.BaseUrl.ToString()), ("REPORT_MODEL", "biomedical")]);

        var (summary, _) = await modelled.DraftAsync();

        summary.Model.ShouldBe("biomedical");
        other.Requests.ShouldHaveSingleItem().Model.ShouldBe("biomedical");
        modelled.Remote.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sentences_that_their_statements_do_not_bear_out_are_left_out_and_the_version_says_so()
    {
        await using var modelled = await ModelledReports.StartAsync();
        modelled.Remote.Answer(request => Reply.Text(
            $"Hypertension stands since May 2023. [{request.LabelOf("Hypertension")}] ",
            "She also has asthma. She has a rash. [k999] ",
            $"She is allergic to penicillin. [{request.LabelOf("Penicillin")}]"));

        var (summary, report) = await modelled.DraftAsync();

        report[ReportSection.Summary].Statements.ShouldHaveSingleItem().Text.ShouldBe("She is allergic to penicillin.");
        summary.Note.ShouldBe("3 sentences that the model wrote were left out: not borne out by the statements named.");
    }

    [Theory]
    [InlineData("error", "No model could be reached; the report is drafted by rule alone.")]
    [InlineData("cut", "The model broke off; the report is drafted by rule alone.")]
    [InlineData("unsourced", "The model gave no usable answer; the report is drafted by rule alone.")]
    [InlineData("refusal", "The model gave no usable answer; the report is drafted by rule alone.")]
    public async Task Without_a_usable_reply_the_report_is_drafted_by_rule_and_says_so(string failure, string note)
    {
        await using var modelled = await ModelledReports.StartAsync();
        modelled.Remote.Always(failure switch
        {
            "error" => Reply.Error(500),
            "cut" => Reply.CutAfter("Hypertension stands. [k1] "),
            "unsourced" => Reply.Text("She is well."),
            _ => Reply.Text("NO ANSWER. The record is empty."),
        });

        var (summary, report) = await modelled.DraftAsync();

        summary.Model.ShouldBe("extractive");
        summary.Note.ShouldBe(note);
        report[ReportSection.Summary].Statements.ShouldBeEmpty();
        report[ReportSection.Problems].Statements.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_used_up_budget_is_told_as_the_reason_and_nothing_is_sent()
    {
        await using var modelled = await ModelledReports.StartAsync(settings: ("MODEL_USER_DAY_TOKENS", "100"));

        var (summary, _) = await modelled.DraftAsync();

        summary.Note.ShouldBe("The budget for models is used up; the report is drafted by rule alone.");
        modelled.Remote.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sentence_cut_off_at_the_longest_length_is_left_out()
    {
        await using var modelled = await ModelledReports.StartAsync();
        modelled.Remote.Answer(request => new Reply().Then(
            new Step.Delta($"She is allergic to penicillin. [{request.LabelOf("Penicillin")}] Hypertension is [{request.LabelOf("Hypertension")}]"), new Step.Finish("length")));

        var (_, report) = await modelled.DraftAsync();

        report[ReportSection.Summary].Statements.ShouldHaveSingleItem().Text.ShouldBe("She is allergic to penicillin.");
    }

    [Fact]
    public async Task No_remote_model_sees_who_the_patient_is()
    {
        await using var modelled = await ModelledReports.StartAsync();
        modelled.Remote.Answer(Writes);

        await modelled.DraftAsync();

        var sent = modelled.Remote.Requests.ShouldHaveSingleItem().Text;
        sent.ShouldContain("in the clinic");
        sent.ShouldNotContain("Sulochana");
        sent.ShouldNotContain("Deshpande");
        sent.ShouldNotContain("1961");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_record_for_local_models_only_goes_to_no_remote_model(bool hasLocal)
    {
        await using var modelled = await ModelledReports.StartAsync(hasLocal, localOnly: true);
        modelled.Local.Answer(Writes);

        var (summary, report) = await modelled.DraftAsync();

        modelled.Remote.Requests.ShouldBeEmpty();
        summary.Model.ShouldBe(hasLocal ? "ours" : "extractive");
        summary.Note.ShouldBe(hasLocal ? null : "This record is for local models only and none is set up; the report is drafted by rule alone.");
        report[ReportSection.Summary].Statements.Count.ShouldBe(hasLocal ? 2 : 0);
    }

    [Fact]
    public async Task Drafting_again_over_an_unchanged_record_asks_no_model_and_makes_no_version()
    {
        await using var modelled = await ModelledReports.StartAsync();
        modelled.Remote.Answer(Writes);
        await modelled.DraftAsync();

        (await modelled.DraftOnlyAsync("dr_2")).ShouldBe(new DraftingEnded("dr_2", 1, Unchanged: true));
        modelled.Remote.Requests.Count.ShouldBe(1);

        await modelled.AddAsync("e_3", EventType.Symptom, "Dizziness", "2024-06-01");
        (await modelled.DraftOnlyAsync("dr_3")).ShouldBe(new DraftingEnded("dr_3", 2));
        modelled.Remote.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_report_that_no_model_could_write_is_written_when_one_can()
    {
        await using var modelled = await ModelledReports.StartAsync();
        modelled.Remote.Always(Reply.Error(500));
        await modelled.DraftAsync();
        (await modelled.DraftOnlyAsync("dr_2")).Unchanged.ShouldBeTrue();

        modelled.Remote.Answer(Writes);
        (await modelled.DraftOnlyAsync("dr_3")).ShouldBe(new DraftingEnded("dr_3", 2));

        modelled.Remote.Always(Reply.Error(500));
        (await modelled.DraftOnlyAsync("dr_4")).ShouldBe(new DraftingEnded("dr_4", 2, Unchanged: true));
    }
}
