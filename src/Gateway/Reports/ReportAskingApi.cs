using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Chat;
using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Grains;
using MediAgents.Grains.Reports;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MediAgents.Gateway.Reports;

/// <summary>Puts questions to reports. An idempotency key stands for the version asked, so that a repetition is answered from the same version.</summary>
internal static class ReportAskingApi
{
    private const string Operation = "POST /reports/{report_id}/ask";

    public static async Task<IResult> AskAsync(
        string reportId,
        HttpContext context,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        [AsParameters] ReportServices services,
        CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadAsync<ReportQuestion>(context.Request, cancellationToken);
        var scope = services.Patients.Resolve(context, request.UserId);
        var question = ChatValidation.Text("question", request.Question, services.Options.Value);
        if (request.Version is < 1)
            throw new ProblemException(Problem.InvalidField("version", "version is the number of a version, from 1."));
        var key = IdempotencyHeader.KeyOf(idempotencyKey, Operation, new { reportId, question, request.Version });
        var answered = ReportsApi.Known(reportId) is { } known && await LatestAsync(services.Grains, scope.Patient, known, cancellationToken) is { } latest
            ? await AnswerAsync(
                services.Grains,
                new AskReport(scope.Patient, known, (await services.Idempotency.ClaimAsync(scope, key, new AskPlan(request.Version ?? latest), cancellationToken)).Plan.Version, question, scope.Principal),
                cancellationToken)
            : null;
        await services.Trail.RecordAsync(scope, "report.ask", ReportsApi.Known(reportId), answered is not null, cancellationToken: cancellationToken);
        return answered is null
            ? throw new ProblemException(Problem.NotFound)
            : TypedResults.Json(new ReportAnswerReply(reportId, answered.Version, answered.Answer, answered.Usage), WireJson.Options);
    }

    /// <summary>The newest version's number; null when the patient has no such report, or it has no version yet.</summary>
    private static async Task<int?> LatestAsync(IGrains grains, PatientId patient, string reportId, CancellationToken cancellationToken) =>
        (await grains.AskAsync(GrainKinds.ReportOf(reportId), new DescribeReport(patient), cancellationToken)).Value?.Latest?.Number;

    private static async Task<AnsweredReport?> AnswerAsync(IGrains grains, AskReport ask, CancellationToken cancellationToken)
    {
        await foreach (var answered in grains.StreamAsync(GrainKinds.AgentOf(GrainKinds.ReportWriter, ask.Patient), ask, cancellationToken))
            return answered;
        return null;
    }
}

/// <summary>The version that a question is put to.</summary>
internal sealed record AskPlan(int Version);
