namespace MediAgents.Billing.Rates;

/// <summary>
/// Every table the product knows, each edition with its validity. Tables are read on first use and shared; all members are safe
/// for concurrent callers.
/// </summary>
public sealed class RateBook
{
    private static readonly Lazy<RateBook> LazyShipped = new(() => new RateBook());
    private readonly Lazy<CghsTable> cghs = new(CghsTable.Load);
    private readonly Lazy<NppaTable> nppa = new(NppaTable.Load);
    private readonly Lazy<NonPayableTable> nonPayable = new(NonPayableTable.Load);
    private readonly Lazy<IReadOnlyList<SetAsideRow>> setAside = new(LoadSetAside);

    private RateBook()
    {
    }

    /// <summary>The tables compiled into the product from the official figures.</summary>
    public static RateBook Shipped => LazyShipped.Value;

    /// <summary>The CGHS rates in force on <paramref name="date"/>, or null if no edition at hand holds then.</summary>
    public CghsTable? CghsOn(DateOnly date) => cghs.Value.Version.HoldsOn(date) ? cghs.Value : null;

    /// <summary>The NPPA ceilings usable on <paramref name="date"/>, or null when a notification for that day is not loaded.</summary>
    public NppaTable? NppaOn(DateOnly date) => nppa.Value.Version.HoldsOn(date) ? nppa.Value : null;

    /// <summary>The latest CGHS edition whatever its validity; for recognising what a line is, never for its price.</summary>
    public CghsTable Cghs => cghs.Value;

    /// <summary>The latest NPPA edition whatever its validity; for recognising what a line is, never for its price.</summary>
    public NppaTable Nppa => nppa.Value;

    public NonPayableTable NonPayable => nonPayable.Value;

    public IReadOnlyList<TableVersion> Versions => [cghs.Value.Version, nppa.Value.Version, nonPayable.Value.Version];

    /// <summary>Rows of the official lists that were damaged in extraction and are not used, each with its reason.</summary>
    public IReadOnlyList<SetAsideRow> SetAside => setAside.Value;

    private static IReadOnlyList<SetAsideRow> LoadSetAside()
    {
        var damagedRates = EmbeddedTable.Load("cghs-2025-10-set-aside.csv").Rows
            .Select(row => new SetAsideRow("CGHS", $"{row[0]} {row[1]}", row[2]));
        var damagedCeilings = EmbeddedTable.Load("nppa-ceiling-2022-set-aside.csv").Rows
            .Select(row => new SetAsideRow("NPPA", $"{row[0]} {row[1]}".Trim(), row[4]));
        return [.. damagedRates, .. damagedCeilings];
    }
}
