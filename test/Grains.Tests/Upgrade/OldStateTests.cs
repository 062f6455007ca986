using MediAgents.Contract.Storage;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Tests.Run;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Upgrade;

/// <summary>Work that a server of before there were principals left unfinished, in the state it wrote.</summary>
public sealed class OldStateTests : IAsyncLifetime
{
    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task An_unfinished_audit_ends()
    {
        var document = await agents.Documents.PutAsync(Asha.Scope(), "ECG   03/11/2026   1   175.00   175.00"u8.ToArray(), "text/plain", null);
        await LeaveAsync(
            GrainKinds.AuditOf("a_1"),
            $$$"""{"bill":{"document_id":"{{{document.Value}}}","context":{}},"time":"2026-11-03T10:00:00+00:00","attempts":1,"has_ended":false}""");

        await agents.KillAndRestartAsync();

        using var limit = new CancellationTokenSource(Patience.Limit);
        var steps = await agents.Grains.StreamAsync(GrainKinds.AuditOf("a_1"), new FollowAudit(Asha), limit.Token).ToListAsync(limit.Token);
        steps[^1].Outcome.ShouldNotBeNull().Failure.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"principal\":null,")]
    public async Task An_unfinished_run_ends(string principal)
    {
        await LeaveAsync(
            GrainKinds.RunOf("r_1"),
            $$$"""
            { {{{principal}}} "status":"running","session_id":"s_1","message_id":"m_1","question":"How is migraine treated?",
            "limits":{"top_k":5,"similarity_threshold":0.7},"earlier":[],
            "route":{"agents":[{"kind":"neurologist","reason":"migraine","score":1}],"mode":"single"},
            "alerts":[],"epoch":1,"opinions":[],"citation_ids":{}}
            """);

        await agents.KillAndRestartAsync();

        (await agents.ReadRunAsync("r_1"))[^1].Type.ShouldBe(RunEventTypes.AnswerCompleted);
    }

    private async Task LeaveAsync(GrainKey key, string state)
    {
        var grain = new StoredGrain(1, Asha, System.Text.Encoding.UTF8.GetBytes(state), JournalLength: 0, WakeAfterCrash: true);
        (await agents.Storage.CommitAsync(new GrainCommit(key, 0, grain, [], []), default)).ShouldBeTrue();
    }
}
