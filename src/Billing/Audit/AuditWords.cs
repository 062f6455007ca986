using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Audit;

/// <summary>The words in which requests and commands say what is known of a bill (contract, Bills).</summary>
public static class AuditWords
{
    private const string English = "english";
    private const string Auto = "auto";

    private static readonly Dictionary<string, InsuranceType> Insurances = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cghs"] = InsuranceType.Cghs,
        ["esi"] = InsuranceType.Esi,
        ["pmjay"] = InsuranceType.Pmjay,
        ["private"] = InsuranceType.Private,
        ["none"] = InsuranceType.None,
    };

    private static readonly Dictionary<string, CityTier> Tiers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["I"] = CityTier.I,
        ["II"] = CityTier.II,
        ["III"] = CityTier.III,
    };

    private static readonly Dictionary<string, Ward> Wards = new(StringComparer.OrdinalIgnoreCase)
    {
        ["general"] = Ward.General,
        ["semi_private"] = Ward.SemiPrivate,
        ["private"] = Ward.Private,
    };

    public static IReadOnlyCollection<string> InsuranceTypes => Insurances.Keys;

    public static IReadOnlyCollection<string> CityTiers => Tiers.Keys;

    public static IReadOnlyCollection<string> WardTypes => Wards.Keys;

    public static IReadOnlyCollection<string> Languages { get; } = [English, "hindi", "bengali", "tamil", Auto];

    /// <summary>INR a day.</summary>
    public const decimal MostRoomRentLimitInr = 1_000_000;

    /// <summary>True for a limit of room rent that can be meant, or none.</summary>
    public static bool IsRoomRentLimit(decimal? inrPerDay) => inrPerDay is null or (> 0 and <= MostRoomRentLimitInr);

    /// <summary>Without a word, or with one that is not in the list, nobody's tariff binds.</summary>
    public static InsuranceType InsuranceTypeOf(string? word) => Insurances.GetValueOrDefault(word ?? "", InsuranceType.None);

    /// <summary>Null, unknown, without a word or with one that is not in the list.</summary>
    public static CityTier? CityTierOf(string? word) => Tiers.TryGetValue(word ?? "", out var tier) ? tier : null;

    /// <summary>Null, unknown, without a word or with one that is not in the list.</summary>
    public static Ward? WardOf(string? word) => Wards.TryGetValue(word ?? "", out var ward) ? ward : null;

    /// <summary>
    /// The language of a bill: the one that was said, else the Indian language with most letters in its text, since a bill in one of
    /// them names many services in English; else English. Null for a text without letters of any of them.
    /// </summary>
    /// <param name="stated">What was said of it, <c>auto</c> included.</param>
    /// <param name="ofText">The languages of its text, the one with most letters first.</param>
    public static string? LanguageOf(string? stated, IReadOnlyList<string> ofText)
    {
        ArgumentNullException.ThrowIfNull(ofText);
        return Languages.FirstOrDefault(language => language != Auto && string.Equals(language, stated, StringComparison.OrdinalIgnoreCase))
            ?? ofText.FirstOrDefault(language => language != English) ?? (ofText.Count > 0 ? ofText[0] : null);
    }

    /// <summary>The options in the words they are given in.</summary>
    internal static StatedOptions Stated(AuditOptions options) => new(
        Insurances.First(word => word.Value == options.InsuranceType).Key,
        options.CityTier is { } tier ? Tiers.First(word => word.Value == tier).Key : null,
        options.Nabh,
        options.SuperSpeciality,
        options.Ward is { } ward ? Wards.First(word => word.Value == ward).Key : null,
        options.ServiceDate,
        options.Language,
        options.RoomRentLimitInr);
}
