using MediAgents.Contract.Storage;
using System.Text.Json;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;

namespace MediAgents.Grains.Tests.Run;

/// <summary>An event of a run as the wire has it.</summary>
internal sealed record RunEvent(long Seq, string Type, JsonElement Json)
{
    public JsonElement Data => Json.GetProperty("data");

    public string? Agent => Data.TryGetProperty("agent", out var agent) ? agent.GetString() : null;
}

/// <summary>Starting runs and reading their logs.</summary>
internal static class RunLogs
{
    public static ValueTask<Unit> StartRunAsync(
        this TestAgents agents,
        string runId,
        string question,
        PatientId? patient = null,
        BillDocument? bill = null) =>
        agents.Grains.AskAsync(
            GrainKinds.RunOf(runId),
            new StartRun((patient ?? TestAgents.Asha).Scope(), "s_1", "m_1", question, new RetrievalLimits(5, 0.7), [], bill));

    public static Task<List<RunEvent>> ReadRunAsync(this TestAgents agents, string runId, PatientId? patient = null) =>
        agents.ReadRunAsync(runId, until: one => RunEventTypes.EndsRun(one.Type), patient);

    /// <summary>The events of a run from its first to the one that is waited for.</summary>
    public static async Task<List<RunEvent>> ReadRunAsync(this TestAgents agents, string runId, Predicate<RunEvent> until, PatientId? patient = null)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        var events = new List<RunEvent>();
        await foreach (var batch in agents.Grains.StreamAsync(GrainKinds.RunOf(runId), new TailRun(patient ?? TestAgents.Asha, 0), limit.Token))
        {
            events.AddRange(batch.Select(entry => new RunEvent(entry.Seq, entry.Type, JsonElement.Parse(entry.Json.Span))));
            if (events.Exists(until))
                break;
        }

        return events;
    }

    /// <summary>Lets time pass until the run has ended: what failed is tried again after a pause.</summary>
    public static async Task<List<RunEvent>> ReadRunAsTimePassesAsync(this TestAgents agents, string runId)
    {
        var reading = agents.ReadRunAsync(runId);
        await Patience.UntilAsync(() =>
        {
            agents.Time.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(reading.IsCompleted);
        });
        return await reading;
    }

    public static async Task<RunDescription> DescribeRunAsync(this TestAgents agents, string runId) =>
        (await agents.Grains.AskAsync(GrainKinds.RunOf(runId), new DescribeRun(TestAgents.Asha))).Value.ShouldNotBeNull();

    public static void ShouldBeContiguous(this IReadOnlyList<RunEvent> events)
    {
        events.Select(one => one.Seq).ShouldBe(Enumerable.Range(1, events.Count).Select(seq => (long)seq));
        events.Select(one => one.Json.GetProperty("seq").GetInt64()).ShouldBe(events.Select(one => one.Seq));
        events.Count(one => RunEventTypes.EndsRun(one.Type)).ShouldBe(1);
    }
}
