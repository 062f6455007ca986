using System.ComponentModel.DataAnnotations;

namespace MediAgents.Server.Upkeep;

/// <summary>How long the audit trail is kept.</summary>
public sealed class AuditSettings
{
    /// <summary>
    /// Days. Six years by default: what 45 CFR 164.316(b)(2)(i) demands of documentation under HIPAA, which those who answer for
    /// it apply to audit logs.
    /// </summary>
    [Range(1, 36_500)]
    public int AuditRetentionDays { get; set; } = 2190;
}
