namespace MediAgents.Billing.Rates;

/// <summary>
/// Every table the product knows, each edition with its validity. Tables are read on first use and shared; all members are safe
/// for concurrent callers.
/// </summary>
public sealed class RateBook
{
    private static readonly Lazy<RateBook> LazyShipped = new(() => new RateBook());
    private readonly Lazy<CghsTable> _cghs = new(CghsTable.Load);
    private readonly Lazy<NppaTable> _nppa = new(NppaTable.Load);
    private readonly Lazy<NonPayableTable> _nonPayable = new(NonPayableTable.Load);
    private readonly Lazy<IReadOnlyList<SetAsideRow>> _setAside = new(LoadSetAside);

    private RateBook()
    {
    }

    /// <summary>The tables compiled into the product from the official figures.</summary>
    public static RateBook Shipped => LazyShipped.Value;

    /// <summary>The CGHS rates in force on <paramref name="date"/>, or null if no edition at hand holds then.</summary>
    public CghsTable? CghsOn(DateOnly date) => _cghs.Value.Version.HoldsOn(date) ? _cghs.Value : null;

    /// <summary>The NPPA ceilings usable on <paramref name="date"/>, or null when a notification for that day is not loaded.</summary>
    public NppaTable? NppaOn(DateOnly date) => _nppa.Value.Version.HoldsOn(date) ? _nppa.Value : null;

    /// <summary>The latest CGHS edition whatever its validity; for recognising what a line is, never for its price.</summary>
    public CghsTable Cghs => _cghs.Value;

    /// <summary>The latest NPPA edition whatever its validity; for recognising what a line is, never for its price.</summary>
    public NppaTable Nppa => _nppa.Value;

    public NonPayableTable NonPayable => _nonPayable.Value;

    public IReadOnlyList<TableVersion> Versions => [_cghs.Value.Version, _nppa.Value.Version, _nonPayable.Value.Version];

    /// <summary>Rows of the official lists that were damaged in extraction and are not used, each with its reason.</summary>
    public IReadOnlyList<SetAsideRow> SetAside => _setAside.Value;

    private static IReadOnlyList<SetAsideRow> LoadSetAside()
    {
        var cghs = EmbeddedTable.Load("cghs-2025-10-set-aside.csv").Rows
            .Select(row => new SetAsideRow("CGHS", $"{row[0]} {row[1]}", row[2]));
        var nppa = EmbeddedTable.Load("nppa-ceiling-2022-set-aside.csv").Rows
            .Select(row => new SetAsideRow("NPPA", $"{row[0]} {row[1]}".Trim(), row[4]));
        return [.. cghs, .. nppa];
    }
}
