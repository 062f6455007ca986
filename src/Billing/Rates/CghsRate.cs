namespace MediAgents.Billing.Rates;

/// <summary>City tiers of the CGHS office memorandum of 3 Oct 2025: rates fall from <see cref="I"/> to <see cref="III"/>.</summary>
public enum CityTier
{
    I,
    II,
    III,
}

/// <summary>The three columns of the CGHS rate list.</summary>
public enum CghsColumn
{
    NonNabh,
    Nabh,
    SuperSpeciality,
}

/// <summary>What kind of service a rate pays for; decides the ward rule and what may repeat.</summary>
public enum RateClass
{
    Consultation,
    Investigation,
    /// <summary>Day care or minor procedure, or one that may be: the memorandum's own list of them is not at hand.</summary>
    DayCare,
    Radiotherapy,
    CriticalCare,
    /// <summary>A stay billed by the day.</summary>
    Room,
    Blood,
    Implant,
    Package,
}

/// <summary>
/// One row of the CGHS package rates, INR, semi-private ward. Figures are indexed tier by tier, in each tier non-NABH, NABH,
/// super-speciality. <paramref name="Unverified"/> marks tiers whose figures never dispute a bill. Rates of ESI and PM-JAY have the
/// same form.
/// </summary>
public sealed record CghsRate(
    string Code, string Name, string Specialty, RateClass Class, decimal[] Figures, bool[] Derived, bool[] Unverified)
{
    /// <summary>
    /// The figures of each <see cref="Ward"/> where the list prints them by ward, null for one it does not print. Null as a whole when
    /// <see cref="Figures"/> are those of the semi-private ward and the ward rule of the memorandum moves them.
    /// </summary>
    public IReadOnlyList<decimal[]?>? Wards { get; init; }

    public decimal this[CityTier tier, CghsColumn column] => Figures[((int)tier * 3) + (int)column];

    /// <summary>True when it makes no difference to a price which of the two a service is.</summary>
    public bool CostsTheSameAs(CghsRate other) =>
        Figures.AsSpan().SequenceEqual(other.Figures) && (Wards, other.Wards) switch
        {
            (null, null) => true,
            ({ } mine, { } theirs) => mine.Zip(theirs).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second) && pair.First is null == pair.Second is null),
            _ => false,
        };

    public bool IsUnverified(CityTier tier) => Unverified[(int)tier];

    public bool IsDerived(CityTier tier) => Derived[(int)tier];
}
