namespace MediAgents.Billing.Rates;

/// <summary>
/// The ceiling prices of the Drugs (Prices Control) Order 2013 and the notified yearly changes of the wholesale price index
/// (+12.1218 % from 1 Apr 2023, +0.00551 % from 1 Apr 2024, +1.74028 % from 1 Apr 2025).
/// </summary>
public sealed class NppaTable : IRateTable
{
    /// <summary>
    /// Ceilings exclude GST. The rate of a given medicine is not printed with its ceiling, so a dispute allows the highest that
    /// medicines bore (12 %); from 22 Sep 2025 medicines bear 5 % or none, which gives the upper end of the range.
    /// </summary>
    public const decimal HighestGst = 0.12m;

    public const decimal UsualGstSince2025 = 0.05m;

    private readonly IReadOnlyList<PriceIndexChange> wpi;
    private readonly Lazy<Matching.MedicineIndex> index;

    internal NppaTable(TableVersion version, IReadOnlyList<NppaCeiling> ceilings, IReadOnlyList<PriceIndexChange> wpi)
        : this(version, ceilings, wpi, new(() => new Matching.MedicineIndex(ceilings)))
    {
    }

    private NppaTable(TableVersion version, IReadOnlyList<NppaCeiling> ceilings, IReadOnlyList<PriceIndexChange> wpi, Lazy<Matching.MedicineIndex> index)
    {
        Version = version;
        Ceilings = ceilings;
        this.wpi = wpi;
        this.index = index;
        LastKnownDay = LastDay(version.ValidFrom, wpi);
    }

    public TableKind Kind => TableKind.Nppa;

    public TableVersion Version { get; }

    public IReadOnlyList<NppaCeiling> Ceilings { get; }

    public Matching.MedicineIndex Index => index.Value;

    /// <summary>
    /// The last day whose index is known: ceilings move on each 1 April, so without that year's notification they are not the
    /// ceilings of the year. Null for an edition without a beginning.
    /// </summary>
    public DateOnly? LastKnownDay { get; }

    public int RowCount => Ceilings.Count;

    public IReadOnlyList<RateEntry> Entries => [.. Ceilings.Select(ceiling => new RateEntry(
        $"{ceiling.Molecule}, {ceiling.Formulation}{(ceiling.Pack.Length > 0 ? $", {ceiling.Pack}" : "")}", ceiling.Molecule, [new(ceiling.Unit, ceiling.CeilingInr)]))];

    /// <summary>The ceiling in force on <paramref name="date"/>, INR without GST, unrounded. Outside the table's validity: null.</summary>
    public decimal? CeilingOn(NppaCeiling ceiling, DateOnly date)
    {
        if (!Version.HoldsOn(date) || date > LastKnownDay)
            return null;
        var price = ceiling.CeilingInr;
        foreach (var (from, factor) in wpi)
        {
            if (from <= date && from > ceiling.GazetteDate && (Version.ValidFrom is not { } begin || from > begin))
                price *= 1 + factor;
        }

        return price;
    }

    /// <summary>The notified changes at hand; they move imported ceilings too.</summary>
    internal static IReadOnlyList<PriceIndexChange> NotifiedIndex => RateBook.Shipped.Nppa.wpi;

    /// <summary>The same ceilings under another index. A table that ships with its last known day as its end then ends where the index does.</summary>
    internal NppaTable Under(IReadOnlyList<PriceIndexChange> index) =>
        new(Version.IsImported ? Version : Version with { ValidTo = null }, Ceilings, index, this.index);

    internal static NppaTable Load()
    {
        var table = EmbeddedTable.Load("nppa-ceiling-2022.csv");
        var ceilings = table.Rows.ConvertAll(row => new NppaCeiling(
            row[0], row[1], row[2], row[3], EmbeddedTable.Money(row[4]), row[5], EmbeddedTable.Date(row[6])!.Value));
        var changes = table.HeadStartingWith("wpi_")
            .Select(pair => new PriceIndexChange(EmbeddedTable.Date(pair.Key[4..])!.Value, EmbeddedTable.Money(pair.Value)))
            .ToArray();
        return new(table.Version with { Citation = "NPPA Compendium of Prices 2022" }, ceilings, changes);
    }

    /// <summary>31 March of the year in which the edition begins, and of each later one whose index was notified.</summary>
    private static DateOnly? LastDay(DateOnly? begin, IReadOnlyList<PriceIndexChange> wpi)
    {
        if (begin is not { } from)
            return null;
        var last = new DateOnly(from.Month <= 3 ? from.Year : from.Year + 1, 3, 31);
        while (wpi.Any(change => change.From == last.AddDays(1)))
            last = last.AddYears(1);
        return last;
    }
}
