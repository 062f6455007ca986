using MediAgents.Grains.Bills;

namespace MediAgents.Grains.BillAuditor;

/// <summary>The audits of one patient's bills. Each audit itself is a grain of its own.</summary>
public sealed record BillAuditorState
{
    /// <summary>Finished audits, the one asked for last first; the newest 100.</summary>
    public IReadOnlyList<AuditSummary> Audits { get; init; } = [];
}
