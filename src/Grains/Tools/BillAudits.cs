using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using MediAgents.Grains.Bills;
using MediAgents.Primitives;

namespace MediAgents.Grains.Tools;

/// <summary>Arguments of <see cref="BillAudits"/>.</summary>
public sealed record AuditQuestion
{
    [Description("One audit, a_…, with all its findings; without it the newest audits in short.")]
    [StringLength(64)]
    public string? AuditId { get; init; }

    [Description("Audits listed at most.")]
    [Range(1, 50)]
    public int Limit { get; init; } = 10;
}

/// <summary>What audits of the patient's bills have found.</summary>
public sealed class BillAudits(IGrains grains) : AgentTool<AuditQuestion>(
    "bill_audits",
    "Read audits of the patient's bills",
    "Lists the audits of this patient's hospital bills with verdict, claimed and disputed INR, or shows one with its findings. Use it for questions about a bill that was audited.")
{
    protected override async ValueTask<ToolResult> AnswerAsync(PatientScope scope, AuditQuestion arguments, CancellationToken cancellationToken)
    {
        if (arguments.AuditId is { } auditId)
        {
            var outcome = SortableId.IsValid(auditId, AuditIds.Prefix) ? await Audits.OutcomeAsync(grains, scope.Patient, auditId, cancellationToken) : null;
            return outcome?.Result is { } result
                ? Answer(new { auditId, audit = result }, outcome.Opinion.Passages)
                : throw new ToolRefusedException("audit_id: there is no such audit with a result in this patient's record.");
        }

        var known = await grains.AskAsync(GrainKinds.AgentOf(GrainKinds.BillAuditor, scope.Patient), new ListAudits(scope.Patient), cancellationToken);
        return Answer(new { audits = known.Audits.Take(arguments.Limit), more = known.Audits.Count > arguments.Limit });
    }
}
