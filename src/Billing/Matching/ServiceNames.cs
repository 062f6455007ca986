using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Matching;

/// <summary>
/// What hospitals and laboratories call the services of the tariff beside its own names: "MP card" for a row printed as "Rapid Test for
/// Malaria (Card Test)". Kept by the tariff's name and not by its code, so that a later edition's codes cannot move a name to another service.
/// </summary>
internal static class ServiceNames
{
    private static readonly Lazy<Dictionary<string, string[]>> ByService = new(Load);

    /// <summary>The other names of a service.</summary>
    /// <param name="service">As the tariff prints it; case and punctuation do not matter.</param>
    public static IReadOnlyList<string> Of(string service) => ByService.Value.GetValueOrDefault(KnownNames.Verbatim(service)) ?? [];

    private static Dictionary<string, string[]> Load() =>
        EmbeddedTable.Load("service-names.csv").Rows.ToDictionary(
            row => KnownNames.Verbatim(row[0]),
            row => row[1].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            StringComparer.Ordinal);
}
