using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Paging;
using MediAgents.Gateway.Problems;
using MediAgents.Grains;
using MediAgents.Grains.Conversations;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Chat;

/// <summary>What was said before (requirement A2).</summary>
public static class HistoryApi
{
    public static void MapHistory(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/chat/history", HistoryAsync)
            .Produces<HistoryPage>()
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json")
            .WithTags("Chat")
            .WithSummary("The messages of a session, oldest first")
            .WithDescription("cursor is that of the page before; limit is 1 to 200, by default 50.");
        routes.MapGet("/chat/sessions", SessionsAsync)
            .Produces<SessionPage>()
            .WithTags("Chat")
            .WithSummary("The sessions of a user, newest first")
            .WithDescription("cursor is that of the page before; limit is 1 to 200, by default 50.");
    }

    private static async Task<IResult> HistoryAsync(
        HttpContext context,
        [FromQuery(Name = "session_id")] string? sessionId,
        [AsParameters] PageQuery query,
        [AsParameters] ChatServices services,
        CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, query.UserId);
        if (string.IsNullOrEmpty(sessionId))
            throw new ProblemException(Problem.InvalidField("session_id", "session_id is required."));
        var request = new ReadHistory(scope.Patient, PageNumbers.Of("cursor", query.Cursor, 0, long.MaxValue) ?? 0, PageNumbers.Limit(query.Limit));
        var isId = ChatValidation.IsSession(sessionId);
        var page = isId ? (await services.Grains.AskAsync(GrainKinds.ConversationOf(sessionId), request, cancellationToken)).Value : null;
        await services.Trail.RecordAsync(scope, "chat.history", isId ? sessionId : null, page is not null, page?.Messages.Count ?? 0, cancellationToken);
        return page is not null
            ? TypedResults.Json(page, WireJson.Options)
            : throw new ProblemException(Problem.NotFound);
    }

    private static async Task<IResult> SessionsAsync(
        HttpContext context,
        [AsParameters] PageQuery query,
        [AsParameters] ChatServices services,
        CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, query.UserId);
        var limit = PageNumbers.Limit(query.Limit);
        var before = PageNumbers.Of("cursor", query.Cursor, 1, long.MaxValue);
        var listed = await services.Storage.ListOwnedAsync(GrainKinds.Conversation, scope.Patient, before, limit + 1, cancellationToken);
        var sessions = new List<SessionDescription>(limit);
        foreach (var listing in listed.Take(limit))
        {
            var described = await services.Grains.AskAsync(GrainKinds.ConversationOf(listing.Id), new DescribeSession(scope.Patient), cancellationToken);
            if (described.Value is { } session)
                sessions.Add(session);
        }

        await services.Trail.RecordAsync(scope, "chat.sessions", subject: null, found: true, sessions.Count, cancellationToken);
        var cursor = listed.Count > limit ? listed[limit - 1].Position.ToString() : null;
        return TypedResults.Json(new SessionPage(sessions, cursor), WireJson.Options);
    }
}
