namespace MediAgents.Billing.Rates;

/// <summary>
/// One edition of a published list and the days on which it holds.
/// <paramref name="ValidFrom"/> is null for a list that binds through a policy's wording instead of a date;
/// <paramref name="ValidTo"/> is the last valid day, null while the edition is in force.
/// </summary>
public sealed record TableVersion(
    string List, string Version, DateOnly? ValidFrom, DateOnly? ValidTo, string Authority, string Document)
{
    public bool HoldsOn(DateOnly date) => (ValidFrom is null || date >= ValidFrom) && (ValidTo is null || date <= ValidTo);
}

/// <summary>A published row that is not used, with the reason. It is kept so that nothing disappears silently.</summary>
public sealed record SetAsideRow(string List, string Name, string Reason);
