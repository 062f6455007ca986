namespace MediAgents.Billing.Rates.Import;

/// <summary>The rows of one code, put together.</summary>
internal sealed class ServiceRows(string code, string name, string specialty, RateClass? rateClass, int line)
{
    private const int Tiers = 3;
    private const int Columns = 3;

    /// <summary>What the ward rule of the memorandum of 3 Oct 2025 applies to.</summary>
    private static readonly DateOnly Memorandum = new(2025, 10, 13);

    private readonly decimal[]?[,] cells = new decimal[Tiers, 3][];
    private readonly int[,] lines = new int[Tiers, 3];
    private readonly bool[] derived = new bool[Tiers];
    private readonly bool[] unverified = new bool[Tiers];

    public string Name { get; } = name;

    public int Line { get; } = line;

    public void Add(TableRow row, CityTier[] tiers, Ward[] wards, decimal[] figures)
    {
        var provenance = row[ServiceLayout.Provenance].ToLowerInvariant();
        foreach (var tier in tiers)
        {
            derived[(int)tier] |= provenance.StartsWith("derived", StringComparison.Ordinal);
            unverified[(int)tier] |= provenance.Contains("unverified", StringComparison.Ordinal);
            foreach (var ward in wards)
            {
                if (cells[(int)tier, (int)ward] is not null)
                {
                    row.Fault(ServiceLayout.Code, $"{Shown.Of(code)} in tier {tier}, {ServiceWords.Word(ward).Replace('_', '-')} ward, stands on line {lines[(int)tier, (int)ward]} already.");
                    return;
                }

                (cells[(int)tier, (int)ward], lines[(int)tier, (int)ward]) = (figures, row.Line);
            }
        }
    }

    public CghsRate Rate(TableKind kind, TableVersion version)
    {
        var wards = Enum.GetValues<Ward>().Select(Figures).ToArray();
        var standard = wards[(int)Ward.SemiPrivate] ?? wards[(int)Ward.Private] ?? wards[(int)Ward.General]!;
        return new(code, Name, specialty, rateClass ?? ClassByShippedList(), standard, derived, unverified)
        {
            Wards = MovesByMemorandum(kind, version, wards) ? null : wards,
        };
    }

    /// <summary>Figures of the semi-private ward alone, from a CGHS list to which the ward rule applies.</summary>
    private static bool MovesByMemorandum(TableKind kind, TableVersion version, decimal[]?[] wards) =>
        kind == TableKind.Cghs && version.ValidFrom >= Memorandum
        && wards[(int)Ward.General] is null && wards[(int)Ward.Private] is null;

    /// <summary>A tier that is not printed gets the highest figure of the others and is unverified: it never disputes.</summary>
    private decimal[]? Figures(Ward ward)
    {
        var printed = Enumerable.Range(0, Tiers).Select(tier => cells[tier, (int)ward]).ToArray();
        if (printed.All(figures => figures is null))
            return null;
        var all = new decimal[Tiers * Columns];
        for (var i = 0; i < all.Length; i++)
        {
            var column = i % Columns;
            all[i] = printed[i / Columns] is { } figures ? figures[column] : printed.Max(other => other is null ? 0 : other[column]);
        }

        for (var tier = 0; tier < Tiers; tier++)
            unverified[tier] |= printed[tier] is null;
        return all;
    }

    /// <summary>Where the file does not say it: as the shipped list has the code or all of the specialty, else open for either ward rule.</summary>
    private RateClass ClassByShippedList()
    {
        if (ShippedClasses.Value.ByCode.TryGetValue(code, out var same))
            return same;
        return ShippedClasses.Value.BySpecialty.GetValueOrDefault(specialty, RateClass.DayCare);
    }

    private static readonly Lazy<(Dictionary<string, RateClass> ByCode, Dictionary<string, RateClass> BySpecialty)> ShippedClasses = new(() =>
    {
        var rates = RateBook.Shipped.Cghs.Rates;
        return (rates.ToDictionary(rate => rate.Code, rate => rate.Class, StringComparer.OrdinalIgnoreCase),
            rates.GroupBy(rate => rate.Specialty, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Select(rate => rate.Class).Distinct().Count() == 1)
                .ToDictionary(group => group.Key, group => group.First().Class, StringComparer.OrdinalIgnoreCase));
    });
}
