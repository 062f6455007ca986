using System.Text.Json.Serialization;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Audit;

/// <summary>Who pays, and so which tariff binds.</summary>
public enum InsuranceType
{
    None,
    Cghs,
    Esi,
    Pmjay,
    Private,
}

/// <summary>What is known about a bill beyond its text. What is null is unknown and is never guessed in the hospital's disfavour.</summary>
public sealed record AuditOptions
{
    public InsuranceType InsuranceType { get; init; }

    public CityTier? CityTier { get; init; }

    public bool? Nabh { get; init; }

    public bool? SuperSpeciality { get; init; }

    public Ward? Ward { get; init; }

    /// <summary>The most that a private policy pays for a room, INR a day; null for a policy without such a limit or an unknown one.</summary>
    public decimal? RoomRentLimitInr { get; init; }

    /// <summary>The day of the service where neither the line nor the bill says it.</summary>
    public DateOnly? ServiceDate { get; init; }

    /// <summary>english, hindi, bengali, tamil or auto; the language of the report.</summary>
    public string? Language { get; init; }

    /// <summary>Tells today, against which dates in the future are found.</summary>
    [JsonIgnore]
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The list that prices of services are held against: the payer's own, and CGHS for want of one.</summary>
    internal TableKind TariffKind => InsuranceType switch
    {
        InsuranceType.Esi => TableKind.Esi,
        InsuranceType.Pmjay => TableKind.Pmjay,
        _ => TableKind.Cghs,
    };

    /// <summary>Today in India, which has one time zone, UTC+05:30.</summary>
    [JsonIgnore]
    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().ToOffset(TimeSpan.FromMinutes(330)).DateTime);
}
