using System.Globalization;
using MediAgents.Gateway.Problems;
using MediAgents.Grains;
using MediAgents.Grains.Conversations;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Chat;

/// <summary>What was said before (requirement A2).</summary>
public static class HistoryApi
{
    private const int DefaultPage = 50;
    private const int LargestPage = 200;

    public static void MapHistory(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/chat/history", HistoryAsync)
            .Produces<HistoryPage>()
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json")
            .WithTags("Chat")
            .WithSummary("The messages of a session, oldest first")
            .WithDescription("Query: session_id, cursor of the page before, limit 1..200 (50), user_id.");
        routes.MapGet("/chat/sessions", SessionsAsync)
            .Produces<SessionPage>()
            .WithTags("Chat")
            .WithSummary("The sessions of a user, newest first")
            .WithDescription("Query: cursor of the page before, limit 1..200 (50), user_id.");
    }

    private static async Task<IResult> HistoryAsync(HttpContext context, [AsParameters] ChatServices services, CancellationToken cancellationToken)
    {
        var patient = services.Patients.Resolve(context);
        var query = context.Request.Query;
        var session = ChatValidation.Session(query["session_id"])
            ?? throw new ProblemException(Problem.InvalidField("session_id", "session_id is required."));
        var request = new ReadHistory(patient, Number(query["cursor"], "cursor", 0, long.MaxValue) ?? 0, PageSize(query["limit"]));
        var page = await services.Grains.AskAsync(GrainKinds.ConversationOf(session), request, cancellationToken);
        return page.Value is { } found
            ? TypedResults.Json(found, WireJson.Options)
            : throw new ProblemException(Problem.NotFound);
    }

    private static async Task<IResult> SessionsAsync(HttpContext context, [AsParameters] ChatServices services, CancellationToken cancellationToken)
    {
        var patient = services.Patients.Resolve(context);
        var limit = PageSize(context.Request.Query["limit"]);
        var before = Number(context.Request.Query["cursor"], "cursor", 1, long.MaxValue);
        var listed = await services.Storage.ListOwnedAsync(GrainKinds.Conversation, patient, before, limit + 1, cancellationToken);
        var sessions = new List<SessionDescription>(limit);
        foreach (var listing in listed.Take(limit))
        {
            var described = await services.Grains.AskAsync(GrainKinds.ConversationOf(listing.Id), new DescribeSession(patient), cancellationToken);
            if (described.Value is { } session)
                sessions.Add(session);
        }

        var cursor = listed.Count > limit ? listed[limit - 1].Position.ToString() : null;
        return TypedResults.Json(new SessionPage(sessions, cursor), WireJson.Options);
    }

    private static int PageSize(string? text) => (int)(Number(text, "limit", 1, LargestPage) ?? DefaultPage);

    private static long? Number(string? text, string field, long least, long most)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ProblemException(Problem.InvalidField(field, $"{field} is a number from {least} to {most}."));
    }
}
