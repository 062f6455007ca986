using System.Globalization;
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
        var patient = services.Patients.Resolve(context, userId).Patient;
        var run = GrainKinds.RunOf(ChatValidation.Run(runId));
        var after = SeqOf(lastEventId);
        var described = await services.Grains.AskAsync(run, new DescribeRun(patient), cancellationToken);
        var state = described.Value ?? throw new ProblemException(Problem.NotFound);
        if (after > state.LastSeq)
            throw new ProblemException(Problem.InvalidField("Last-Event-ID", "Last-Event-ID lies beyond the last event of the run."));
        if (after == state.LastSeq && state.Status != RunStatus.Running)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var events = services.Grains.StreamAsync(run, new TailRun(patient, after), cancellationToken);
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
        var cancelled = await services.Grains.AskAsync(GrainKinds.RunOf(ChatValidation.Run(runId)), new CancelRun(scope), cancellationToken);
        return cancelled.Value is { } run
            ? TypedResults.Json(run, WireJson.Options)
            : throw new ProblemException(Problem.NotFound);
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
