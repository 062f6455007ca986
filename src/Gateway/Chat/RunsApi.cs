using System.Globalization;
using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Streaming;
using MediAgents.Grains;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Chat;

/// <summary>Runs by their id: reconnect to one, cancel one (requirement A8).</summary>
public static class RunsApi
{
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/chat/runs/{runId}/events", TailAsync)
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json")
            .WithTags("Chat")
            .WithSummary("The events of a run")
            .WithDescription("With Last-Event-ID the stream continues after that event, without gap or repeat; past the end of a finished run it answers 204.");
        routes.MapDelete("/chat/runs/{runId}", CancelAsync)
            .Produces<RunDescription>()
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json")
            .WithTags("Chat")
            .WithSummary("Cancel a run")
            .WithDescription("A run that has ended stays as it ended; the reply says how it stands.");
    }

    private static async Task TailAsync(
        string runId,
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        [AsParameters] ChatServices services,
        CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, userId);
        var after = SeqOf(lastEventId);
        var state = await FindAsync(services, scope, runId, new DescribeRun(scope.Patient), cancellationToken);
        if (after > state.LastSeq)
            throw new ProblemException(Problem.InvalidField("Last-Event-ID", "Last-Event-ID lies beyond the last event of the run."));
        if (after == state.LastSeq && state.Status != RunStatus.Running)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var events = services.Grains.StreamAsync(GrainKinds.RunOf(runId), new TailRun(scope.Patient, after), cancellationToken);
        await EventStream.WriteAsync(context, events, services.Time, cancellationToken);
    }

    private static async Task<IResult> CancelAsync(
        string runId,
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        [AsParameters] ChatServices services,
        CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, userId);
        // The turn records the cancelling; that the reply shows how the run stands is a read beside it.
        var run = await FindAsync(services, scope, runId, new CancelRun(scope), cancellationToken);
        return TypedResults.Json(run, WireJson.Options);
    }

    /// <summary>What the run says to <paramref name="request"/>, recorded before it is shown. A malformed id is like an unknown one.</summary>
    private static async Task<RunDescription> FindAsync(
        ChatServices services,
        PatientScope scope,
        string runId,
        IGrainRequest<Lookup<RunDescription>> request,
        CancellationToken cancellationToken)
    {
        var isId = SortableId.IsValid(runId, ChatValidation.RunPrefix);
        var run = isId ? (await services.Grains.AskAsync(GrainKinds.RunOf(runId), request, cancellationToken)).Value : null;
        await services.Trail.RecordAsync(scope, "chat.follow", isId ? runId : null, run is not null, cancellationToken: cancellationToken);
        return run ?? throw new ProblemException(Problem.NotFound);
    }

    private static long SeqOf(string? lastEventId)
    {
        if (string.IsNullOrEmpty(lastEventId))
            return 0;
        return long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? seq
            : throw new ProblemException(Problem.InvalidField("Last-Event-ID", "Last-Event-ID is the number of an event."));
    }
}
