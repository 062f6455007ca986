using MediAgents.Grains.Bills;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Grains.Runs;

/// <summary>What the caller asked of retrieval.</summary>
/// <param name="TopK">Passages at most; 1..50.</param>
/// <param name="SimilarityThreshold">The least calibrated relevance of a passage; 0..1.</param>
public sealed record RetrievalLimits(int TopK, double SimilarityThreshold);

/// <summary>What was said before in the session, as far as its working context reaches.</summary>
/// <param name="Question">An earlier question.</param>
/// <param name="Agents">The kinds that answered it; none where that is not known.</param>
public sealed record EarlierExchange(string Question, IReadOnlyList<string> Agents);

/// <summary>
/// Starts a run. Asked again with the same id it changes nothing. <paramref name="Agent"/> names the specialist to answer; null
/// lets the orchestrator choose. With <paramref name="Council"/> false one agent answers alone; null: as COUNCIL is set.
/// <paramref name="Conversation"/> is what was said before, where the caller keeps the conversation.
/// </summary>
public sealed record StartRun(
    PatientScope Scope,
    string SessionId,
    string MessageId,
    string Question,
    RetrievalLimits Limits,
    IReadOnlyList<EarlierExchange> Earlier,
    BillDocument? Bill,
    string? Agent = null,
    bool? Council = null,
    EarlierConversation? Conversation = null) : IGrainRequest<Hosting.Unit>, IRepeatable;

/// <summary>Cancels a run; a run that has ended stays as it ended. Missing when there is no such run of that patient.</summary>
public sealed record CancelRun(PatientScope Scope) : IGrainRequest<Lookup<RunDescription>>, IRepeatable;

/// <summary>How a run stands.</summary>
public sealed record DescribeRun(PatientId Patient) : IGrainRequest<Lookup<RunDescription>>, IRepeatable;

/// <summary>A run as it stands.</summary>
/// <param name="LastSeq">The sequence number of the newest event.</param>
public sealed record RunDescription(string RunId, string SessionId, string MessageId, RunStatus Status, long LastSeq);

/// <summary>
/// Events of a run after <paramref name="After"/>, in batches as they come; ends after the event that ends the run.
/// Empty when there is no such run of that patient: ask <see cref="DescribeRun"/> first.
/// </summary>
public sealed record TailRun(PatientId Patient, long After) : IResumableStream<IReadOnlyList<JournalEntry>>
{
    IResumableStream<IReadOnlyList<JournalEntry>> IResumableStream<IReadOnlyList<JournalEntry>>.After(IReadOnlyList<JournalEntry> last) =>
        this with { After = last[^1].Seq };
}

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Never started.</summary>
    None,
    Running,
    Completed,
    Failed,
    Cancelled,
}

/// <summary>How a run ended.</summary>
public sealed record RunOutcome(RunStatus Status, AnswerCompleted? Answer, RunEnded? Ended);
