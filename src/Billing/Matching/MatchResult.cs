using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>How a description was placed in the tariff.</summary>
public enum MatchOutcome
{
    /// <summary>No row resembles it.</summary>
    None,
    /// <summary>Several rows do, or a price-changing qualifier is open: shown, never decided.</summary>
    Ambiguous,
    /// <summary>One row.</summary>
    Matched,
}

/// <summary>A tariff row beside its likeness to the description, 0 to 1.</summary>
public readonly record struct MatchCandidate(CghsRate Rate, double Score);

/// <summary>The rows nearest to a description, best first, and whether the best one is the service billed.</summary>
/// <param name="Confidence">How probable it is that the best row is the service, 0 to 0.99; see <see cref="MatchConfidence"/>.</param>
/// <param name="Candidates">At most five.</param>
/// <param name="Reason">Why nothing is decided. Null for a match and where nothing resembles the description.</param>
public sealed record MatchResult(MatchOutcome Outcome, double Confidence, IReadOnlyList<MatchCandidate> Candidates, string? Reason)
{
    public static MatchResult Nothing { get; } = new(MatchOutcome.None, 0, [], null);

    /// <summary>How clearly the best row stands before the others, 0 to 1; what <see cref="Confidence"/> is read from.</summary>
    public double Clearness { get; init; }

    public CghsRate? Best => Candidates.Count > 0 ? Candidates[0].Rate : null;
}
