using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Preconditions;
using MediAgents.Gateway.Problems;
using MediAgents.Records.Timeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Timeline;

/// <summary>Events found in documents: they wait to be confirmed or rejected (requirement E1).</summary>
public static class ProposalApi
{
    private const string ConfirmPath = "/timeline/event/{id}/confirm";
    private const string RejectPath = "/timeline/event/{id}/reject";

    public static void MapProposals(this IEndpointRouteBuilder routes)
    {
        Describe(routes.MapPost(ConfirmPath, ConfirmAsync))
            .WithSummary("Confirm a proposal")
            .WithDescription("It becomes part of the timeline. Whoever finds it wrong in places changes it first, then confirms.");
        Describe(routes.MapPost(RejectPath, RejectAsync))
            .WithSummary("Reject a proposal")
            .WithDescription("It stays out of the timeline and is kept as history.");
    }

    private static Task ConfirmAsync(
        string id,
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        [FromHeader(Name = IfMatch.Name)] string? ifMatch,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var change = new EventChange("timeline.confirm", Status: EventStatus.Confirmed, OnlyFrom: EventStatus.Proposed);
        return DecideAsync(context, services, new Decision(id, userId, ifMatch, idempotencyKey, change), cancellationToken);
    }

    private static Task RejectAsync(
        string id,
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        [FromHeader(Name = IfMatch.Name)] string? ifMatch,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var change = new EventChange("timeline.reject", Status: EventStatus.Rejected, OnlyFrom: EventStatus.Proposed);
        return DecideAsync(context, services, new Decision(id, userId, ifMatch, idempotencyKey, change), cancellationToken);
    }

    private static async Task DecideAsync(HttpContext context, TimelineServices services, Decision decision, CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, decision.UserId);
        var condition = IfMatch.Required(decision.IfMatch);
        var key = IdempotencyHeader.KeyOf(decision.IdempotencyKey, $"POST {decision.Change.Action}", new { decision.Id, decision.IfMatch });
        var decided = await services.ChangeAsync(scope, decision.Id, condition, decision.Change with { Key = key }, cancellationToken);
        await context.Response.WriteVersionAsync(decided.Version, EventReply.Of(decided), cancellationToken);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) =>
        endpoint
            .Produces<EventReply>()
            .ProducesProblems(
                StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict,
                StatusCodes.Status412PreconditionFailed,
                StatusCodes.Status422UnprocessableEntity,
                StatusCodes.Status428PreconditionRequired)
            .WithTags("Timeline");

    private sealed record Decision(string Id, string? UserId, string? IfMatch, string? IdempotencyKey, EventChange Change);
}
