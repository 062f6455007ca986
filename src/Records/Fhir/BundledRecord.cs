using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Fhir;

/// <summary>What a bundle is made from. Events and bills are taken one after the other, so that a long record needs no more memory than a short one.</summary>
public sealed record BundledRecord
{
    public required PatientId Patient { get; init; }

    /// <summary>When the bundle is made; what lies later is planned.</summary>
    public required DateTimeOffset Time { get; init; }

    public PatientProfile? Profile { get; init; }

    public IReadOnlyList<DocumentListing> Documents { get; init; } = [];

    /// <summary>Confirmed and proposed events; others are left out.</summary>
    public IAsyncEnumerable<TimelineEvent> Events { get; init; } = AsyncEnumerable.Empty<TimelineEvent>();

    public IAsyncEnumerable<AuditedBill> Bills { get; init; } = AsyncEnumerable.Empty<AuditedBill>();
}

/// <summary>A bill that was audited. Money is INR.</summary>
/// <param name="AuditId">The audit.</param>
/// <param name="Time">When the audit was asked for.</param>
/// <param name="BillDate">As printed.</param>
/// <param name="Hospital">As printed.</param>
/// <param name="Lines">The charges, in the order of the bill.</param>
/// <param name="Claimed">What the bill asks for.</param>
/// <param name="Allowed">What of it stands.</param>
/// <param name="Disputed">What of it is disputed; claimed is allowed and disputed.</param>
public sealed record AuditedBill(
    string AuditId,
    DateTimeOffset Time,
    DateOnly? BillDate,
    string? Hospital,
    IReadOnlyList<BilledLine> Lines,
    decimal Claimed,
    decimal Allowed,
    decimal Disputed);

/// <summary>One charge of a bill.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Description">As printed.</param>
/// <param name="Date">When the service was given.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Unit">Of what, as printed.</param>
/// <param name="Rate">INR per unit.</param>
/// <param name="Amount">INR.</param>
public sealed record BilledLine(int Line, string Description, DateOnly? Date, decimal? Quantity, string? Unit, decimal? Rate, decimal Amount);
