using MediAgents.Billing.Alternatives;

namespace MediAgents.Billing.Rates;

/// <summary>The price of a generic at Jan Aushadhi shops, INR for one <paramref name="Pack"/>. A cheaper source, not a ceiling.</summary>
public sealed record JanAushadhiPrice(string Code, string Name, string Pack, decimal MrpInr);

/// <summary>One edition of the Jan Aushadhi price list.</summary>
public sealed class JanAushadhiTable : IRateTable
{
    private readonly Lazy<JanAushadhiIndex> index;

    internal JanAushadhiTable(TableVersion version, IReadOnlyList<JanAushadhiPrice> prices)
    {
        Version = version;
        Prices = prices;
        index = new(() => new(prices));
    }

    public TableKind Kind => TableKind.Janaushadhi;

    public TableVersion Version { get; }

    public IReadOnlyList<JanAushadhiPrice> Prices { get; }

    /// <summary>Built on first use, then shared; safe for concurrent callers.</summary>
    internal JanAushadhiIndex Index => index.Value;

    public int RowCount => Prices.Count;

    public IReadOnlyList<RateEntry> Entries => [.. Prices.Select(price => new RateEntry(price.Code, price.Name, [new(price.Pack, price.MrpInr)]))];

    internal static JanAushadhiTable Load()
    {
        var table = EmbeddedTable.Load("janaushadhi-2026-08.csv");
        return new(table.Version with { Citation = "PMBJP product and MRP list of 6 Aug 2026" }, table.Rows.ConvertAll(row => new JanAushadhiPrice(row[0], row[1], row[2], EmbeddedTable.Money(row[3]))));
    }
}
