using MediAgents.Gateway.Paging;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Timeline;

/// <summary>What goes through a whole timeline: search and summary (requirement E1).</summary>
public static class SearchApi
{
    private const int DefaultHits = 20;

    public static void MapTimelineSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/timeline/search", SearchAsync)
            .Produces<SearchReply>()
            .ProducesProblems(StatusCodes.Status400BadRequest)
            .WithTags("Timeline")
            .WithSummary("Find confirmed events by words")
            .WithDescription("An event matches when one of its words begins with a word of q, without regard to case and diacritics. limit is 1 to 100, by default 20.");
        routes.MapGet("/timeline/summary", SummaryAsync)
            .Produces<TimelineSummary>()
            .ProducesProblems(StatusCodes.Status400BadRequest)
            .WithTags("Timeline")
            .WithSummary("Figures over a timeline: counts, frequent codes, measurements with their trend");
    }

    private static async Task<IResult> SearchAsync(
        HttpContext context,
        [FromQuery(Name = "q")] string? q,
        [FromQuery(Name = "limit")] string? limit,
        [AsParameters] TimelineFilterParameters parameters,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        if (q?.Length > TimelineSearch.MaxQueryLength)
            throw new ProblemException(Problem.InvalidField("q", $"q is longer than {TimelineSearch.MaxQueryLength} characters."));
        var search = TimelineSearch.Of(q ?? "") ?? throw new ProblemException(Problem.InvalidField("q", "q is required: the words to find."));
        var most = (int)(PageNumbers.Of("limit", limit, 1, TimelineSearch.MaxLimit) ?? DefaultHits);
        var filter = parameters.ToFilter();
        var scope = services.Patients.Resolve(context, parameters.UserId);

        var found = await search.RunAsync(services.Store.ScanAsync(scope, filter, "timeline.search", cancellationToken), most, cancellationToken);
        var hits = found.Hits.Select(hit => new SearchHit(EventReply.Of(hit.Event), hit.Score, hit.Fields));
        return TypedResults.Json(new SearchReply([.. hits], found.Matched, found.Searched), WireJson.Options);
    }

    private static async Task<IResult> SummaryAsync(
        HttpContext context,
        [AsParameters] TimelineFilterParameters parameters,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var filter = parameters.ToFilter() with { AnyStatus = true };
        var scope = services.Patients.Resolve(context, parameters.UserId);
        var events = services.Store.ScanAsync(scope, filter, "timeline.summary", cancellationToken);
        return TypedResults.Json(await TimelineSummary.OfAsync(events, cancellationToken), WireJson.Options);
    }
}

/// <summary>What a search found.</summary>
/// <param name="Hits">The best, best first.</param>
/// <param name="Matched">How many events match, shown or not.</param>
/// <param name="Searched">How many were looked at.</param>
public sealed record SearchReply(IReadOnlyList<SearchHit> Hits, long Matched, long Searched);

/// <param name="Event">What was found.</param>
/// <param name="Score">Higher is better; comparable within one reply only.</param>
/// <param name="Fields">The fields in which words were found.</param>
public sealed record SearchHit(EventReply Event, double Score, IReadOnlyList<string> Fields);
