using System.Collections.Concurrent;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Audit;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Tests.Run;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Audit;

/// <summary>Audits under load, under crashes, and with the document store away.</summary>
public sealed class AuditGrainTests : IAsyncLifetime
{
    private const int MostAttempts = 5;

    private static readonly int Places = Math.Max(1, Environment.ProcessorCount);
    private static readonly GrainKey Auditor = GrainKinds.AgentOf(GrainKinds.BillAuditor, Asha);

    private readonly TestAgents agents = new();
    private int reads;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task No_more_audits_are_at_work_than_there_are_processors()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var atWork = 0;
        var counts = new ConcurrentBag<int>();
        agents.BeforeDocument = async stop =>
        {
            counts.Add(Interlocked.Increment(ref atWork));
            await goOn.Task.WaitAsync(stop);
            Interlocked.Decrement(ref atWork);
        };
        var ids = Enumerable.Range(1, Places + 6).Select(number => $"a_{number}").ToList();
        foreach (var id in ids)
            await RequestAsync(id);
        await Patience.UntilAsync(() => Task.FromResult(counts.Count >= Places));

        goOn.SetResult();

        foreach (var id in ids)
            (await OutcomeAsync(id)).Failure.ShouldBeNull();
        counts.Count.ShouldBe(ids.Count);
        counts.Max().ShouldBe(Places);
    }

    [Fact]
    public async Task A_document_that_ends_the_process_each_time_is_given_up()
    {
        agents.BeforeDocument = HangAsync;
        await RequestAsync("a_1");
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            await ReadsAsync(attempt);
            await agents.KillAndRestartAsync();
        }

        var outcome = await OutcomeAsync("a_1");

        outcome.Failure.ShouldNotBeNull().Code.ShouldBe(AuditFailures.Crashed);
        reads.ShouldBe(MostAttempts);
        (await ListAsync()).ShouldBeEmpty();
        (await agents.Storage.ListUnfinishedAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Audits_that_only_waited_through_the_crashes_are_not_given_up()
    {
        agents.BeforeDocument = HangAsync;
        var ids = Enumerable.Range(1, Places + 6).Select(number => $"a_{number}").ToList();
        foreach (var id in ids)
            await RequestAsync(id);
        for (var attempt = 1; attempt < MostAttempts; attempt++)
        {
            await ReadsAsync(attempt * Places);
            await agents.KillAndRestartAsync();
        }

        await ReadsAsync(MostAttempts * Places);
        agents.BeforeDocument = _ => Task.CompletedTask;
        await agents.KillAndRestartAsync();

        var outcomes = new List<AuditOutcome>();
        foreach (var id in ids)
            outcomes.Add(await OutcomeAsync(id));
        outcomes.Count(outcome => outcome.Failure is null).ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public async Task An_attempt_counts_once_however_often_it_is_asked_for()
    {
        agents.BeforeDocument = HangAsync;
        await RequestAsync("a_1");

        for (var asked = 1; asked <= MostAttempts + 1; asked++)
            (await agents.Grains.AskAsync(GrainKinds.AuditOf("a_1"), new BeginAttempt(2))).Granted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_run_that_ends_with_the_process_each_time_fails()
    {
        agents.BeforeDocument = HangAsync;
        await agents.StartRunAsync("r_1", "Is this right?", bill: await BillAsync());
        for (var epoch = 1; epoch <= MostAttempts; epoch++)
        {
            await ReadsAsync(epoch);
            await Patience.UntilAsync(async () => await EpochAsync() == epoch);
            await agents.KillAndRestartAsync();
        }

        var events = await agents.ReadRunAsync("r_1");

        events.ShouldBeContiguous();
        events[^1].Type.ShouldBe(RunEventTypes.RunFailed);
        events[^1].Data.GetProperty("code").GetString().ShouldBe("crashed");
        (await agents.DescribeRunAsync("r_1")).Status.ShouldBe(RunStatus.Failed);
        await Patience.UntilAsync(async () => (await agents.Storage.ListUnfinishedAsync(default)).Count == 0);
    }

    [Fact]
    public async Task A_document_store_that_is_away_for_a_moment_is_asked_again()
    {
        agents.BeforeDocument = _ => Interlocked.Increment(ref reads) <= 3 ? throw new IOException("The store is down.") : Task.CompletedTask;
        await RequestAsync("a_1");

        var outcome = await AsTimePassesAsync(OutcomeAsync("a_1"));

        outcome.Failure.ShouldBeNull();
        reads.ShouldBe(4);
    }

    [Fact]
    public async Task A_document_store_that_stays_away_ends_the_audit()
    {
        agents.BeforeDocument = _ => throw new IOException("The store is down.");
        await RequestAsync("a_1");
        var asked = agents.Time.GetUtcNow();

        var outcome = await AsTimePassesAsync(OutcomeAsync("a_1"));

        outcome.Failure.ShouldNotBeNull().Code.ShouldBe(AuditFailures.Internal);
        (agents.Time.GetUtcNow() - asked).ShouldBeGreaterThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Cut_off_after_the_auditor_was_told_an_audit_is_told_once()
    {
        await ToldButNotEndedAsync();

        await agents.KillAndRestartAsync();

        (await OutcomeAsync("a_1")).Failure.ShouldBeNull();
        (await ListAsync()).ShouldHaveSingleItem().AuditId.ShouldBe("a_1");
    }

    [Fact]
    public async Task A_question_about_an_audit_that_is_about_to_end_waits_for_it()
    {
        await ToldButNotEndedAsync();
        var asked = ConsultAsync();
        var early = asked.IsCompleted;

        agents.Storage.Trouble = CommitTrouble.None;

        early.ShouldBeFalse();
        (await AsTimePassesAsync(asked)).Sentences[0].Text.ShouldContain("INR 175.00");
    }

    [Fact]
    public async Task The_auditor_keeps_the_newest_hundred_however_often_and_in_which_order_it_is_told()
    {
        for (var minute = 101; minute >= 1; minute--)
            await TellAsync(minute);
        await TellAsync(1);
        await TellAsync(50);

        (await ListAsync()).Select(audit => audit.AuditId).ShouldBe(Enumerable.Range(2, 100).Reverse().Select(minute => $"a_{minute}"));

        async Task TellAsync(int minute)
        {
            var time = DateTimeOffset.UnixEpoch.AddMinutes(minute);
            await agents.Grains.AskAsync(Auditor, new RecordAudit(Asha, new AuditSummary($"a_{minute}", "d_1", time, "clean", 1, 0, "Clean.")));
        }
    }

    /// <summary>The auditor knows of the audit, whose own end does not reach the store.</summary>
    private async Task ToldButNotEndedAsync()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        agents.BeforeDocument = async stop =>
        {
            Interlocked.Increment(ref reads);
            await goOn.Task.WaitAsync(stop);
        };
        await RequestAsync("a_1");
        await ReadsAsync(1);
        agents.Storage.TroubledKind = GrainKinds.Audit;
        agents.Storage.Trouble = CommitTrouble.FailsBeforeWriting;
        goOn.SetResult();
        await Patience.UntilAsync(async () => (await ListAsync()).Count == 1);
    }

    /// <summary>A document whose reading takes the process with it.</summary>
    private Task HangAsync(CancellationToken stop)
    {
        Interlocked.Increment(ref reads);
        return Task.Delay(Timeout.Infinite, stop);
    }

    private Task ReadsAsync(int count) => Patience.UntilAsync(() => Task.FromResult(Volatile.Read(ref reads) >= count));

    private async Task<T> AsTimePassesAsync<T>(Task<T> task)
    {
        await Patience.UntilAsync(() =>
        {
            agents.Time.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(task.IsCompleted);
        });
        return await task;
    }

    private async Task<BillDocument> BillAsync()
    {
        var document = await agents.Documents.PutAsync(Asha.Scope(), "ECG   03/11/2026   1   175.00   175.00"u8.ToArray(), "text/plain", null);
        return new BillDocument(document.Value, new BillContext());
    }

    private async Task RequestAsync(string auditId) =>
        await agents.Grains.AskAsync(GrainKinds.AuditOf(auditId), new RequestAudit(Asha.Scope(), await BillAsync()));

    private async Task<AuditOutcome> OutcomeAsync(string auditId)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await foreach (var step in agents.Grains.StreamAsync(GrainKinds.AuditOf(auditId), new FollowAudit(Asha), limit.Token))
        {
            if (step.Outcome is { } outcome)
                return outcome;
        }

        throw new InvalidOperationException("The audit ended without an outcome.");
    }

    private async Task<IReadOnlyList<AuditSummary>> ListAsync() => (await agents.Grains.AskAsync(Auditor, new ListAudits(Asha))).Audits;

    private async Task<Opinion> ConsultAsync()
    {
        await foreach (var step in agents.Grains.StreamAsync(Auditor, new Consult(Asha.Scope(), "r_1", "Was I overcharged?", [], new RetrievalLimits(5, 0.7))))
            return step.Opinion.ShouldNotBeNull();
        throw new InvalidOperationException("The auditor said nothing.");
    }

    private async Task<int> EpochAsync()
    {
        var stored = (await agents.Storage.ReadAsync(GrainKinds.RunOf("r_1"), default)).ShouldNotBeNull();
        return System.Text.Json.JsonElement.Parse(stored.State.Span).GetProperty("epoch").GetInt32();
    }
}
