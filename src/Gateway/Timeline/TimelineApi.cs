using MediAgents.Gateway.Paging;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Timeline;

/// <summary>Timelines page by page (requirement E1). All pages show the state that the first one showed.</summary>
public static class TimelineApi
{
    private const string Paging = "next_cursor leads to the next page; all pages show the state of the first, whatever is written meanwhile.";

    public static void MapTimeline(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/timeline/", TimelineAsync)
            .Produces<EventPage>()
            .ProducesProblems(StatusCodes.Status400BadRequest)
            .WithTags("Timeline")
            .WithSummary("The events of a patient")
            .WithDescription(Paging);
        routes.MapGet("/timeline/proposals", ProposalsAsync)
            .Produces<EventPage>()
            .ProducesProblems(StatusCodes.Status400BadRequest)
            .WithTags("Timeline")
            .WithSummary("Events found in documents, waiting to be confirmed or rejected")
            .WithDescription(Paging);
        routes.MapGet("/events/", EventsAsync)
            .Produces<EventPage>()
            .ProducesProblems(StatusCodes.Status400BadRequest)
            .WithTags("Timeline")
            .WithSummary("All events in the order recorded, last first")
            .WithDescription("Whatever became of them: proposals, rejected and deleted ones included. " + Paging);
    }

    private static Task<IResult> TimelineAsync(
        HttpContext context,
        [AsParameters] TimelinePageParameters parameters,
        TimelineServices services,
        CancellationToken cancellationToken) =>
        PageAsync(context, services, parameters.UserId, parameters.ToQuery(), cancellationToken);

    private static Task<IResult> ProposalsAsync(
        HttpContext context,
        [AsParameters] PageQuery page,
        [FromQuery(Name = "document_id")] string? documentId,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var parameters = new TimelinePageParameters { DocumentId = documentId, Status = "proposed", Limit = page.Limit, Cursor = page.Cursor };
        return PageAsync(context, services, page.UserId, parameters.ToQuery(), cancellationToken);
    }

    private static Task<IResult> EventsAsync(
        HttpContext context,
        [AsParameters] PageQuery page,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var parameters = new TimelinePageParameters { Status = "any", Order = "last_recorded_first", Limit = page.Limit, Cursor = page.Cursor };
        return PageAsync(context, services, page.UserId, parameters.ToQuery(), cancellationToken);
    }

    private static async Task<IResult> PageAsync(
        HttpContext context,
        TimelineServices services,
        string? userId,
        TimelineQuery query,
        CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, userId);
        var page = await services.Store.PageAsync(scope, query, cancellationToken);
        var next = page.Next is { } cursor ? TimelineCursorText.Encode(cursor, query.Filter, query.Order) : null;
        return TypedResults.Json(new EventPage([.. page.Events.Select(EventReply.Of)], next), WireJson.Options);
    }
}
