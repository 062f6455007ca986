using MediAgents.Grains.Bills;
using MediAgents.Primitives;

namespace MediAgents.Grains.Tools;

/// <summary>Waits for audits.</summary>
internal static class Audits
{
    /// <summary>How an audit ended; null where there is none of that patient, or the stream ended before it.</summary>
    public static async ValueTask<AuditOutcome?> OutcomeAsync(IGrains grains, PatientId patient, string auditId, CancellationToken cancellationToken)
    {
        await foreach (var step in grains.StreamAsync(GrainKinds.AuditOf(auditId), new FollowAudit(patient), cancellationToken))
        {
            if (step.Outcome is { } outcome)
                return outcome;
        }

        return null;
    }
}
