using MediAgents.Primitives;

namespace MediAgents.Gateway.Chat;

/// <summary>The ids that a message brings about: what an idempotency key stands for.</summary>
internal sealed record ChatPlan(string SessionId, string RunId, string MessageId)
{
    /// <param name="session">The session named; null begins a new one.</param>
    /// <param name="time">Of the ids.</param>
    public static ChatPlan For(string? session, TimeProvider time) => new(
        session ?? SortableId.New(ChatValidation.SessionPrefix, time),
        SortableId.New(ChatValidation.RunPrefix, time),
        SortableId.New(ChatValidation.MessagePrefix, time));
}
