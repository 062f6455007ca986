using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Waiting;
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
        var followed = await OutcomeWait.ForAsync(
            token => services.Grains.StreamAsync(GrainKinds.ReportOf(reportId), new FollowDrafting(scope.Patient, draftingId), token),
            _ => true,
            services.Options.Value.ProcessingTimeout,
            services.Time,
            cancellationToken);
        // Without an end it goes on: it takes longer, or this process is stopping and the next goes on with it.
        if (followed.Latest is not { } ended)
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
