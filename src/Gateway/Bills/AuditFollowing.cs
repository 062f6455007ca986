using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Waiting;
using MediAgents.Grains;
using MediAgents.Grains.Bills;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Bills;

/// <summary>Waits for audits. Every look is recorded before anything is shown, also when there is nothing to see.</summary>
internal static class AuditFollowing
{
    /// <summary>An audit that was asked for.</summary>
    public static Task<Awaited<AuditStep>> FollowAsync(
        AnalyzeServices services, PatientId patient, string auditId, CancellationToken cancellationToken) => OutcomeWait.ForAsync(
            token => services.Grains.StreamAsync(GrainKinds.AuditOf(auditId), new FollowAudit(patient), token),
            step => step.Outcome is not null,
            services.Options.Value.ProcessingTimeout,
            services.Time,
            cancellationToken);

    /// <summary>An audit of which the caller has the id, whatever that is worth.</summary>
    public static async Task<Awaited<AuditStep>> LookAsync(
        AnalyzeServices services, PatientScope scope, string auditId, string action, CancellationToken cancellationToken)
    {
        var isId = SortableId.IsValid(auditId, AuditIds.Prefix);
        var followed = isId ? await FollowAsync(services, scope.Patient, auditId, cancellationToken) : Awaited<AuditStep>.Nowhere;
        await services.Trail.RecordAsync(scope, action, isId ? auditId : null, followed.Exists, cancellationToken: cancellationToken);
        return followed;
    }

    /// <summary>The audit of that id that has ended; null while it has not.</summary>
    /// <param name="followed">What waiting for it came to.</param>
    /// <param name="field">The field that the document came in, where it came with this request.</param>
    /// <exception cref="ProblemException">There is no such audit of that patient, or it ended without a result.</exception>
    public static System.Text.Json.JsonElement? ResultOf(Awaited<AuditStep> followed, string? field) => followed switch
    {
        { Exists: false } => throw new ProblemException(Problem.NotFound),
        { Latest.Outcome.Failure: { } failure } => throw new ProblemException(ProblemOf(failure, field)),
        { Latest.Outcome.Result: { } result } => result,
        _ => null,
    };

    public static IResult Pending(string auditId) =>
        TypedResults.Json(new AuditPending(auditId), WireJson.Options, statusCode: StatusCodes.Status202Accepted);

    /// <summary>Names the field only where what the sender put into it is at fault.</summary>
    private static Problem ProblemOf(AuditFailure failure, string? field) => failure.Code switch
    {
        AuditFailures.ToolMissing => Problem.Unavailable(failure.Message),
        AuditFailures.Internal or AuditFailures.Crashed or AuditFailures.Missing => Problem.Internal with { Detail = failure.Message },
        _ => Problem.Unreadable("file_content", failure.Message) with { Field = field },
    };
}
