using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Grains;
using MediAgents.Grains.Reports;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MediAgents.Gateway.Reports;

/// <summary>Has reports drafted.</summary>
internal static class ReportDraftingApi
{
    public static async Task<IResult> CreateAsync(
        HttpContext context,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        [AsParameters] ReportServices services,
        CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadAsync<ReportRequest>(context.Request, cancellationToken);
        var scope = services.Patients.Resolve(context, request.UserId);
        var subject = request.ToSubject();
        var key = IdempotencyHeader.KeyOf(idempotencyKey, "POST /reports/", subject);
        var plan = new ReportPlan(SortableId.New(ReportsApi.ReportPrefix, services.Time), SortableId.New(ReportsApi.DraftingPrefix, services.Time));
        var planned = await services.Idempotency.ClaimAsync(scope, key, plan, cancellationToken);
        var accepted = await services.Grains.AskAsync(
            GrainKinds.ReportOf(planned.Plan.ReportId), new OpenReport(scope, planned.Plan.DraftingId, subject), cancellationToken);
        return await ReplyAsync(services, scope, accepted, planned, cancellationToken);
    }

    public static async Task<IResult> DraftAgainAsync(
        string reportId,
        HttpContext context,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        [AsParameters] ReportServices services,
        CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadAsync<VersionRequest>(context.Request, cancellationToken);
        var scope = services.Patients.Resolve(context, request.UserId);
        if (ReportsApi.Known(reportId) is not { } known)
        {
            await services.Trail.RecordAsync(scope, "report.draft", subject: null, found: false, cancellationToken: cancellationToken);
            throw new ProblemException(Problem.NotFound);
        }

        var key = IdempotencyHeader.KeyOf(idempotencyKey, "POST /reports/{report_id}/versions", known);
        var plan = new ReportPlan(known, SortableId.New(ReportsApi.DraftingPrefix, services.Time));
        var planned = await services.Idempotency.ClaimAsync(scope, key, plan, cancellationToken);
        var accepted = await services.Grains.AskAsync(GrainKinds.ReportOf(known), new DraftAgain(scope, planned.Plan.DraftingId), cancellationToken);
        if (accepted.Acceptance == Acceptance.Missing)
            await services.Trail.RecordAsync(scope, "report.draft", known, found: false, cancellationToken: cancellationToken);
        return await ReplyAsync(services, scope, accepted, planned, cancellationToken);
    }

    private static async Task<IResult> ReplyAsync(
        ReportServices services, PatientScope scope, Accepted accepted, Planned<ReportPlan> planned, CancellationToken cancellationToken)
    {
        if (accepted.Acceptance == Acceptance.Missing)
            throw new ProblemException(Problem.NotFound);
        if (accepted.Acceptance == Acceptance.Full)
            throw new ProblemException(Full);
        var (reportId, draftingId) = planned.Plan;
        var location = $"/reports/{reportId}";
        if (await FollowAsync(services, scope.Patient, planned.Plan, cancellationToken) is not { } ended)
            return TypedResults.Json(new ReportPending(reportId), WireJson.Options, statusCode: StatusCodes.Status202Accepted);
        if (ended.Failure is { } failure)
            throw new ProblemException(Problem.Internal with { Detail = failure.Message });
        if (planned.IsRepeated || ended.Unchanged)
            await services.Trail.RecordAsync(scope, ReportReadingApi.ReadAction, reportId, found: true, cancellationToken: cancellationToken);
        var version = (await services.Grains.AskAsync(GrainKinds.ReportOf(reportId), new ReadVersion(scope.Patient, ended.Version), cancellationToken)).Value
            ?? throw new InvalidOperationException($"Drafting {draftingId} names a version that is not there.");
        var reply = new ReportReply(reportId, version.Summary, ended.Unchanged, version.Inputs, version.Report);
        return ended.Unchanged
            ? TypedResults.Json(reply, WireJson.Options)
            : new CreatedJson(location, reply);
    }

    /// <summary>Waits for the draft, as long as a caller is kept waiting; null when it takes longer.</summary>
    private static async Task<DraftingEnded?> FollowAsync(ReportServices services, PatientId patient, ReportPlan plan, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(services.Options.Value.ProcessingTimeoutSeconds), services.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var follow = new FollowDrafting(patient, plan.DraftingId);
            await foreach (var ended in services.Grains.StreamAsync(GrainKinds.ReportOf(plan.ReportId), follow, linked.Token).WithCancellation(linked.Token))
                return ended;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        // The stream ended before the drafting did: this process is stopping, and the next goes on with it.
        return null;
    }

    private static Problem Full { get; } = new(
        "/problems/too-many-versions",
        "Too many versions",
        StatusCodes.Status409Conflict,
        "The report has as many versions as a report may have, or too many drafts of it wait; open another report or try again later.");

    /// <summary>201 with the wire's own JSON.</summary>
    private sealed class CreatedJson(string location, ReportReply reply) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = location;
            return TypedResults.Json(reply, WireJson.Options, statusCode: StatusCodes.Status201Created).ExecuteAsync(httpContext);
        }
    }
}

/// <summary>The ids that a request brings about: what an idempotency key stands for.</summary>
internal sealed record ReportPlan(string ReportId, string DraftingId);
