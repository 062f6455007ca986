using System.Text.Json;
using MediAgents.Grains;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Chat;

/// <summary>Waits for a run and writes its answer as one JSON reply, or 202 when it takes longer than a caller is kept.</summary>
internal static class WholeReply
{
    public static async Task WriteAsync(
        HttpContext context,
        ChatServices services,
        PatientId patient,
        MessageAccepted accepted,
        CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(services.Options.Value.ProcessingTimeoutSeconds), services.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var (status, reply) = await CollectAsync(services.Grains, patient, accepted, linked.Token);
            await WriteAsync(context, status, reply, cancellationToken);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var pending = new ChatPending(accepted.RunId, accepted.SessionId, accepted.MessageId);
            await WriteAsync(context, StatusCodes.Status202Accepted, pending, cancellationToken);
        }
    }

    private static async Task<(int Status, object Reply)> CollectAsync(
        IGrains grains,
        PatientId patient,
        MessageAccepted accepted,
        CancellationToken cancellationToken)
    {
        var citations = new List<Citation>();
        RouteDecided? route = null;
        var events = grains.StreamAsync(GrainKinds.RunOf(accepted.RunId), new TailRun(patient, After: 0), cancellationToken);
        await foreach (var batch in events.WithCancellation(cancellationToken))
        {
            foreach (var entry in batch)
            {
                if (entry.Type == RunEventTypes.Citation)
                    citations.Add(RunOutcomes.DataOf<Citation>(entry));
                else if (entry.Type == RunEventTypes.RouteDecided)
                    route = RunOutcomes.DataOf<RouteDecided>(entry);
            }

            if (RunOutcomes.FromLast(batch) is { } outcome)
                return Reply(accepted, outcome, citations, route);
        }

        // The stream ended before the run did: this process is stopping, the run goes on after it.
        return (StatusCodes.Status202Accepted, new ChatPending(accepted.RunId, accepted.SessionId, accepted.MessageId));
    }

    private static (int Status, object Reply) Reply(MessageAccepted accepted, RunOutcome outcome, List<Citation> citations, RouteDecided? route)
    {
        if (outcome.Answer is { } answer)
            return (StatusCodes.Status200OK, new ChatReply(accepted.RunId, accepted.SessionId, accepted.MessageId, answer, citations, route));
        var ended = outcome.Ended ?? new RunEnded("unknown", "The run ended without a reason.");
        return (StatusOf(outcome.Status, ended), new ChatEnded(accepted.RunId, accepted.SessionId, accepted.MessageId, outcome.Status, ended));
    }

    private static int StatusOf(RunStatus status, RunEnded ended) =>
        status == RunStatus.Cancelled ? StatusCodes.Status409Conflict
        : ended.Code == "timeout" ? StatusCodes.Status504GatewayTimeout
        : StatusCodes.Status500InternalServerError;

    private static Task WriteAsync(HttpContext context, int status, object reply, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, reply, reply.GetType(), WireJson.Options, cancellationToken);
    }
}
