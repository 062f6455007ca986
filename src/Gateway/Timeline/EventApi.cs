using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Preconditions;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Timeline;

/// <summary>Single events (requirement E1).</summary>
public static class EventApi
{
    private const string Path = "/timeline/event";
    private const string PathOfOne = Path + "/{id}";
    private const string AddOperation = "POST " + Path;

    // The largest valid event is smaller, even with every character escaped.
    private const long LargestBody = 512 * 1024;

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, AddAsync)
            .Accepts<EventRequest>("application/json")
            .Produces<EventReply>(StatusCodes.Status201Created)
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .WithTags("Timeline")
            .WithSummary("Add an event")
            .WithDescription("The same Idempotency-Key again is the same event.");
        routes.MapGet(PathOfOne, GetAsync)
            .Produces<EventReply>()
            .ProducesProblems(StatusCodes.Status404NotFound)
            .WithTags("Timeline")
            .WithSummary("An event as it stands");
        routes.MapPut(PathOfOne, PutAsync)
            .Accepts<EventRequest>("application/json")
            .Produces<EventReply>()
            .ProducesProblems(
                StatusCodes.Status400BadRequest,
                StatusCodes.Status404NotFound,
                StatusCodes.Status412PreconditionFailed,
                StatusCodes.Status428PreconditionRequired)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .WithTags("Timeline")
            .WithSummary("Change an event")
            .WithDescription("The body is the whole event as it is to be; If-Match is the ETag of the version it is based on. Earlier versions are kept.");
        routes.MapDelete(PathOfOne, DeleteAsync)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(
                StatusCodes.Status404NotFound,
                StatusCodes.Status412PreconditionFailed,
                StatusCodes.Status428PreconditionRequired)
            .WithTags("Timeline")
            .WithSummary("Delete an event")
            .WithDescription("It is gone from the timeline; its history is kept.");
        routes.MapGet(PathOfOne + "/history", HistoryAsync)
            .Produces<EventHistory>()
            .ProducesProblems(StatusCodes.Status404NotFound)
            .WithTags("Timeline")
            .WithSummary("All versions of an event, oldest first")
            .WithDescription("Also of one that was deleted.");
    }

    private static async Task AddAsync(
        HttpContext context,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadSmallAsync<EventRequest>(context.Request, cancellationToken);
        var scope = services.Patients.Resolve(context, request.UserId);
        var content = request.ToContent(services.Time);
        var key = IdempotencyHeader.KeyOf(idempotencyKey, AddOperation, content);
        var addition = new EventAddition(SortableId.New(EventIds.Prefix, services.Time), content);

        var added = await services.Store.AddAsync(scope, addition, key, cancellationToken);
        var stored = added.Event ?? throw new ProblemException(Problem.IdempotencyKeyReused);
        context.Response.Headers.Location = $"{Path}/{stored.Id}";
        await context.Response.WriteVersionAsync(stored.Version, EventReply.Of(stored), cancellationToken, StatusCodes.Status201Created);
    }

    private static async Task GetAsync(
        string id,
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, userId);
        await services.RequireIdAsync(scope, id, "timeline.read", cancellationToken);
        var found = await services.Store.FindAsync(scope, id, cancellationToken) ?? throw new ProblemException(Problem.NotFound);
        await context.Response.WriteVersionAsync(found.Version, EventReply.Of(found), cancellationToken);
    }

    private static async Task PutAsync(
        string id,
        HttpContext context,
        [FromHeader(Name = IfMatch.Name)] string? ifMatch,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadSmallAsync<EventRequest>(context.Request, cancellationToken);
        var scope = services.Patients.Resolve(context, request.UserId);
        var change = new EventChange("timeline.change", request.ToContent(services.Time));
        var changed = await services.ChangeAsync(scope, id, IfMatch.Required(ifMatch), change, cancellationToken);
        await context.Response.WriteVersionAsync(changed.Version, EventReply.Of(changed), cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(
        string id,
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        [FromHeader(Name = IfMatch.Name)] string? ifMatch,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, userId);
        var change = new EventChange("timeline.delete", Status: EventStatus.Deleted);
        await services.ChangeAsync(scope, id, IfMatch.Required(ifMatch), change, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> HistoryAsync(
        string id,
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, userId);
        await services.RequireIdAsync(scope, id, "timeline.history", cancellationToken);
        var versions = await services.Store.HistoryAsync(scope, id, cancellationToken);
        return versions.Count > 0
            ? TypedResults.Json(new EventHistory(id, [.. versions.Select(EventReply.Of)]), WireJson.Options)
            : throw new ProblemException(Problem.NotFound);
    }
}
