using System.Globalization;

namespace MediAgents.Billing.Rates;

/// <summary>
/// A notified change of the wholesale price index, by which every ceiling moves from <paramref name="From"/> on (Drugs (Prices Control)
/// Order 2013, paragraph 16). <paramref name="Factor"/> is the change of one: 0.0174028 for +1.74028 %.
/// </summary>
public sealed record PriceIndexChange(DateOnly From, decimal Factor);

/// <summary>Changes of the price index. Imported ones add to those at hand; for the same day the imported one counts.</summary>
public sealed class PriceIndexTable : IRateTable
{
    internal PriceIndexTable(TableVersion version, IReadOnlyList<PriceIndexChange> changes) => (Version, Changes) = (version, changes);

    public TableKind Kind => TableKind.Wpi;

    public TableVersion Version { get; }

    public IReadOnlyList<PriceIndexChange> Changes { get; }

    public int RowCount => Changes.Count;

    /// <summary>The figure of a row is in percent.</summary>
    public IReadOnlyList<RateEntry> Entries => [.. Changes.Select(change => new RateEntry(
        change.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "Change of the wholesale price index", [new("percent", change.Factor * 100)]))];

    /// <summary>The changes of several tables in time, the later tables counting where a day stands twice.</summary>
    internal static IReadOnlyList<PriceIndexChange> Together(IEnumerable<PriceIndexChange> notified, IEnumerable<PriceIndexTable> imported)
    {
        var byDay = notified.ToDictionary(change => change.From);
        foreach (var change in imported.OrderBy(table => table.Version.ValidFrom).SelectMany(table => table.Changes))
            byDay[change.From] = change;
        return [.. byDay.Values.OrderBy(change => change.From)];
    }
}
