using MediAgents.Contract.Storage;
using System.Text;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Tests.Run;
using MediAgents.Primitives;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.BillAuditor;

public sealed class BillAuditorGrainTests : IAsyncLifetime
{
    private const string Bill = """
        NEEM TREE HOSPITAL, Pune
        Bill No: NT-12      Date: 05/11/2025

        No  Date        Description                     Qty     Rate      Amount
        1   03/11/2025  Consultation OPD                  1    350.00      350.00
        2   03/11/2025  Electrocardiogram (ECG)           1    975.00      975.00
        3   03/11/2025  Complete Blood Count (CBC)        1    300.00      300.00
        4   03/11/2025  Complete Blood Count (CBC)        1    300.00      300.00
                                                Total:                   1,925.00
        """;

    private static readonly GrainKey Auditor = GrainKinds.AgentOf(GrainKinds.BillAuditor, Asha);
    private static readonly BillContext Cghs = new(InsuranceType: "cghs", CityTier: "I", Nabh: true);

    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task An_audit_reports_progress_and_ends_with_result_and_opinion()
    {
        await RequestAsync("a_1", await StoreAsync(Bill));

        var steps = await FollowAsync("a_1");

        steps.SkipLast(1).ShouldAllBe(step => step.Progress != null);
        steps.Count.ShouldBeGreaterThan(1);
        var outcome = steps[^1].Outcome.ShouldNotBeNull();
        outcome.Failure.ShouldBeNull();
        outcome.Result!.Value.GetProperty("totals").GetProperty("claimed_inr").GetDecimal().ShouldBe(1925m);
        outcome.Opinion.Sentences[0].Text.ShouldContain("INR 1,925.00");
        var known = outcome.Opinion.Passages.Select(passage => passage.Id).ToHashSet();
        outcome.Opinion.Sentences.ShouldAllBe(sentence => sentence.PassageIds.Count > 0 && sentence.PassageIds.All(known.Contains));
    }

    [Fact]
    public async Task Requested_again_an_audit_is_done_once()
    {
        var document = await StoreAsync(Bill);
        await RequestAsync("a_1", document);
        await RequestAsync("a_1", document);
        await FollowAsync("a_1");
        await RequestAsync("a_1", document);

        var steps = await FollowAsync("a_1");

        steps.Count(step => step.Outcome is not null).ShouldBe(1);
        (await ListAsync()).ShouldHaveSingleItem().AuditId.ShouldBe("a_1");
        (await OutcomeEntriesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_outcome_survives_a_restart_and_is_not_worked_out_again()
    {
        await RequestAsync("a_1", await StoreAsync(Bill));
        var before = (await FollowAsync("a_1"))[^1].Outcome.ShouldNotBeNull();

        await agents.KillAndRestartAsync();

        var after = (await FollowAsync("a_1")).ShouldHaveSingleItem().Outcome.ShouldNotBeNull();
        after.Result!.Value.GetRawText().ShouldBe(before.Result!.Value.GetRawText());
        (await OutcomeEntriesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_audit_cut_off_by_a_crash_is_done_after_the_restart()
    {
        var document = await StoreAsync(Bill);
        agents.Storage.PauseCommits();
        var request = RequestAsync("a_1", document);
        await Patience.UntilAsync(async () => await agents.Storage.ReadAsync(GrainKinds.AuditOf("a_1"), default) is not null);
        await agents.KillAndRestartAsync();
        await request;

        var outcome = (await FollowAsync("a_1"))[^1].Outcome.ShouldNotBeNull();

        outcome.Failure.ShouldBeNull();
        (await ListAsync()).ShouldHaveSingleItem().ClaimedInr.ShouldBe(1925m);
        await Patience.UntilAsync(async () => (await agents.Storage.ListUnfinishedAsync(default)).Count == 0);
    }

    [Theory]
    [InlineData("\u0000\u0001\u0002", "unknown_format")]
    [InlineData("", "empty")]
    [InlineData("%PDF-1.4 broken", null)]
    public async Task A_document_that_cannot_be_read_ends_with_the_reason_and_is_no_audit(string content, string? code)
    {
        await RequestAsync("a_1", await StoreAsync(content));

        var outcome = (await FollowAsync("a_1"))[^1].Outcome.ShouldNotBeNull();

        outcome.Result.ShouldBeNull();
        outcome.Failure.ShouldNotBeNull().Code.ShouldBe(code ?? outcome.Failure.Code);
        outcome.Failure.Message.ShouldNotBeNullOrWhiteSpace();
        outcome.Opinion.Level.ShouldBe(ConfidenceLevel.Refused);
        outcome.Opinion.Missing.ShouldBe(outcome.Failure.Message);
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_patients_document_counts_as_missing()
    {
        var ravis = await agents.Documents.PutAsync(Ravi.Scope(), Encoding.UTF8.GetBytes(Bill), "text/plain", null);
        await RequestAsync("a_1", ravis.Value);

        (await FollowAsync("a_1"))[^1].Outcome.ShouldNotBeNull().Failure.ShouldNotBeNull().Code.ShouldBe("missing");
    }

    [Fact]
    public async Task A_document_damaged_in_the_store_ends_the_audit_instead_of_hanging_it()
    {
        var document = await StoreAsync(Bill);
        await agents.DamageDocumentsAsync();
        await RequestAsync("a_1", document);

        var outcome = (await FollowAsync("a_1"))[^1].Outcome.ShouldNotBeNull();

        outcome.Failure.ShouldNotBeNull().Code.ShouldBe("internal");
        outcome.Opinion.Level.ShouldBe(ConfidenceLevel.Refused);
        await Patience.UntilAsync(async () => (await agents.Storage.ListUnfinishedAsync(default)).Count == 0);
    }

    [Fact]
    public async Task Questions_are_answered_from_the_newest_audit()
    {
        (await ConsultAsync()).Level.ShouldBe(ConfidenceLevel.Refused);
        await RequestAsync("a_1", await StoreAsync(Bill));
        await FollowAsync("a_1");
        await RequestAsync("a_2", await StoreAsync("""
            Description                Date          Qty     Rate      Amount
            Electrocardiogram (ECG)    03/11/2026      1    175.00      175.00
            Total                                                       175.00
            """));
        await FollowAsync("a_2");

        (await ConsultAsync()).Sentences[0].Text.ShouldContain("INR 175.00");
        (await ListAsync()).Select(audit => audit.AuditId).ShouldBe(["a_2", "a_1"]);
    }

    [Fact]
    public async Task A_question_after_a_price_of_a_list_is_answered_from_the_list_with_its_row()
    {
        await RequestAsync("a_1", await StoreAsync(Bill));
        await FollowAsync("a_1");

        var opinion = await ConsultAsync(question: "What is the CGHS rate of ECG?");

        opinion.Sentences[0].Text.ShouldContain("CI001");
        opinion.Sentences[0].Text.ShouldContain("Tier I INR 149.00 (not NABH), INR 175.00 (NABH)");
        opinion.Sentences[0].Text.ShouldContain("from 2025-10-13");
        opinion.Passages.ShouldHaveSingleItem().Source.ShouldContain("office memorandum of 3 Oct 2025");
        (await ConsultAsync(question: "What is the ESI rate of ECG?")).Missing!.ShouldContain("ESI");
        (await ConsultAsync(question: "Was I billed above the CGHS rate?")).Sentences[0].Text.ShouldContain("INR 1,925.00");
    }

    [Fact]
    public async Task Another_patient_sees_nothing_of_it()
    {
        await RequestAsync("a_1", await StoreAsync(Bill));
        await FollowAsync("a_1");

        (await FollowAsync("a_1", Ravi)).ShouldBeEmpty();
        (await agents.Grains.AskAsync(Auditor, new ListAudits(Ravi))).Audits.ShouldBeEmpty();
        (await ConsultAsync(Ravi)).Missing.ShouldNotBeNullOrEmpty();
        (await FollowAsync("a_2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_with_a_bill_shows_progress_then_findings_then_the_auditors_opinion()
    {
        await agents.StartRunAsync("r_1", "Is this right?", bill: new BillDocument(await StoreAsync(Bill), Cghs));

        var events = await agents.ReadRunAsync("r_1");

        events.ShouldBeContiguous();
        var (progress, finding, delta) = (First(RunEventTypes.Progress), First(RunEventTypes.Finding), First(RunEventTypes.AgentDelta));
        progress.ShouldBeInRange(0, finding);
        finding.ShouldBeLessThan(delta);
        events.Where(one => one.Type == RunEventTypes.Finding).Select(one => one.Data.GetProperty("kind").GetString()).ShouldContain("overcharge");
        events[^1].Type.ShouldBe(RunEventTypes.AnswerCompleted);
        (await ListAsync()).ShouldHaveSingleItem().AuditId.ShouldBe(AuditIds.OfRun("r_1"));

        int First(string type) => events.FindIndex(one => one.Type == type);
    }

    [Fact]
    public async Task A_run_with_a_bill_that_says_nothing_is_refused_with_the_reason()
    {
        await agents.StartRunAsync("r_1", "Is this right?", bill: new BillDocument(await StoreAsync("Dear doctor, thank you."), Cghs));

        var answer = (await agents.ReadRunAsync("r_1"))[^1];

        answer.Type.ShouldBe(RunEventTypes.AnswerCompleted);
        answer.Data.GetProperty("level").GetString().ShouldBe("refused");
        answer.Data.GetProperty("text").GetString()!.ShouldContain("could not be assessed");
    }

    private async Task<string> StoreAsync(string content) =>
        (await agents.Documents.PutAsync(Asha.Scope(), Encoding.UTF8.GetBytes(content), "text/plain", "bill.txt")).Value;

    private async Task RequestAsync(string auditId, string document) =>
        await agents.Grains.AskAsync(GrainKinds.AuditOf(auditId), new RequestAudit(Asha.Scope(), new BillDocument(document, Cghs)));

    private async Task<List<AuditStep>> FollowAsync(string auditId, PatientId? patient = null)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        var steps = new List<AuditStep>();
        await foreach (var step in agents.Grains.StreamAsync(GrainKinds.AuditOf(auditId), new FollowAudit(patient ?? Asha), limit.Token))
            steps.Add(step);
        return steps;
    }

    private async Task<IReadOnlyList<AuditSummary>> ListAsync() => (await agents.Grains.AskAsync(Auditor, new ListAudits(Asha))).Audits;

    private async Task<int> OutcomeEntriesAsync() =>
        (await agents.Storage.ReadJournalAsync(GrainKinds.AuditOf("a_1"), Asha, 0, 100, default)).Count(entry => entry.Type == "audit.completed");

    private async Task<Opinion> ConsultAsync(PatientId? patient = null, string question = "Was I overcharged?")
    {
        var consult = new Consult((patient ?? Asha).Scope(), "r_1", question, [], new RetrievalLimits(5, 0.7));
        await foreach (var step in agents.Grains.StreamAsync(Auditor, consult))
            return step.Opinion.ShouldNotBeNull();
        throw new InvalidOperationException("The auditor said nothing.");
    }
}
