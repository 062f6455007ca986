using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.BillAuditor;

/// <summary>From the auditor's work to itself: how far an audit is.</summary>
public sealed record NoteProgress(string AuditId, AuditProgress Progress) : IGrainRequest<Unit>;

/// <summary>From the auditor's work to itself: an audit has ended. Stored once.</summary>
public sealed record StoreOutcome(AuditOutcome Outcome, AuditSummary? Summary) : IGrainRequest<Unit>;

/// <summary>An entry of the auditor's journal.</summary>
public sealed record AuditEntry(string AuditId, AuditProgress? Progress = null, AuditOutcome? Outcome = null);
