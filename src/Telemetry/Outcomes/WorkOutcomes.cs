using System.Text.Json;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using MediAgents.Telemetry.Instruments;

namespace MediAgents.Telemetry.Outcomes;

/// <summary>
/// Counts what grains have done by the journal entries that say so, once these are committed: a turn that is taken again
/// counts once, and a run that another process finishes counts there.
/// </summary>
internal sealed class WorkOutcomes(ProductMeter meter, TimeProvider time)
{
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    /// <summary>The kinds whose work is counted.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [GrainKinds.Run, GrainKinds.Audit, GrainKinds.Extraction, GrainKinds.Report];

    /// <summary>Counts what is in a commit. The commit stands, so this never throws for what it says.</summary>
    public void Count(GrainCommit commit)
    {
        foreach (var entry in commit.Appended)
        {
            try
            {
                Count(commit.Key, entry);
            }
            catch (JsonException)
            {
                // Another release writes it in another shape: then it is not counted here.
            }
        }
    }

    private void Count(GrainKey key, JournalEntry entry)
    {
        switch (key.Kind)
        {
            case GrainKinds.Run:
                CountEvent(key, entry);
                break;
            case GrainKinds.Audit or GrainKinds.Extraction when Read<StepEntry>(entry)?.Outcome is { } end:
                Ended(key, OutcomeOf(end.Failure), key.Id);
                break;
            case GrainKinds.Report when Read<DraftEntry>(entry)?.Ended is { } drafted:
                Ended(key, OutcomeOf(drafted.Failure), drafted.DraftingId);
                break;
        }
    }

    private void CountEvent(GrainKey key, JournalEntry entry)
    {
        switch (entry.Type)
        {
            case RunEventTypes.AgentCompleted:
                Answered(entry, agent: null);
                break;
            case RunEventTypes.AnswerCompleted:
                Answered(entry, GrainKinds.Aggregator);
                Ended(key, Completed, key.Id);
                break;
            case RunEventTypes.RunFailed:
                Ended(key, Failed, key.Id);
                break;
            case RunEventTypes.RunCancelled:
                Ended(key, Cancelled, key.Id);
                break;
        }
    }

    private void Answered(JournalEntry entry, string? agent)
    {
        if (Read<AnswerEntry>(entry)?.Data is { } answer && (agent ?? answer.Agent) is { } kind)
            meter.Answered(kind, answer.Confidence, answer.Level == ConfidenceLevel.Refused);
    }

    /// <param name="key">The grain that did the work.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="id">The work's id, which holds the time at which it was asked for.</param>
    private void Ended(GrainKey key, string outcome, string? id)
    {
        var took = SortableId.TimeOf(id) is { } asked ? time.GetUtcNow() - asked : (TimeSpan?)null;
        // Another machine made the id, whose clock may run ahead.
        meter.AnalysisEnded(key.Kind, outcome, took < TimeSpan.Zero ? TimeSpan.Zero : took);
    }

    private static string OutcomeOf(JsonElement? failure) => failure is null ? Completed : Failed;

    private static T? Read<T>(JournalEntry entry)
        where T : class => JsonSerializer.Deserialize<T>(entry.Json.Span, WireJson.Options);

    // Of the entries only what is counted; the rest is passed over.
    private sealed record StepEntry(WorkEnd? Outcome);

    private sealed record WorkEnd(JsonElement? Failure);

    private sealed record DraftEntry(DraftEnd? Ended);

    private sealed record DraftEnd(string? DraftingId, JsonElement? Failure);

    private sealed record AnswerEntry(AnswerData? Data);

    private sealed record AnswerData(string? Agent, double Confidence, ConfidenceLevel Level);
}
