using MediAgents.Contract.Storage;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;

namespace MediAgents.Grains.Tests.Run;

/// <summary>The store is away for a moment while a run is under way.</summary>
public sealed class StoreTroubleTests : IAsyncLifetime
{
    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    /// <summary>Each kind that a run writes to, failing in turn.</summary>
    [Theory]
    [InlineData(GrainKinds.Run, CommitTrouble.FailsBeforeWriting, 1)]
    [InlineData(GrainKinds.Run, CommitTrouble.FailsBeforeWriting, 3)]
    [InlineData(GrainKinds.Run, CommitTrouble.FailsAfterWriting, 1)]
    [InlineData(GrainKinds.Neurologist, CommitTrouble.FailsBeforeWriting, 3)]
    [InlineData(GrainKinds.Neurologist, CommitTrouble.FailsAfterWriting, 1)]
    public async Task A_step_is_recorded_once_the_store_is_back_and_only_once(string kind, CommitTrouble trouble, int failures)
    {
        var (begun, goOn) = HoldUp(GrainKinds.Neurologist);
        await agents.StartRunAsync("r_1", "How is migraine treated?");
        await begun;

        await FailForAMomentAsync(kind, trouble, failures, goOn);
        var events = await agents.ReadRunAsTimePassesAsync("r_1");

        events.ShouldBeContiguous();
        events[^1].Type.ShouldBe(RunEventTypes.AnswerCompleted);
        events[^1].Data.GetProperty("citations").GetArrayLength().ShouldBeGreaterThan(0);
        events.Count(one => one.Type == RunEventTypes.AgentCompleted).ShouldBe(1);
        events.Where(one => one.Type == RunEventTypes.Citation).Select(one => one.Data.GetProperty("passage").GetString()).ShouldBeUnique();
        agents.Writer.CallsOf(GrainKinds.Neurologist).ShouldBe(1);
        (await agents.Grains.AskAsync(GrainKinds.AgentOf(GrainKinds.Neurologist, TestAgents.Asha), new ReadConclusions())).Conclusions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_agent_that_cannot_keep_its_conclusion_has_answered_all_the_same()
    {
        agents.Storage.TroubledKind = GrainKinds.Neurologist;
        agents.Storage.Trouble = CommitTrouble.FailsBeforeWriting;
        await agents.StartRunAsync("r_1", "How is migraine treated?");

        var events = await agents.ReadRunAsTimePassesAsync("r_1");

        events.ShouldBeContiguous();
        events[^1].Type.ShouldBe(RunEventTypes.AnswerCompleted);
        events[^1].Data.GetProperty("citations").GetArrayLength().ShouldBeGreaterThan(0);
        agents.Storage.Failures.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData(CommitTrouble.FailsBeforeWriting)]
    [InlineData(CommitTrouble.FailsAfterWriting)]
    public async Task A_conversation_stores_the_answer_once_the_store_is_back_and_only_once(CommitTrouble trouble)
    {
        var (begun, goOn) = HoldUp(GrainKinds.Neurologist);
        var session = GrainKinds.ConversationOf("s_1");
        var message = new PostMessage(TestAgents.Asha.Scope(), "r_1", "m_1", "How is migraine treated?", IsNewSession: true, new RetrievalLimits(5, 0.7), null);
        await agents.Grains.AskAsync(session, message);
        await begun;
        var asked = agents.Time.GetUtcNow();

        await FailForAMomentAsync(GrainKinds.Conversation, trouble, trouble == CommitTrouble.FailsAfterWriting ? 1 : 2, goOn);
        await AsTimePassesAsync(async () => await CountAsync() == 2);

        (agents.Time.GetUtcNow() - asked).ShouldBeLessThan(TimeSpan.FromMinutes(2));
        var history = (await agents.Grains.AskAsync(session, new ReadHistory(TestAgents.Asha, 0, 10))).Value.ShouldNotBeNull();
        history.Messages.Select(one => one.Role).ShouldBe(["user", "assistant"]);

        async Task<int> CountAsync() => (await agents.Grains.AskAsync(session, new DescribeSession(TestAgents.Asha))).Value!.Messages;
    }

    [Fact]
    public async Task An_audits_outcome_is_stored_once_the_store_is_back()
    {
        var auditor = GrainKinds.AgentOf(GrainKinds.BillAuditor, TestAgents.Asha);
        var audit = GrainKinds.AuditOf("a_1");
        var document = await agents.Documents.PutAsync(TestAgents.Asha.Scope(), "ECG   03/11/2026   1   175.00   175.00"u8.ToArray(), "text/plain", null);
        agents.Storage.PauseCommits();
        var request = agents.Grains.AskAsync(audit, new RequestAudit(TestAgents.Asha.Scope(), new BillDocument(document.Value, new BillContext()))).AsTask();
        await Patience.UntilAsync(async () => await agents.Storage.ReadAsync(audit, default) is not null);

        // The request is stored; what comes now is the audit's own: its progress, then its outcome.
        agents.Storage.Trouble = CommitTrouble.FailsBeforeWriting;
        agents.Storage.ResumeCommits();
        await request;
        await AsTimePassesAsync(() => Task.FromResult(agents.Storage.Failures >= 3));
        agents.Storage.Trouble = CommitTrouble.None;
        var asked = agents.Time.GetUtcNow();
        await AsTimePassesAsync(async () => (await agents.Grains.AskAsync(auditor, new ListAudits(TestAgents.Asha))).Audits.Count == 1);

        (agents.Time.GetUtcNow() - asked).ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    /// <summary>Lets the writer go on while commits of a kind fail, until so many have.</summary>
    private async Task FailForAMomentAsync(string kind, CommitTrouble trouble, int failures, TaskCompletionSource goOn)
    {
        agents.Storage.TroubledKind = kind;
        agents.Storage.Trouble = trouble;
        goOn.SetResult();
        await AsTimePassesAsync(() => Task.FromResult(agents.Storage.Failures >= failures));
        agents.Storage.Trouble = CommitTrouble.None;
    }

    private Task AsTimePassesAsync(Func<Task<bool>> condition) => Patience.UntilAsync(async () =>
    {
        agents.Time.Advance(TimeSpan.FromMilliseconds(100));
        return await condition();
    });

    private (Task Begun, TaskCompletionSource GoOn) HoldUp(string agent)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        agents.Writer.Before(agent, _ =>
        {
            begun.TrySetResult();
            return goOn.Task;
        });
        return (begun.Task.WaitAsync(Patience.Limit), goOn);
    }
}
