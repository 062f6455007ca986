using MediAgents.Contract.Storage;
using MediAgents.Grains.Runs;

namespace MediAgents.Grains.Tests.Run;

/// <summary>The store is away for a moment while a run is under way.</summary>
public sealed class StoreTroubleTests : IAsyncLifetime
{
    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Theory]
    [InlineData(CommitTrouble.FailsBeforeWriting, 1)]
    [InlineData(CommitTrouble.FailsBeforeWriting, 3)]
    [InlineData(CommitTrouble.FailsAfterWriting, 1)]
    public async Task A_step_is_recorded_once_the_store_is_back_and_only_once(CommitTrouble trouble, int failures)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        agents.Writer.Before(GrainKinds.Neurologist, _ =>
        {
            begun.TrySetResult();
            return goOn.Task;
        });
        await agents.StartRunAsync("r_1", "How is migraine treated?");
        await begun.Task.WaitAsync(Patience.Limit);

        // One more attempt than failures: only then the last failure is over.
        var until = agents.Storage.Commits + failures + 1;
        agents.Storage.Trouble = trouble;
        goOn.SetResult();
        await Patience.UntilAsync(() =>
        {
            agents.Time.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(agents.Storage.Commits >= until);
        });
        agents.Storage.Trouble = CommitTrouble.None;
        var events = await agents.ReadRunAsTimePassesAsync("r_1");

        events.ShouldBeContiguous();
        events[^1].Type.ShouldBe(RunEventTypes.AnswerCompleted);
        events[^1].Data.GetProperty("citations").GetArrayLength().ShouldBeGreaterThan(0);
        events.Count(one => one.Type == RunEventTypes.AgentCompleted).ShouldBe(1);
        events.Where(one => one.Type == RunEventTypes.Citation).Select(one => one.Data.GetProperty("passage").GetString()).ShouldBeUnique();
        agents.Writer.CallsOf(GrainKinds.Neurologist).ShouldBe(1);
    }
}
