using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Streaming;
using MediAgents.Grains;
using MediAgents.Grains.Bills;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Chat;

/// <summary>Questions and their answers (requirement A1).</summary>
public static class ChatApi
{
    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        Describe<ChatRequest>(routes.MapPost("/chat/", PostAsync))
            .WithSummary("Ask a question")
            .WithDescription("Starts a run. stream=true answers server-sent events; the run goes on when the connection ends.");
        Describe<ChatRunRequest>(routes.MapPost("/chat/run", PostRunAsync))
            .WithSummary("Ask a question with retrieval limits of one's own");
    }

    private static async Task PostAsync(HttpContext context, [AsParameters] ChatServices services, CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadAsync<ChatRequest>(context.Request, cancellationToken);
        var options = services.Options.Value;
        var scope = services.Patients.Resolve(context, request.UserId);
        var message = ChatValidation.Text("message", request.Message, options);
        var session = ChatValidation.Session(request.SessionId);
        var file = ChatValidation.Attachment(request.Attachment, options);
        var billContext = request.Attachment?.ToContext();

        BillDocument? bill = null;
        if (file is not null)
        {
            await RequireSessionAsync(services, scope, session, cancellationToken);
            var document = await services.Documents.PutAsync(scope, file.Content, file.MediaType, file.FileName, cancellationToken);
            bill = new BillDocument(document.Value, billContext!);
        }

        var accepted = await StartAsync(services, scope, session, message, ChatValidation.Limits(null, null, options), bill, cancellationToken);
        await AnswerAsync(context, services, scope, accepted, request.Stream, cancellationToken);
    }

    private static async Task PostRunAsync(HttpContext context, [AsParameters] ChatServices services, CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadAsync<ChatRunRequest>(context.Request, cancellationToken);
        var options = services.Options.Value;
        var scope = services.Patients.Resolve(context, request.UserId);
        var query = ChatValidation.Text("query", request.Query, options);
        var session = ChatValidation.Session(request.SessionId);
        var limits = ChatValidation.Limits(request.TopK, request.SimilarityThreshold, options);

        var accepted = await StartAsync(services, scope, session, query, limits, bill: null, cancellationToken);
        await AnswerAsync(context, services, scope, accepted, request.Stream, cancellationToken);
    }

    /// <summary>Asked before a file is stored, so that a message to an unknown session leaves nothing behind.</summary>
    private static async Task RequireSessionAsync(ChatServices services, PatientScope scope, string? session, CancellationToken cancellationToken)
    {
        if (session is null)
            return;
        var known = await services.Grains.AskAsync(GrainKinds.ConversationOf(session), new DescribeSession(scope.Patient), cancellationToken);
        if (known.Value is null)
            throw new ProblemException(Problem.NotFound);
    }

    private static async Task<MessageAccepted> StartAsync(
        ChatServices services,
        PatientScope scope,
        string? session,
        string text,
        RetrievalLimits limits,
        BillDocument? bill,
        CancellationToken cancellationToken)
    {
        var message = new PostMessage(
            scope,
            SortableId.New(ChatValidation.RunPrefix, services.Time),
            SortableId.New("m_", services.Time),
            text,
            IsNewSession: session is null,
            limits,
            bill);
        var conversation = GrainKinds.ConversationOf(session ?? SortableId.New(ChatValidation.SessionPrefix, services.Time));
        var accepted = await services.Grains.AskAsync(conversation, message, cancellationToken);
        return accepted.Value ?? throw new ProblemException(Problem.NotFound);
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
            .WithTags("Chat");
}
