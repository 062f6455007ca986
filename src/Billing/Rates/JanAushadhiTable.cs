namespace MediAgents.Billing.Rates;

/// <summary>The price of a generic at Jan Aushadhi shops, INR for one <paramref name="Pack"/>. A cheaper source, not a ceiling.</summary>
public sealed record JanAushadhiPrice(string Code, string Name, string Pack, decimal MrpInr);

/// <summary>One edition of the Jan Aushadhi price list.</summary>
public sealed class JanAushadhiTable : IRateTable
{
    internal JanAushadhiTable(TableVersion version, IReadOnlyList<JanAushadhiPrice> prices) => (Version, Prices) = (version, prices);

    public TableKind Kind => TableKind.Janaushadhi;

    public TableVersion Version { get; }

    public IReadOnlyList<JanAushadhiPrice> Prices { get; }

    public IReadOnlyList<RateEntry> Entries => [.. Prices.Select(price => new RateEntry(price.Code, price.Name, [new(price.Pack, price.MrpInr)]))];
}
