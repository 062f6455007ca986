namespace MediAgents.Billing.Rates.Library;

/// <summary>A row whose name or figures differ between two editions. A figure that one of them lacks is null there.</summary>
public sealed record ChangedRow(string Code, string OldName, string NewName, IReadOnlyList<ChangedRate> Rates);

/// <param name="For">What the figure is for: tier and column, unit, pack; empty where a row has one.</param>
/// <param name="OldInr">INR in the old edition.</param>
/// <param name="NewInr">INR in the new one.</param>
public sealed record ChangedRate(string For, decimal? OldInr, decimal? NewInr);

/// <summary>What changed from one edition of a list to another.</summary>
public sealed record TableDiff(IReadOnlyList<RateEntry> Added, IReadOnlyList<RateEntry> Removed, IReadOnlyList<ChangedRow> Changed)
{
    public bool IsEmpty => Added.Count + Removed.Count + Changed.Count == 0;

    public static TableDiff Of(IRateTable before, IRateTable after)
    {
        var (old, now) = (ByCode(before), ByCode(after));
        return new(
            [.. now.Values.Where(row => !old.ContainsKey(row.Code))],
            [.. old.Values.Where(row => !now.ContainsKey(row.Code))],
            [.. old.Values.Where(row => now.ContainsKey(row.Code)).Select(row => Compare(row, now[row.Code])).OfType<ChangedRow>()]);
    }

    private static Dictionary<string, RateEntry> ByCode(IRateTable table)
    {
        var rows = new Dictionary<string, RateEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in table.Entries)
            rows.TryAdd(row.Code, row);
        return rows;
    }

    /// <summary>A row with one figure has it for everything that the other edition tells apart.</summary>
    private static Dictionary<string, decimal> Spread(Dictionary<string, decimal> figures, Dictionary<string, decimal> other) =>
        figures.Count == 1 && figures.TryGetValue("", out var one) && other.Count > 1 ? other.Keys.ToDictionary(label => label, _ => one, StringComparer.Ordinal) : figures;

    private static ChangedRow? Compare(RateEntry old, RateEntry now)
    {
        var before = old.Figures.ToDictionary(figure => figure.For, figure => figure.Inr, StringComparer.Ordinal);
        var after = now.Figures.ToDictionary(figure => figure.For, figure => figure.Inr, StringComparer.Ordinal);
        (before, after) = (Spread(before, after), Spread(after, before));
        var rates = before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Select(label => new ChangedRate(label, before.TryGetValue(label, out var was) ? was : null, after.TryGetValue(label, out var became) ? became : null))
            .Where(rate => rate.OldInr != rate.NewInr).ToList();
        return rates.Count > 0 || !string.Equals(old.Name, now.Name, StringComparison.Ordinal) ? new(old.Code, old.Name, now.Name, rates) : null;
    }
}
