namespace MediAgents.Billing.Rates.Asking;

/// <summary>A row of a list with its figures in words.</summary>
/// <param name="Table">The list.</param>
/// <param name="Code">Its code; null where the list has none.</param>
/// <param name="Name">What the list calls it.</param>
/// <param name="Figures">Each figure with what it is for, INR.</param>
/// <param name="ValidFrom">From when the edition holds.</param>
/// <param name="Source">The document.</param>
public sealed record AskedRate(TableKind Table, string? Code, string Name, string Figures, DateOnly? ValidFrom, string Source);

/// <summary>
/// What a list says to a question. <paramref name="Rates"/>: one row, or several that the wording may mean, or none, and then
/// <paramref name="Missing"/> says why. <paramref name="Confidence"/>: of the match, 0..1.
/// </summary>
public sealed record RateAnswer(IReadOnlyList<AskedRate> Rates, double Confidence, string? Missing)
{
    internal static RateAnswer Without(string why) => new([], 0, why);
}
