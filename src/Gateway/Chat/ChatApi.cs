using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Grains.Bills;
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
        var session = await Asking.SessionAsync(services, scope, request.SessionId, cancellationToken);
        var file = ChatValidation.Attachment(request.Attachment, options);
        var billContext = request.Attachment?.ToContext();
        var key = IdempotencyHeader.KeyOf(idempotencyKey, "POST /chat", request);

        if (file is not null)
            await Asking.RequireSessionAsync(services, scope, session, cancellationToken);
        var planned = await services.Idempotency.ClaimAsync(scope, key, ChatPlan.For(session, services.Time), cancellationToken);
        BillDocument? bill = null;
        if (file is not null)
        {
            var document = await services.Documents.PutAsync(scope, file.Content, file.MediaType, file.FileName, cancellationToken);
            bill = new BillDocument(document.Value, billContext!);
        }

        var question = new Question(message, session, services.UsualLimits) { Bill = bill, Council = request.Council };
        var accepted = await Asking.StartAsync(services, scope, question, planned, cancellationToken);
        await Asking.AnswerAsync(context, services, scope, accepted, request.Stream, cancellationToken);
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
        var session = await Asking.SessionAsync(services, scope, request.SessionId, cancellationToken);
        var limits = ChatValidation.Limits(request.TopK, request.SimilarityThreshold, services.UsualLimits);
        var key = IdempotencyHeader.KeyOf(idempotencyKey, "POST /chat/run", request);

        var planned = await services.Idempotency.ClaimAsync(scope, key, ChatPlan.For(session, services.Time), cancellationToken);
        var accepted = await Asking.StartAsync(services, scope, new Question(query, session, limits) { Council = request.Council }, planned, cancellationToken);
        await Asking.AnswerAsync(context, services, scope, accepted, request.Stream, cancellationToken);
    }

    internal static RouteHandlerBuilder Describe<TRequest>(RouteHandlerBuilder endpoint)
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
}
