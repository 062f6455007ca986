using MediAgents.Grains.Bills;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;

namespace MediAgents.Grains.Conversations;

/// <summary>
/// A patient's message in a conversation; starts a run. Asked again with the same run id it changes nothing.
/// </summary>
/// <param name="Scope">Who asks, and whose conversation it is.</param>
/// <param name="RunId">The run to start.</param>
/// <param name="MessageId">The message's id, unique in the conversation.</param>
/// <param name="Text">The message, at most MAX_QUERY_LENGTH characters.</param>
/// <param name="IsNewSession">True when the session id was made for this message; otherwise the session must exist.</param>
/// <param name="Limits">What the caller asked of retrieval.</param>
/// <param name="Bill">A bill handed in with the message.</param>
/// <param name="Agent">The specialist asked for by name; null lets the orchestrator choose.</param>
/// <param name="Earlier">What was asked before, where the caller keeps the conversation; null for what the session remembers.</param>
/// <param name="Council">False: one agent answers alone; null: as COUNCIL is set.</param>
/// <param name="Conversation">What was said before, answers too, made short; null where the caller does not keep the conversation.</param>
public sealed record PostMessage(
    PatientScope Scope,
    string RunId,
    string MessageId,
    string Text,
    bool IsNewSession,
    RetrievalLimits Limits,
    BillDocument? Bill,
    string? Agent = null,
    IReadOnlyList<EarlierExchange>? Earlier = null,
    bool? Council = null,
    EarlierConversation? Conversation = null) : IGrainRequest<Lookup<MessageAccepted>>, IRepeatable;

/// <summary>The message is stored and its run started.</summary>
public sealed record MessageAccepted(string RunId, string SessionId, string MessageId);

/// <summary>Sent by the conversation to itself when a run has ended.</summary>
public sealed record RecordAnswer(string RunId, RunOutcome Outcome) : IGrainRequest<Hosting.Unit>, IRepeatable;

/// <summary>Reads the messages of a conversation, oldest first.</summary>
/// <param name="Patient">Whose conversation it is.</param>
/// <param name="After">Messages after this position; 0 for the beginning.</param>
/// <param name="Limit">1..200.</param>
public sealed record ReadHistory(PatientId Patient, long After, int Limit) : IGrainRequest<Lookup<HistoryPage>>, IRepeatable;

/// <summary>Reads what the next message of a conversation builds on.</summary>
public sealed record ReadContext(PatientId Patient) : IGrainRequest<Lookup<SessionContext>>, IRepeatable;

/// <summary>
/// What was said since the working context began, oldest first, without questions whose runs ended without an answer. Empty once the
/// context has expired.
/// </summary>
public sealed record SessionContext(IReadOnlyList<SpokenTurn> Turns);

/// <summary>Messages in order; <paramref name="Cursor"/> is null on the last page.</summary>
public sealed record HistoryPage(string SessionId, IReadOnlyList<HistoryMessage> Messages, string? Cursor);

/// <summary>One message. Role is <c>user</c> or <c>assistant</c>; status is that of the run, for the assistant's.</summary>
public sealed record HistoryMessage(
    string Role,
    string Text,
    DateTimeOffset Time,
    string RunId,
    string? MessageId = null,
    string? Status = null,
    double? Confidence = null,
    ConfidenceLevel? Level = null,
    IReadOnlyList<string>? Agents = null);

/// <summary>What a list of sessions says of one.</summary>
public sealed record DescribeSession(PatientId Patient) : IGrainRequest<Lookup<SessionDescription>>, IRepeatable;

/// <summary>A session: its first question (shortened), its age, whether its working context has expired.</summary>
public sealed record SessionDescription(
    string SessionId,
    string Title,
    DateTimeOffset StartedAt,
    DateTimeOffset LastActiveAt,
    int Messages,
    bool ContextExpired);
