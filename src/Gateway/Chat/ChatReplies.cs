using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;

namespace MediAgents.Gateway.Chat;

/// <summary>An answer as one JSON reply.</summary>
public sealed record ChatReply(
    string RunId,
    string SessionId,
    string MessageId,
    AnswerCompleted Answer,
    IReadOnlyList<Citation> Citations,
    RouteDecided? Route);

/// <summary>A run that has not ended in time; follow it at <c>GET /chat/runs/{run_id}/events</c>.</summary>
public sealed record ChatPending(string RunId, string SessionId, string MessageId);

/// <summary>A run that ended without an answer: 409 cancelled, 504 timed out, 500 failed.</summary>
public sealed record ChatEnded(string RunId, string SessionId, string MessageId, RunStatus Status, RunEnded Reason);

/// <summary>The sessions of a user, newest first; <paramref name="Cursor"/> is null on the last page.</summary>
public sealed record SessionPage(IReadOnlyList<SessionDescription> Sessions, string? Cursor);
