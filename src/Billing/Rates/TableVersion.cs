namespace MediAgents.Billing.Rates;

/// <summary>
/// One edition of a published list and the days on which it holds.
/// <paramref name="ValidFrom"/> is null for a list that binds through a policy's wording instead of a date;
/// <paramref name="ValidTo"/> is the last valid day, null where none is stated: then it holds until the next edition begins.
/// </summary>
public sealed record TableVersion(
    string List, string Version, DateOnly? ValidFrom, DateOnly? ValidTo, string Authority, string Document)
{
    /// <summary>How findings cite the document.</summary>
    public string Citation { get; init; } = Document;

    /// <summary>True when it came by <c>rates import</c>, not with the product.</summary>
    public bool IsImported { get; init; }

    /// <summary>By its own dates alone; <see cref="RateBook"/> knows which edition follows.</summary>
    public bool HoldsOn(DateOnly date) => (ValidFrom is null || date >= ValidFrom) && (ValidTo is null || date <= ValidTo);
}

/// <summary>A published row that is not used, with the reason. It is kept so that nothing disappears silently.</summary>
public sealed record SetAsideRow(string List, string Name, string Reason)
{
    /// <summary>Where it stands in the imported file; null for the shipped lists.</summary>
    public int? Line { get; init; }
}
