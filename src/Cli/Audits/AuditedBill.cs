using MediAgents.Billing.Audit;

namespace MediAgents.Cli.Audits;

/// <summary>What became of a bill: a result, or why there is none.</summary>
internal sealed record AuditedBill(AuditInput Input, AuditResult? Result, string Complaint);
