using System.Globalization;
using MediAgents.Gateway.Problems;
using MediAgents.Grains.Bills;

namespace MediAgents.Gateway.Bills;

/// <summary>What a request says of a bill; the same names wherever a bill is handed in. All optional.</summary>
public record BillFields
{
    private const decimal MostRoomRentLimitInr = 1_000_000;

    /// <summary><c>cghs esi pmjay private none</c>.</summary>
    public string? InsuranceType { get; init; }

    /// <summary><c>I II III</c>, the CGHS city tier of the hospital.</summary>
    public string? CityTier { get; init; }

    /// <summary>Whether the hospital is NABH accredited.</summary>
    public bool? Nabh { get; init; }

    /// <summary>Whether the hospital is empanelled as super-speciality.</summary>
    public bool? SuperSpeciality { get; init; }

    /// <summary><c>general semi_private private</c>.</summary>
    public string? Ward { get; init; }

    /// <summary>ISO date of the service, where the bill's own dates are not to be used.</summary>
    public string? ServiceDate { get; init; }

    /// <summary><c>english hindi bengali tamil auto</c>.</summary>
    public string? Language { get; init; }

    /// <summary>The most that a private policy pays for a room, INR a day.</summary>
    public decimal? RoomRentLimitInr { get; init; }

    /// <exception cref="ProblemException">A word that is not one of the list, a date that is none.</exception>
    public BillContext ToContext() => new(
        OneOf("insurance_type", InsuranceType, ["cghs", "esi", "pmjay", "private", "none"]),
        OneOf("city_tier", CityTier, ["I", "II", "III"]),
        Nabh,
        SuperSpeciality,
        OneOf("ward", Ward, ["general", "semi_private", "private"]),
        Date("service_date", ServiceDate),
        OneOf("language", Language, ["english", "hindi", "bengali", "tamil", "auto"]),
        Limit("room_rent_limit_inr", RoomRentLimitInr));

    private static string? OneOf(string field, string? value, string[] words) =>
        string.IsNullOrEmpty(value) ? null
        : words.FirstOrDefault(word => string.Equals(word, value, StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException(Problem.InvalidField(field, $"{field} is one of {string.Join(", ", words)}."));

    private static decimal? Limit(string field, decimal? value) =>
        value is null or (> 0 and <= MostRoomRentLimitInr) ? value
            : throw new ProblemException(Problem.InvalidField(field, $"{field} is above 0 and at most {MostRoomRentLimitInr} INR a day."));

    private static DateOnly? Date(string field, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1990 or > 2100)
            throw new ProblemException(Problem.InvalidField(field, $"{field} is a date between 1990-01-01 and 2100-12-31, as yyyy-mm-dd."));
        return date;
    }
}
