using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>
/// What hospitals, laboratories and pharmacies call the rows of an official list beside the list's own names: "MP card" for a row printed
/// as "Rapid Test for Malaria (Card Test)". Kept by the list's name and not by its code, so that a later edition's codes cannot move a
/// name to another row.
/// </summary>
internal sealed class OtherNames
{
    private readonly Lazy<Dictionary<string, string[]>> byName;

    private OtherNames(string table) => byName = new(() => EmbeddedTable.Load(table).Rows.ToDictionary(
        row => KnownNames.Verbatim(row[0]),
        row => row[1].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        StringComparer.Ordinal));

    /// <summary>Of the services of the CGHS list.</summary>
    public static OtherNames OfServices { get; } = new("service-names.csv");

    /// <summary>Of the items of IRDAI Lists I to IV.</summary>
    public static OtherNames OfItems { get; } = new("non-payable-names.csv");

    /// <summary>Every such name.</summary>
    public IEnumerable<string> All => byName.Value.Values.SelectMany(names => names);

    /// <summary>The other names of a row.</summary>
    /// <param name="name">As the list prints it; case and punctuation do not matter.</param>
    public IReadOnlyList<string> Of(string name) => byName.Value.GetValueOrDefault(KnownNames.Verbatim(name)) ?? [];
}
