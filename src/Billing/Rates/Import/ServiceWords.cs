using System.Text.Json;

namespace MediAgents.Billing.Rates.Import;

/// <summary>The words of tables of services: tiers, wards and classes.</summary>
internal static class ServiceWords
{
    private static readonly Dictionary<string, RateClass> ByClass = Enum.GetValues<RateClass>().ToDictionary(value => Word(value), StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Classes => ByClass.Keys;

    public static CityTier? TierOf(string text) => text.Replace('_', ' ').Replace('-', ' ').Replace("tier", "", StringComparison.Ordinal).Trim() switch
    {
        "i" or "1" => CityTier.I,
        "ii" or "2" => CityTier.II,
        "iii" or "3" => CityTier.III,
        _ => null,
    };

    public static Ward? WardOf(string text) => text.Replace('-', ' ').Replace('_', ' ') switch
    {
        "general" => Ward.General,
        "semi private" => Ward.SemiPrivate,
        "private" => Ward.Private,
        _ => null,
    };

    public static RateClass? ClassOf(string text) => ByClass.TryGetValue(text, out var known) ? known : null;

    public static string Word(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
