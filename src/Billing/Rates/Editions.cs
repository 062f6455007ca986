namespace MediAgents.Billing.Rates;

/// <summary>An edition and the last day on which it is used; null while no other follows.</summary>
public sealed record Edition(IRateTable Table, DateOnly? LastDay)
{
    public bool HoldsOn(DateOnly date) => (Table.Version.ValidFrom is not { } from || date >= from) && (LastDay is not { } last || date <= last);
}

/// <summary>The editions of one list in time.</summary>
internal sealed class Editions
{
    public Editions(IReadOnlyList<IRateTable> tables) =>
        All = [.. tables.OrderByDescending(Begin).ThenByDescending(table => table.Version.IsImported).Select(table => new Edition(table, LastDay(table, tables)))];

    /// <summary>The latest first.</summary>
    public IReadOnlyList<Edition> All { get; }

    /// <summary>The one edition that holds whatever the day is, or null.</summary>
    public IRateTable? OnEveryDay => All is [{ LastDay: null, Table: { Version.ValidFrom: null } only }] ? only : null;

    /// <summary>An imported edition comes before a shipped one.</summary>
    public IRateTable? On(DateOnly date) =>
        All.Where(edition => edition.HoldsOn(date)).OrderByDescending(edition => edition.Table.Version.IsImported).FirstOrDefault()?.Table;

    private static DateOnly? LastDay(IRateTable table, IReadOnlyList<IRateTable> tables)
    {
        if (table.Version.ValidTo is { } stated)
            return stated;
        var later = tables.Where(other => Begin(other) > Begin(table)).Select(Begin).ToList();
        return later.Count == 0 ? null : later.Min().AddDays(-1);
    }

    private static DateOnly Begin(IRateTable table) => table.Version.ValidFrom ?? DateOnly.MinValue;
}
