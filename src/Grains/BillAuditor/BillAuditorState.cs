using MediAgents.Grains.Bills;

namespace MediAgents.Grains.BillAuditor;

/// <summary>The audits of one patient's bills. Outcomes themselves stand in the journal.</summary>
public sealed record BillAuditorState
{
    /// <summary>Audits under way.</summary>
    public IReadOnlyList<PendingAudit> Pending { get; init; } = [];

    /// <summary>Audit id to the journal entry that holds its outcome.</summary>
    public IReadOnlyDictionary<string, long> Outcomes { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Finished audits, newest first.</summary>
    public IReadOnlyList<AuditSummary> Audits { get; init; } = [];
}

/// <summary>An audit that was asked for.</summary>
public sealed record PendingAudit(string AuditId, BillDocument Bill);
