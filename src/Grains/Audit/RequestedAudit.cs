using MediAgents.Grains.Bills;
using MediAgents.Primitives;

namespace MediAgents.Grains.Audit;

/// <summary>An audit to be done.</summary>
/// <param name="Scope">Who asked, and whose bill it is.</param>
/// <param name="AuditId">Its id.</param>
/// <param name="Bill">The bill.</param>
/// <param name="Time">When it was asked for.</param>
public sealed record RequestedAudit(PatientScope Scope, string AuditId, BillDocument Bill, DateTimeOffset Time);

/// <summary>An audit that was done; the summary is null when there is no result.</summary>
public sealed record FinishedAudit(AuditOutcome Outcome, AuditSummary? Summary);
