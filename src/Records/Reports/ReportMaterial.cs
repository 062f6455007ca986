using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports;

/// <summary>What a report is drafted from: all of one patient, nothing else is known to it.</summary>
public sealed record ReportMaterial
{
    /// <summary>Null where none is stored.</summary>
    public StoredProfile? Profile { get; init; }

    /// <summary>Confirmed events and proposals, oldest first. Others are not looked at.</summary>
    public IReadOnlyList<TimelineEvent> Events { get; init; } = [];

    /// <summary>Older events that were not read because there are too many.</summary>
    public long EventsLeftOut { get; init; }

    public IReadOnlyList<SpecialistOpinion> Opinions { get; init; } = [];

    public IReadOnlyList<BillVerdict> Audits { get; init; } = [];
}

/// <summary>What a specialist concluded, or could not answer.</summary>
/// <param name="Specialist">The agent's kind, e.g. <c>cardiologist</c>.</param>
/// <param name="RunId">The run in which it was asked.</param>
/// <param name="Time">When.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Summary">What it concluded; null when it refused.</param>
/// <param name="Confidence">Calibrated, 0 to 1; 0 when it refused.</param>
public sealed record SpecialistOpinion(string Specialist, string RunId, DateTimeOffset Time, string Question, string? Summary, double Confidence);

/// <summary>A bill and what its audit says; money in INR.</summary>
public sealed record BillVerdict(string AuditId, string DocumentId, DateTimeOffset Time, string Verdict, decimal ClaimedInr, decimal DisputedInr, string Headline);
