namespace MediAgents.Billing.Rates;

/// <summary>
/// The ceiling prices of the Drugs (Prices Control) Order 2013 and the notified yearly changes of the wholesale price index
/// (+12.1218 % from 1 Apr 2023, +0.00551 % from 1 Apr 2024, +1.74028 % from 1 Apr 2025).
/// </summary>
public sealed class NppaTable
{
    /// <summary>
    /// Ceilings exclude GST. The rate of a given medicine is not printed with its ceiling, so a dispute allows the highest that
    /// medicines bore (12 %); from 22 Sep 2025 medicines bear 5 % or none, which gives the upper end of the range.
    /// </summary>
    public const decimal HighestGst = 0.12m;

    public const decimal UsualGstSince2025 = 0.05m;

    private readonly (DateOnly From, decimal Factor)[] wpi;
    private readonly Lazy<Matching.MedicineIndex> index;

    internal NppaTable(TableVersion version, IReadOnlyList<NppaCeiling> ceilings, (DateOnly, decimal)[] wpi)
    {
        Version = version;
        Ceilings = ceilings;
        this.wpi = wpi;
        index = new(() => new Matching.MedicineIndex(ceilings));
    }

    public TableVersion Version { get; }

    public IReadOnlyList<NppaCeiling> Ceilings { get; }

    public Matching.MedicineIndex Index => index.Value;

    /// <summary>The ceiling in force on <paramref name="date"/>, INR without GST, unrounded. Outside the table's validity: null.</summary>
    public decimal? CeilingOn(NppaCeiling ceiling, DateOnly date)
    {
        if (!Version.HoldsOn(date))
            return null;
        var price = ceiling.CeilingInr;
        foreach (var (from, factor) in wpi)
        {
            if (from <= date && from > ceiling.GazetteDate)
                price *= 1 + factor;
        }

        return price;
    }

    internal static NppaTable Load()
    {
        var table = EmbeddedTable.Load("nppa-ceiling-2022.csv");
        var ceilings = table.Rows.ConvertAll(row => new NppaCeiling(
            row[0], row[1], row[2], row[3], EmbeddedTable.Money(row[4]), row[5], EmbeddedTable.Date(row[6])!.Value));
        var changes = table.HeadStartingWith("wpi_")
            .Select(pair => (EmbeddedTable.Date(pair.Key[4..])!.Value, EmbeddedTable.Money(pair.Value)))
            .ToArray();
        return new(table.Version, ceilings, changes);
    }
}
