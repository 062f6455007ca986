namespace MediAgents.Billing.Rates;

/// <summary>
/// An item of the IRDAI annexure: list I is not covered (optional items), II belongs to the room charge, III to the procedure
/// charge, IV to the cost of treatment.
/// </summary>
public sealed record NonPayableItem(string List, int Number, string Item);

/// <summary>IRDAI Lists I to IV. They bind through the wording of the policy; an item on them is non-payable, never illegal.</summary>
public sealed class NonPayableTable : IRateTable
{
    private readonly Lazy<Matching.NonPayableIndex> index;

    internal NonPayableTable(TableVersion version, IReadOnlyList<NonPayableItem> items)
    {
        Version = version;
        Items = items;
        index = new(() => new Matching.NonPayableIndex(items));
    }

    public TableKind Kind => TableKind.Irdai;

    public TableVersion Version { get; }

    public IReadOnlyList<NonPayableItem> Items { get; }

    public IReadOnlyList<RateEntry> Entries => [.. Items.Select(item => new RateEntry($"{item.List}-{item.Number}", item.Item, []))];

    public Matching.NonPayableIndex Index => index.Value;

    internal static NonPayableTable Load()
    {
        var table = EmbeddedTable.Load("irdai-non-payable.csv");
        return new(table.Version, table.Rows.ConvertAll(row => new NonPayableItem(row[0], int.Parse(row[1]), row[2])));
    }
}
