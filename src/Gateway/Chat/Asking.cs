using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Streaming;
using MediAgents.Grains;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Chat;

/// <summary>A question as every endpoint that takes one puts it.</summary>
/// <param name="Text">The question.</param>
/// <param name="Session">The session named; null begins a new one.</param>
/// <param name="Limits">Of retrieval.</param>
internal sealed record Question(string Text, string? Session, RetrievalLimits Limits)
{
    /// <summary>A bill handed in with it.</summary>
    public BillDocument? Bill { get; init; }

    /// <summary>The specialist asked for by name; null lets the orchestrator choose.</summary>
    public string? Agent { get; init; }

    /// <summary>False: one agent answers alone; null: as COUNCIL is set.</summary>
    public bool? Council { get; init; }

    /// <summary>What was asked before, where the caller keeps the conversation; null for what the session remembers.</summary>
    public IReadOnlyList<EarlierExchange>? Earlier { get; init; }

    /// <summary>What was said before, answers too, made short, where the caller keeps the conversation; null for what the session remembers.</summary>
    public EarlierConversation? Conversation { get; init; }
}

/// <summary>Puts questions to conversations and their answers on the wire.</summary>
internal static class Asking
{
    /// <summary>The session named, or null for a new one. A malformed id is like an unknown one.</summary>
    public static async ValueTask<string?> SessionAsync(ChatServices services, PatientScope scope, string? named, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(named))
            return null;
        if (!ChatValidation.IsSession(named))
            await RefuseSessionAsync(services, scope, session: null, cancellationToken);
        return named;
    }

    /// <summary>Asked before a file is stored, so that a message to an unknown session leaves nothing behind.</summary>
    public static async Task RequireSessionAsync(ChatServices services, PatientScope scope, string? session, CancellationToken cancellationToken)
    {
        if (session is null)
            return;
        var known = await services.Grains.AskAsync(GrainKinds.ConversationOf(session), new DescribeSession(scope.Patient), cancellationToken);
        if (known.Value is null)
            await RefuseSessionAsync(services, scope, session, cancellationToken);
    }

    public static async Task<MessageAccepted> StartAsync(
        ChatServices services,
        PatientScope scope,
        Question question,
        Planned<ChatPlan> planned,
        CancellationToken cancellationToken)
    {
        var plan = planned.Plan;
        var conversation = question.Conversation;
        if (conversation is null && question.Session is { } session && !planned.IsRepeated)
            conversation = await SaidBefore.InSessionAsync(services, scope, plan.RunId, session, cancellationToken);
        var message = new PostMessage(
            scope,
            plan.RunId,
            plan.MessageId,
            question.Text,
            IsNewSession: question.Session is null,
            question.Limits,
            question.Bill,
            question.Agent,
            question.Earlier,
            question.Council,
            conversation);
        var reply = await services.Grains.AskAsync(GrainKinds.ConversationOf(plan.SessionId), message, cancellationToken);
        if (reply.Value is not { } accepted)
            return await RefuseSessionAsync(services, scope, plan.SessionId, cancellationToken);
        if (planned.IsRepeated)
            await services.Trail.RecordAsync(scope, "chat.follow", plan.RunId, found: true, cancellationToken: cancellationToken);
        return accepted;
    }

    private static async Task<MessageAccepted> RefuseSessionAsync(
        ChatServices services,
        PatientScope scope,
        string? session,
        CancellationToken cancellationToken)
    {
        await services.Trail.RecordAsync(scope, "chat.ask", session, found: false, cancellationToken: cancellationToken);
        throw new ProblemException(Problem.NotFound);
    }

    public static Task AnswerAsync(
        HttpContext context,
        ChatServices services,
        PatientScope scope,
        MessageAccepted accepted,
        bool stream,
        CancellationToken cancellationToken)
    {
        if (!stream)
            return WholeReply.WriteAsync(context, services, scope.Patient, accepted, cancellationToken);
        var events = services.Grains.StreamAsync(GrainKinds.RunOf(accepted.RunId), new TailRun(scope.Patient, After: 0), cancellationToken);
        return EventStream.WriteAsync(context, events, services.Time, cancellationToken);
    }
}
