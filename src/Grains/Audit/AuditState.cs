using MediAgents.Grains.Bills;
using MediAgents.Primitives;

namespace MediAgents.Grains.Audit;

/// <summary>What an audit was asked for and how often it was begun. How it goes and ends stands in the journal.</summary>
public sealed record AuditState
{
    /// <summary>Who asked for it; the document is read on their behalf.</summary>
    public Principal Principal { get; init; }

    /// <summary>The bill to audit; null for an audit nobody asked for.</summary>
    public BillDocument? Bill { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>How often the audit was begun; more than once after crashes.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether the last entry of the journal is the outcome.</summary>
    public bool HasEnded { get; init; }
}
