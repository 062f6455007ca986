using System.Text.Json;

namespace MediAgents.Cluster.Tests.Runs;

/// <summary>An event of a run, and when the client had it, since it asked.</summary>
internal sealed record SeenEvent(long Id, string Type, JsonElement Data, TimeSpan At)
{
    public bool EndsRun => Type is "answer.completed" or "run.failed" or "run.cancelled";
}
