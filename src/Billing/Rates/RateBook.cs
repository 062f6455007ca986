namespace MediAgents.Billing.Rates;

/// <summary>
/// Every table the product knows, each edition with its validity. Of a list the edition of the day is the imported one, if one holds
/// then, else the shipped one; an edition without a last day holds until the next of its list begins. Tables are read on first use
/// and shared; all members are safe for concurrent callers.
/// </summary>
public sealed class RateBook
{
    private static readonly Lazy<RateBook> LazyShipped = new(() => new RateBook([]));
    private static readonly Lazy<CghsTable> ShippedCghs = new(CghsTable.Load);
    private static readonly Lazy<NppaTable> ShippedNppa = new(NppaTable.Load);
    private static readonly Lazy<JanAushadhiTable> ShippedGenerics = new(JanAushadhiTable.Load);
    private static readonly Lazy<NonPayableTable> ShippedNonPayable = new(NonPayableTable.Load);
    private static readonly Lazy<IReadOnlyList<SetAsideRow>> LazySetAside = new(LoadSetAside);

    private readonly Dictionary<TableKind, Lazy<Editions>> editions;

    /// <summary>The shipped tables and those of <paramref name="imported"/>.</summary>
    public RateBook(IReadOnlyList<IRateTable> imported) =>
        editions = Enum.GetValues<TableKind>().ToDictionary(kind => kind, kind => new Lazy<Editions>(
            () => new([.. Indexed(imported.Where(table => table.Kind == kind).Concat(Shipment(kind)), imported)])));

    /// <summary>The tables compiled into the product from the official figures.</summary>
    public static RateBook Shipped => LazyShipped.Value;

    /// <summary>The rates of services of <paramref name="kind"/> in force on <paramref name="date"/>, or null if no edition at hand holds then.</summary>
    public CghsTable? ServicesOn(TableKind kind, DateOnly date) => EditionOn(kind, date) as CghsTable;

    /// <summary>The CGHS rates in force on <paramref name="date"/>, or null if no edition at hand holds then.</summary>
    public CghsTable? CghsOn(DateOnly date) => ServicesOn(TableKind.Cghs, date);

    /// <summary>The NPPA ceilings usable on <paramref name="date"/>, or null when a notification for that day is not loaded.</summary>
    public NppaTable? NppaOn(DateOnly date) => EditionOn(TableKind.Nppa, date) is NppaTable table && date <= (table.LastKnownDay ?? date) ? table : null;

    /// <summary>The IRDAI lists in force on <paramref name="date"/>; for an unknown day those that hold on every day, if there are.</summary>
    public NonPayableTable? NonPayableOn(DateOnly? date) => NonPayableOn(TableKind.Irdai, date);

    /// <summary>The same of any list of what a payer does not pay.</summary>
    public NonPayableTable? NonPayableOn(TableKind kind, DateOnly? date) =>
        (date is { } day ? EditionOn(kind, day) : editions[kind].Value.OnEveryDay) as NonPayableTable;

    public JanAushadhiTable? JanAushadhiOn(DateOnly date) => EditionOn(TableKind.Janaushadhi, date) as JanAushadhiTable;

    /// <summary>The edition of a list for a day, or null.</summary>
    public IRateTable? EditionOn(TableKind kind, DateOnly date) => editions[kind].Value.On(date);

    /// <summary>All editions of a list, the latest first, with the last day each is used on.</summary>
    public IReadOnlyList<Edition> EditionsOf(TableKind kind) => editions[kind].Value.All;

    /// <summary>The latest CGHS edition whatever its validity; for recognising what a line is, never for its price.</summary>
    public CghsTable Cghs => (CghsTable)EditionsOf(TableKind.Cghs)[0].Table;

    /// <summary>The latest NPPA edition whatever its validity; for recognising what a line is, never for its price.</summary>
    public NppaTable Nppa => (NppaTable)EditionsOf(TableKind.Nppa)[0].Table;

    /// <summary>The latest Jan Aushadhi prices.</summary>
    public JanAushadhiTable JanAushadhi => (JanAushadhiTable)EditionsOf(TableKind.Janaushadhi)[0].Table;

    /// <summary>The latest IRDAI lists.</summary>
    public NonPayableTable NonPayable => (NonPayableTable)EditionsOf(TableKind.Irdai)[0].Table;

    public IReadOnlyList<TableVersion> Versions => [.. editions.Keys.SelectMany(EditionsOf).Select(edition => edition.Table.Version)];

    /// <summary>Rows of the shipped lists that were damaged in extraction and are not used, each with its reason.</summary>
    public static IReadOnlyList<SetAsideRow> SetAside => LazySetAside.Value;

    /// <summary>Imported changes of the price index move every edition of the ceilings.</summary>
    private static IEnumerable<IRateTable> Indexed(IEnumerable<IRateTable> tables, IReadOnlyList<IRateTable> imported)
    {
        var changes = imported.OfType<PriceIndexTable>().ToList();
        if (changes.Count == 0)
            return tables;
        return tables.Select(table => table is NppaTable ceilings ? ceilings.Under(PriceIndexTable.Together(NppaTable.NotifiedIndex, changes)) : table);
    }

    private static IEnumerable<IRateTable> Shipment(TableKind kind) => kind switch
    {
        TableKind.Cghs => [ShippedCghs.Value],
        TableKind.Nppa => [ShippedNppa.Value],
        TableKind.Irdai => [ShippedNonPayable.Value],
        TableKind.Janaushadhi => [ShippedGenerics.Value],
        _ => [],
    };

    private static IReadOnlyList<SetAsideRow> LoadSetAside()
    {
        var damagedRates = EmbeddedTable.Load("cghs-2025-10-set-aside.csv").Rows
            .Select(row => new SetAsideRow("CGHS", $"{row[0]} {row[1]}", row[2]));
        var damagedCeilings = EmbeddedTable.Load("nppa-ceiling-2022-set-aside.csv").Rows
            .Select(row => new SetAsideRow("NPPA", $"{row[0]} {row[1]}".Trim(), row[4]));
        return [.. damagedRates, .. damagedCeilings];
    }
}
