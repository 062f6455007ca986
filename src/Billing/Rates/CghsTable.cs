namespace MediAgents.Billing.Rates;

/// <summary>One edition of the CGHS package rates, or of a list like it, with the index that finds a row from a bill's wording.</summary>
public sealed class CghsTable : IRateTable
{
    private readonly Lazy<Matching.ProcedureIndex> index;
    private readonly Dictionary<string, CghsRate> byCode;

    internal CghsTable(TableVersion version, IReadOnlyList<CghsRate> rates, TableKind kind = TableKind.Cghs)
    {
        Kind = kind;
        Version = version;
        Rates = rates;
        byCode = rates.ToDictionary(rate => rate.Code, StringComparer.OrdinalIgnoreCase);
        index = new(() => new Matching.ProcedureIndex(rates));
    }

    public TableKind Kind { get; }

    public TableVersion Version { get; }

    public IReadOnlyList<CghsRate> Rates { get; }

    /// <summary>Built on first use, then shared; safe for concurrent callers.</summary>
    public Matching.ProcedureIndex Index => index.Value;

    public int RowCount => Rates.Count;

    public IReadOnlyList<RateEntry> Entries => [.. Rates.Select(rate => new RateEntry(rate.Code, rate.Name, CghsFigures.Of(rate)))];

    public CghsRate? Find(string code) => byCode.GetValueOrDefault(code);

    internal static CghsTable Load()
    {
        var table = EmbeddedTable.Load("cghs-2025-10.csv");
        var rates = new List<CghsRate>(table.Rows.Count);
        foreach (var row in table.Rows)
        {
            var figures = new decimal[9];
            for (var i = 0; i < 9; i++)
                figures[i] = EmbeddedTable.Money(row[4 + i]);
            rates.Add(new(row[0], row[1], row[2], ClassOf(row[3]), figures, Tiers(row[13]), Tiers(row[14])));
        }

        return new(table.Version with { Citation = "CGHS office memorandum of 3 Oct 2025" }, rates);
    }

    private static RateClass ClassOf(string word) => word switch
    {
        "consultation" => RateClass.Consultation,
        "investigation" => RateClass.Investigation,
        "day_care" => RateClass.DayCare,
        "radiotherapy" => RateClass.Radiotherapy,
        "critical_care" => RateClass.CriticalCare,
        "room" => RateClass.Room,
        "blood" => RateClass.Blood,
        "implant" => RateClass.Implant,
        "package" => RateClass.Package,
        _ => throw new InvalidOperationException($"Unknown rate class {word}."),
    };

    private static bool[] Tiers(string words)
    {
        var named = words.Split(' ');
        return [named.Contains("I"), named.Contains("II"), named.Contains("III")];
    }
}
