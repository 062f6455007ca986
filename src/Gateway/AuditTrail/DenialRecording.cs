using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Telemetry.Instruments;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.AuditTrail;

/// <summary>Whoever asks for somebody they may not act for is told that there is no such thing; the audit trail is told more.</summary>
internal static class DenialRecording
{
    private const string Action = "access.denied";

    public static void UseDenialRecording(this WebApplication app)
    {
        var trail = app.Services.GetRequiredService<IAuditTrail>();
        var meter = app.Services.GetRequiredService<ProductMeter>();
        app.Use(next => async context =>
        {
            try
            {
                await next(context);
            }
            catch (AccessDeniedException denied)
            {
                meter.AuthenticationFailed(AuthFailureReasons.Patient);
                await trail.RecordAsync(new Access(denied.Principal, denied.Patient, Action, Outcome: AccessOutcome.Denied), context.RequestAborted);
                throw new ProblemException(Problem.NotFound);
            }
        });
    }
}
