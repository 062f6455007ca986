using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Streaming;
using MediAgents.Grains;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Chat;

/// <summary>Questions and their answers (requirement A1).</summary>
public static class ChatApi
{
    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        Describe<ChatRequest>(routes.MapPost("/chat/", PostAsync))
            .WithSummary("Ask a question")
            .WithDescription("Starts a run. stream=true answers server-sent events; the run goes on when the connection ends. The same Idempotency-Key again is the same run, told from its beginning.");
        Describe<ChatRunRequest>(routes.MapPost("/chat/run", PostRunAsync))
            .WithSummary("Ask a question with retrieval limits of one's own");
    }

    private static async Task PostAsync(
        HttpContext context,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        [AsParameters] ChatServices services,
        CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadAsync<ChatRequest>(context.Request, cancellationToken);
        var options = services.Options.Value;
        var scope = services.Patients.Resolve(context, request.UserId);
        var message = ChatValidation.Text("message", request.Message, options);
        var session = await SessionAsync(services, scope, request.SessionId, cancellationToken);
        var file = ChatValidation.Attachment(request.Attachment, options);
        var billContext = request.Attachment?.ToContext();
        var key = IdempotencyHeader.KeyOf(idempotencyKey, "POST /chat", request);

        if (file is not null)
            await RequireSessionAsync(services, scope, session, cancellationToken);
        var planned = await services.Idempotency.ClaimAsync(scope, key, ChatPlan.For(session, services.Time), cancellationToken);
        BillDocument? bill = null;
        if (file is not null)
        {
            var document = await services.Documents.PutAsync(scope, file.Content, file.MediaType, file.FileName, cancellationToken);
            bill = new BillDocument(document.Value, billContext!);
        }

        var question = new Question(message, session, ChatValidation.Limits(null, null, options), bill);
        var accepted = await StartAsync(services, scope, question, planned, cancellationToken);
        await AnswerAsync(context, services, scope, accepted, request.Stream, cancellationToken);
    }

    private static async Task PostRunAsync(
        HttpContext context,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        [AsParameters] ChatServices services,
        CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadAsync<ChatRunRequest>(context.Request, cancellationToken);
        var options = services.Options.Value;
        var scope = services.Patients.Resolve(context, request.UserId);
        var query = ChatValidation.Text("query", request.Query, options);
        var session = await SessionAsync(services, scope, request.SessionId, cancellationToken);
        var limits = ChatValidation.Limits(request.TopK, request.SimilarityThreshold, options);
        var key = IdempotencyHeader.KeyOf(idempotencyKey, "POST /chat/run", request);

        var planned = await services.Idempotency.ClaimAsync(scope, key, ChatPlan.For(session, services.Time), cancellationToken);
        var accepted = await StartAsync(services, scope, new Question(query, session, limits, Bill: null), planned, cancellationToken);
        await AnswerAsync(context, services, scope, accepted, request.Stream, cancellationToken);
    }

    /// <summary>The session named, or null for a new one. A malformed id is like an unknown one.</summary>
    private static async ValueTask<string?> SessionAsync(ChatServices services, PatientScope scope, string? named, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(named))
            return null;
        if (!ChatValidation.IsSession(named))
            await RefuseSessionAsync(services, scope, session: null, cancellationToken);
        return named;
    }

    /// <summary>Asked before a file is stored, so that a message to an unknown session leaves nothing behind.</summary>
    private static async Task RequireSessionAsync(ChatServices services, PatientScope scope, string? session, CancellationToken cancellationToken)
    {
        if (session is null)
            return;
        var known = await services.Grains.AskAsync(GrainKinds.ConversationOf(session), new DescribeSession(scope.Patient), cancellationToken);
        if (known.Value is null)
            await RefuseSessionAsync(services, scope, session, cancellationToken);
    }

    private static async Task<MessageAccepted> StartAsync(
        ChatServices services,
        PatientScope scope,
        Question question,
        Planned<ChatPlan> planned,
        CancellationToken cancellationToken)
    {
        var plan = planned.Plan;
        var message = new PostMessage(
            scope,
            plan.RunId,
            plan.MessageId,
            question.Text,
            IsNewSession: question.Session is null,
            question.Limits,
            question.Bill);
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

    private static Task AnswerAsync(
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

    private static RouteHandlerBuilder Describe<TRequest>(RouteHandlerBuilder endpoint)
        where TRequest : notnull =>
        endpoint
            .Accepts<TRequest>("application/json")
            .Produces<ChatReply>()
            .Produces<ChatPending>(StatusCodes.Status202Accepted)
            .Produces<ChatEnded>(StatusCodes.Status409Conflict)
            .Produces<ChatEnded>(StatusCodes.Status500InternalServerError)
            .Produces<ChatEnded>(StatusCodes.Status504GatewayTimeout)
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
            .WithTags("Chat");

    private sealed record Question(string Text, string? Session, RetrievalLimits Limits, BillDocument? Bill);
}
