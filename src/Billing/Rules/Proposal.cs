using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Rules;

/// <summary>What a rule would take off, before findings on the same lines are netted against each other. INR.</summary>
internal sealed record Proposal(string Rule, FindingKind Kind, Verdict Verdict, double Confidence, string Explanation)
{
    /// <summary>Lines named, in order; those with money in question are also in <see cref="Claims"/>.</summary>
    public IReadOnlyList<int> Lines { get; init; } = [];

    /// <summary>Money in question by line.</summary>
    public IReadOnlyDictionary<int, decimal> Claims { get; init; } = new Dictionary<int, decimal>();

    /// <summary>Money in question that belongs to no line: a wrong total or tax.</summary>
    public decimal OnBill { get; init; }

    /// <summary>The money if every unknown goes against the hospital; null when nothing is unknown.</summary>
    public decimal? High { get; init; }

    /// <summary>True when the money counts as disputed.</summary>
    public bool Counts { get; init; }

    public string? Ask { get; init; }

    public TariffCitation? Tariff { get; init; }
}
