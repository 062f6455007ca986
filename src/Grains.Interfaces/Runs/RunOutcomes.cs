using System.Text.Json;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Grains.Runs;

/// <summary>Reads how a run ended from its last event.</summary>
public static class RunOutcomes
{
    /// <summary>The outcome, if the last entry of <paramref name="batch"/> ends its run; else null.</summary>
    public static RunOutcome? FromLast(IReadOnlyList<JournalEntry> batch)
    {
        if (batch.Count == 0 || !RunEventTypes.EndsRun(batch[^1].Type))
            return null;
        var last = batch[^1];
        return last.Type switch
        {
            RunEventTypes.AnswerCompleted => new RunOutcome(RunStatus.Completed, DataOf<AnswerCompleted>(last), null),
            RunEventTypes.RunFailed => new RunOutcome(RunStatus.Failed, null, DataOf<RunEnded>(last)),
            _ => new RunOutcome(RunStatus.Cancelled, null, DataOf<RunEnded>(last)),
        };
    }

    /// <summary>The <c>data</c> of an event.</summary>
    public static T DataOf<T>(JournalEntry entry) =>
        JsonSerializer.Deserialize<Envelope<T>>(entry.Json.Span, WireJson.Options) is { Data: { } data }
            ? data
            : throw new InvalidDataException($"Event {entry.Seq} ({entry.Type}) carries no data.");

    private sealed record Envelope<T>(T? Data);
}
