namespace MediAgents.Billing.Rates;

/// <summary>
/// An item of the IRDAI annexure: list I is not covered (optional items), II belongs to the room charge, III to the procedure
/// charge, IV to the cost of treatment. A list of another payer is one list and has no name here.
/// </summary>
public sealed record NonPayableItem(string List, int Number, string Item)
{
    /// <summary>List and number as findings cite them; lists of other payers have numbers only.</summary>
    public string Id => List.Length > 0 ? $"{List}-{Number}" : $"{Number}";
}

/// <summary>
/// IRDAI Lists I to IV, or an imported list of what another payer does not pay. They bind through the wording of the policy or scheme;
/// an item on them is non-payable, never illegal.
/// </summary>
public sealed class NonPayableTable : IRateTable
{
    private readonly Lazy<Matching.NonPayableIndex> index;

    internal NonPayableTable(TableVersion version, IReadOnlyList<NonPayableItem> items, TableKind kind = TableKind.Irdai)
    {
        Kind = kind;
        Version = version;
        Items = items;
        index = new(() => new Matching.NonPayableIndex(items));
    }

    public TableKind Kind { get; }

    public TableVersion Version { get; }

    public IReadOnlyList<NonPayableItem> Items { get; }

    public int RowCount => Items.Count;

    public IReadOnlyList<RateEntry> Entries => [.. Items.Select(item => new RateEntry(item.Id, item.Item, []))];

    public Matching.NonPayableIndex Index => index.Value;

    internal static NonPayableTable Load()
    {
        var table = EmbeddedTable.Load("irdai-non-payable.csv");
        return new(table.Version, table.Rows.ConvertAll(row => new NonPayableItem(row[0], int.Parse(row[1]), row[2])));
    }
}
