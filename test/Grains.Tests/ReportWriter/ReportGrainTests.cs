using System.Text.Json;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Prompts;
using MediAgents.Grains.Reports;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Reports;
using MediAgents.Records.Timeline;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.ReportWriter;

/// <summary>Reports drafted over a real record, across crashes, and between patients.</summary>
public sealed class ReportGrainTests : IAsyncLifetime
{
    private static readonly ReportSubject Everything = new("Doctor report");

    private readonly TestAgents agents = new();

    public async Task InitializeAsync()
    {
        await agents.Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "आशा", Conditions = ["Hypertension"] }, 0);
        await AddAsync("e_1", EventType.Diagnosis, "Hypertension", "2024-05-01");
        await AddAsync("e_2", EventType.Symptom, "Dizziness", "2024-06-01", EventStatus.Proposed);
    }

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task A_version_says_what_it_was_drafted_from_by_whom_and_how()
    {
        (await DraftAsync("rep_1", "dr_1")).ShouldBe(new DraftingEnded("dr_1", 1));

        var version = await ReadAsync("rep_1");
        var prompt = AgentPrompts.Of(GrainKinds.ReportWriter)!;

        version.Summary.Model.ShouldBe("extractive");
        version.Summary.Language.ShouldBe("english");
        version.Summary.PromptHash.ShouldStartWith(prompt.Version);
        version.Summary.Time.ShouldBe(agents.Time.GetUtcNow());
        var inputs = version.Inputs.Deserialize<ReportInputs>(WireJson.Options)!;
        inputs.Events.ShouldBe(["e_1@1", "e_2@1"]);
        inputs.ProfileVersion.ShouldBe(1);
        inputs.Hash.ShouldBe(version.Summary.InputsHash);
        ReportOf(version)[ReportSection.Problems].Statements.ShouldHaveSingleItem().Sources.Count.ShouldBe(2);
        ReportOf(version)[ReportSection.OpenQuestions].Statements.ShouldContain(statement => statement.Rule!.Name == "waiting_proposal");
    }

    [Fact]
    public async Task Drafting_again_over_an_unchanged_record_makes_no_version()
    {
        await DraftAsync("rep_1", "dr_1");

        (await AgainAsync("rep_1", "dr_2")).ShouldBe(new DraftingEnded("dr_2", 1, Unchanged: true));
        await AddAsync("e_3", EventType.Allergy, "Penicillin", "2024-07-01");
        (await AgainAsync("rep_1", "dr_3")).ShouldBe(new DraftingEnded("dr_3", 2));

        (await agents.Grains.AskAsync(GrainKinds.ReportOf("rep_1"), new ListVersions(Asha))).Value!.Versions.Select(version => version.Number).ShouldBe([2, 1]);
        ReportOf(await ReadAsync("rep_1", 1))[ReportSection.Allergies].Statements.ShouldBeEmpty();
        ReportOf(await ReadAsync("rep_1", 2))[ReportSection.Allergies].Statements.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_follows_from_the_day_makes_a_version_although_nothing_was_recorded()
    {
        var tomorrow = agents.Time.GetUtcNow().UtcDateTime.AddDays(1).ToString("yyyy-MM-dd");
        await AddAsync("e_3", EventType.Appointment, "Review", tomorrow);
        await DraftAsync("rep_1", "dr_1");

        agents.Time.Advance(TimeSpan.FromHours(1));
        (await AgainAsync("rep_1", "dr_2")).Unchanged.ShouldBeTrue();
        agents.Time.Advance(TimeSpan.FromDays(3));
        (await AgainAsync("rep_1", "dr_3")).Version.ShouldBe(2);

        ReportOf(await ReadAsync("rep_1"))[ReportSection.Recommendations].Statements.ShouldContain(statement => statement.Rule!.Name == "overdue_follow_up");
    }

    [Fact]
    public async Task Asking_again_with_the_same_ids_changes_nothing()
    {
        await DraftAsync("rep_1", "dr_1");
        await AddAsync("e_3", EventType.Note, "Later", "2024-08-01");

        (await DraftAsync("rep_1", "dr_1")).ShouldBe(new DraftingEnded("dr_1", 1));

        (await DescribeAsync("rep_1"))!.Versions.ShouldBe(1);
    }

    [Fact]
    public async Task A_drafting_is_asked_for_again_once_many_others_ended_and_is_still_one()
    {
        await DraftAsync("rep_1", "dr_000");
        for (var number = 1; number <= 50; number++)
            await AgainAsync("rep_1", $"dr_{number:000}");
        await AddAsync("e_3", EventType.Note, "Later", "2024-08-01");

        (await AgainAsync("rep_1", "dr_000")).ShouldBe(new DraftingEnded("dr_000", 1));

        (await DescribeAsync("rep_1"))!.Versions.ShouldBe(1);
    }

    [Fact]
    public async Task Opinions_and_audits_come_from_the_agents_that_hold_them()
    {
        var opinion = new Opinion(GrainKinds.Cardiologist, [new OpinionSentence("Salt matters.", [])], [], 0.9, ConfidenceLevel.High, null);
        await agents.Grains.AskAsync(GrainKinds.AgentOf(GrainKinds.Cardiologist, Asha), new RecordOpinion(Asha, "r_1", "What about salt?", opinion));
        await agents.Grains.AskAsync(GrainKinds.AgentOf(GrainKinds.Neurologist, Asha), new RecordOpinion(Asha, "r_2", "Is it Lewy body?", opinion with { Level = ConfidenceLevel.Refused }));
        await agents.Grains.AskAsync(GrainKinds.AgentOf(GrainKinds.BillAuditor, Asha), new RecordAudit(Asha, new AuditSummary("a_1", "d_1", agents.Time.GetUtcNow(), "clean", 100, 0, "Fine.")));

        await DraftAsync("rep_1", "dr_1");
        var report = ReportOf(await ReadAsync("rep_1"));

        report[ReportSection.Opinions].Statements.ShouldHaveSingleItem().Sources.ShouldBe([new StatementSource(SourceKind.Run, "r_1", null, null)]);
        report[ReportSection.OpenQuestions].Statements.ShouldContain(statement => statement.Rule!.Name == "opinion_refused");
        report[ReportSection.Bills].Statements.ShouldHaveSingleItem().Sources.ShouldBe([new StatementSource(SourceKind.Audit, "a_1", null, null)]);
    }

    [Fact]
    public async Task Another_patient_sees_nothing_of_it_and_drafts_nothing_over_it()
    {
        await DraftAsync("rep_1", "dr_1");
        var report = GrainKinds.ReportOf("rep_1");

        (await agents.Grains.AskAsync(report, new DescribeReport(Ravi))).Value.ShouldBeNull();
        (await agents.Grains.AskAsync(report, new ReadVersion(Ravi))).Value.ShouldBeNull();
        (await agents.Grains.AskAsync(report, new ListVersions(Ravi))).Value.ShouldBeNull();
        (await agents.Grains.AskAsync(report, new DraftAgain(Ravi.Scope(), "dr_9"))).Acceptance.ShouldBe(Acceptance.Missing);
        (await agents.Grains.AskAsync(report, new OpenReport(Ravi.Scope(), "dr_9", Everything))).Acceptance.ShouldBe(Acceptance.Missing);
        (await FollowAsync("rep_1", "dr_1", Ravi)).ShouldBeNull();
        (await AskAsync("rep_1", "What problems are there?", Ravi)).ShouldBeNull();
    }

    [Fact]
    public async Task A_report_nobody_opened_is_missing()
    {
        (await DescribeAsync("rep_2")).ShouldBeNull();
        (await agents.Grains.AskAsync(GrainKinds.ReportOf("rep_2"), new DraftAgain(Asha.Scope(), "dr_1"))).Acceptance.ShouldBe(Acceptance.Missing);
        (await FollowAsync("rep_2", "dr_1", Asha)).ShouldBeNull();
    }

    [Fact]
    public async Task A_drafting_cut_off_by_a_crash_is_done_after_the_restart()
    {
        agents.Storage.PauseCommits();
        var asked = agents.Grains.AskAsync(GrainKinds.ReportOf("rep_1"), new OpenReport(Asha.Scope(), "dr_1", Everything)).AsTask();
        await Patience.UntilAsync(async () => await agents.Storage.ReadAsync(GrainKinds.ReportOf("rep_1"), default) is not null);
        await agents.KillAndRestartAsync();
        await asked;

        (await FollowAsync("rep_1", "dr_1", Asha)).ShouldBe(new DraftingEnded("dr_1", 1));
        await Patience.UntilAsync(async () => (await agents.Storage.ListUnfinishedAsync(default)).Count == 0);
    }

    [Fact]
    public async Task Versions_survive_the_process()
    {
        await DraftAsync("rep_1", "dr_1");
        var before = (await ReadAsync("rep_1")).Report.GetRawText();

        await agents.KillAndRestartAsync();

        (await ReadAsync("rep_1")).Report.GetRawText().ShouldBe(before);
        (await FollowAsync("rep_1", "dr_1", Asha)).ShouldBe(new DraftingEnded("dr_1", 1));
    }

    [Fact]
    public async Task Draftings_of_one_report_come_one_after_the_other()
    {
        await DraftAsync("rep_1", "dr_1");
        var ids = Enumerable.Range(2, 6).Select(number => $"dr_{number}").ToList();

        var accepted = await Task.WhenAll(ids.Select(id => agents.Grains.AskAsync(GrainKinds.ReportOf("rep_1"), new DraftAgain(Asha.Scope(), id)).AsTask()));

        accepted.ShouldAllBe(one => one.Acceptance == Acceptance.Accepted);
        foreach (var id in ids)
            (await FollowAsync("rep_1", id, Asha)).ShouldBe(new DraftingEnded(id, 1, Unchanged: true));
    }

    [Fact]
    public async Task A_question_is_answered_from_the_version_asked()
    {
        await DraftAsync("rep_1", "dr_1");
        await AddAsync("e_3", EventType.Allergy, "Penicillin", "2024-07-01");
        await AgainAsync("rep_1", "dr_2");

        var now = await AskAsync("rep_1", "Which allergies are there?", Asha);
        var then = await AskAsync("rep_1", "Which allergies are there?", Asha, version: 1);

        now!.Version.ShouldBe(2);
        now.Answer.GetProperty("text").GetString()!.ShouldContain("Penicillin");
        then!.Answer.GetProperty("level").GetString().ShouldBe("refused");
        (await AskAsync("rep_1", "Which allergies are there?", Asha, version: 3)).ShouldBeNull();
    }

    private ValueTask<AddedEvent> AddAsync(string id, EventType type, string title, string day, EventStatus status = EventStatus.Confirmed) => agents.Timeline.AddAsync(
        Asha.Scope(),
        new EventAddition(id, new EventContent { Type = type, Title = title, OccurredAt = EventTime.Parse(day) }, status),
        key: null);

    private async Task<DraftingEnded?> DraftAsync(string report, string drafting)
    {
        (await agents.Grains.AskAsync(GrainKinds.ReportOf(report), new OpenReport(Asha.Scope(), drafting, Everything))).Acceptance.ShouldBe(Acceptance.Accepted);
        return await FollowAsync(report, drafting, Asha);
    }

    private async Task<DraftingEnded> AgainAsync(string report, string drafting)
    {
        (await agents.Grains.AskAsync(GrainKinds.ReportOf(report), new DraftAgain(Asha.Scope(), drafting))).Acceptance.ShouldBe(Acceptance.Accepted);
        return (await FollowAsync(report, drafting, Asha)).ShouldNotBeNull();
    }

    private async Task<DraftingEnded?> FollowAsync(string report, string drafting, PatientId patient)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await foreach (var ended in agents.Grains.StreamAsync(GrainKinds.ReportOf(report), new FollowDrafting(patient, drafting), limit.Token))
            return ended;
        return null;
    }

    private async Task<AnsweredReport?> AskAsync(string report, string question, PatientId patient, int? version = null)
    {
        await foreach (var answered in agents.Grains.StreamAsync(GrainKinds.AgentOf(GrainKinds.ReportWriter, patient), new AskReport(patient, report, version, question)))
            return answered;
        return null;
    }

    private async Task<ReportDescription?> DescribeAsync(string report) => (await agents.Grains.AskAsync(GrainKinds.ReportOf(report), new DescribeReport(Asha))).Value;

    private async Task<ReportVersion> ReadAsync(string report, int? number = null) =>
        (await agents.Grains.AskAsync(GrainKinds.ReportOf(report), new ReadVersion(Asha, number))).Value.ShouldNotBeNull();

    private static Report ReportOf(ReportVersion version) => version.Report.Deserialize<Report>(WireJson.Options)!;
}
