using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Chat;
using MediAgents.Gateway.Problems;
using MediAgents.Grains;
using MediAgents.Grains.Reports;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Reports;

/// <summary>Puts questions to reports. Asking creates nothing, so an idempotency key has nothing to do here.</summary>
internal static class ReportAskingApi
{
    public static async Task<IResult> AskAsync(
        string reportId, HttpContext context, [AsParameters] ReportServices services, CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadAsync<ReportQuestion>(context.Request, cancellationToken);
        var scope = services.Patients.Resolve(context, request.UserId);
        var question = ChatValidation.Text("question", request.Question, services.Options.Value);
        if (request.Version is < 1)
            throw new ProblemException(Problem.InvalidField("version", "version is the number of a version, from 1."));
        var known = ReportsApi.Known(reportId);
        var answered = known is null ? null : await AnswerAsync(services.Grains, new AskReport(scope.Patient, known, request.Version, question), cancellationToken);
        await services.Trail.RecordAsync(scope, "report.ask", known, answered is not null, cancellationToken: cancellationToken);
        return answered is null
            ? throw new ProblemException(Problem.NotFound)
            : TypedResults.Json(new ReportAnswerReply(reportId, answered.Version, answered.Answer), WireJson.Options);
    }

    private static async Task<AnsweredReport?> AnswerAsync(IGrains grains, AskReport ask, CancellationToken cancellationToken)
    {
        await foreach (var answered in grains.StreamAsync(GrainKinds.AgentOf(GrainKinds.ReportWriter, ask.Patient), ask, cancellationToken))
            return answered;
        return null;
    }
}
