namespace MediAgents.Billing.Rates;

/// <summary>One edition of the CGHS package rates with the index that finds a row from a bill's wording.</summary>
public sealed class CghsTable
{
    private readonly Lazy<Matching.ProcedureIndex> index;
    private readonly Dictionary<string, CghsRate> byCode;

    internal CghsTable(TableVersion version, IReadOnlyList<CghsRate> rates)
    {
        Version = version;
        Rates = rates;
        byCode = rates.ToDictionary(rate => rate.Code, StringComparer.OrdinalIgnoreCase);
        index = new(() => new Matching.ProcedureIndex(rates));
    }

    public TableVersion Version { get; }

    public IReadOnlyList<CghsRate> Rates { get; }

    /// <summary>Built on first use, then shared; safe for concurrent callers.</summary>
    public Matching.ProcedureIndex Index => index.Value;

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

        return new(table.Version, rates);
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
