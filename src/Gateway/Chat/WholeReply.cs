using System.Text.Json;
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
            var (status, reply) = ReplyOf(accepted, await FinishedRun.ReadAsync(services.Grains, patient, accepted.RunId, linked.Token));
            await WriteAsync(context, status, reply, cancellationToken);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var pending = new ChatPending(accepted.RunId, accepted.SessionId, accepted.MessageId);
            await WriteAsync(context, StatusCodes.Status202Accepted, pending, cancellationToken);
        }
    }

    private static (int Status, object Reply) ReplyOf(MessageAccepted accepted, FinishedRun? run)
    {
        var (runId, session, message) = accepted;
        // Without a run the stream ended before it did: this process is stopping, the run goes on after it.
        if (run is null)
            return (StatusCodes.Status202Accepted, new ChatPending(runId, session, message));
        if (run.Outcome.Answer is { } answer)
            return (StatusCodes.Status200OK, new ChatReply(runId, session, message, answer, run.Citations, run.Route));
        var ended = run.Outcome.Ended ?? new RunEnded("unknown", "The run ended without a reason.");
        return (StatusOf(run.Outcome.Status, ended), new ChatEnded(runId, session, message, run.Outcome.Status, ended));
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
