namespace MediAgents.Billing.Rates;

/// <summary>The entitlement that fixes ward charges.</summary>
public enum Ward
{
    General,
    SemiPrivate,
    Private,
}

/// <summary>
/// The rates that could apply to a service given what is known, INR per unit. Only a price above <see cref="High"/> is over the
/// tariff whatever the unknowns are. <see cref="Disputable"/> is false when the highest rate rests on an unverified figure.
/// </summary>
public readonly record struct RateRange(decimal Low, decimal High, CityTier TierOfHigh, CghsColumn ColumnOfHigh, bool Disputable)
{
    public bool IsExact => Low == High;
}

/// <summary>
/// Which CGHS figure applies (CGHS office memorandum of 3 Oct 2025, in force from 13 Oct 2025): figures are for the semi-private
/// ward; general ward 5 % less, private ward 5 % more, except consultation, investigations, radiotherapy, day care and minor
/// procedures. Tier and accreditation columns are taken as printed. What is unknown widens the range, never narrows it.
/// </summary>
public static class CghsTariff
{
    private const decimal GeneralWardFactor = 0.95m;
    private const decimal PrivateWardFactor = 1.05m;

    public static RateRange Applicable(CghsRate rate, CityTier? tier, bool? nabh, bool? superSpeciality, Ward? ward)
    {
        if (rate.Wards is { } printed)
            return Printed(rate, printed, tier, nabh, superSpeciality, ward);
        var range = Over(rate, [rate.Figures], tier, nabh, superSpeciality);
        var (lowFactor, highFactor) = WardFactors(rate.Class, ward);
        return range with { Low = Rupees(range.Low * lowFactor), High = Rupees(range.High * highFactor) };
    }

    /// <summary>A list that prints its figures by ward. One that it does not print could be any, so nothing is disputed there.</summary>
    private static RateRange Printed(CghsRate rate, IReadOnlyList<decimal[]?> wards, CityTier? tier, bool? nabh, bool? superSpeciality, Ward? ward)
    {
        var possible = ward is { } known ? [wards[(int)known]] : wards;
        var isWhole = possible.All(figures => figures is not null);
        var range = Over(rate, [.. (isWhole ? possible : wards).OfType<decimal[]>()], tier, nabh, superSpeciality);
        return range with { Disputable = range.Disputable && isWhole };
    }

    /// <summary>The range over every tier, column and set of figures still possible.</summary>
    private static RateRange Over(CghsRate rate, IReadOnlyList<decimal[]> possible, CityTier? tier, bool? nabh, bool? superSpeciality)
    {
        decimal low = decimal.MaxValue, high = 0;
        var (tierOfHigh, columnOfHigh) = (CityTier.I, CghsColumn.Nabh);
        foreach (var candidateTier in tier is { } known ? [known] : Enum.GetValues<CityTier>())
        {
            foreach (var column in Columns(nabh, superSpeciality))
            {
                foreach (var figures in possible)
                {
                    var figure = figures[((int)candidateTier * 3) + (int)column];
                    low = Math.Min(low, figure);
                    if (figure > high)
                        (high, tierOfHigh, columnOfHigh) = (figure, candidateTier, column);
                }
            }
        }

        return new(low, high, tierOfHigh, columnOfHigh, !rate.IsUnverified(tierOfHigh));
    }

    /// <summary>
    /// A known "not NABH" alone does not exclude the super-speciality column: whether it requires accreditation is not stated in
    /// what is at hand, so it is excluded only by <paramref name="superSpeciality"/> = false.
    /// </summary>
    private static IEnumerable<CghsColumn> Columns(bool? nabh, bool? superSpeciality)
    {
        if (superSpeciality is true)
            return [CghsColumn.SuperSpeciality];
        var columns = new List<CghsColumn>(3);
        if (nabh is not true)
            columns.Add(CghsColumn.NonNabh);
        if (nabh is not false)
            columns.Add(CghsColumn.Nabh);
        if (superSpeciality is null)
            columns.Add(CghsColumn.SuperSpeciality);
        return columns;
    }

    private static (decimal Low, decimal High) WardFactors(RateClass kind, Ward? ward) => (kind, ward) switch
    {
        (RateClass.Package, Ward.General) => (GeneralWardFactor, GeneralWardFactor),
        (RateClass.Package, Ward.SemiPrivate) => (1, 1),
        (RateClass.Package, Ward.Private) => (PrivateWardFactor, PrivateWardFactor),
        (RateClass.Package, _) => (GeneralWardFactor, PrivateWardFactor),
        // Whether these count as day care or minor is in the memorandum's own list, and blood costs the same in every column of the
        // list, so both readings stay open.
        (RateClass.DayCare or RateClass.CriticalCare or RateClass.Blood, Ward.General) => (GeneralWardFactor, 1),
        (RateClass.DayCare or RateClass.CriticalCare or RateClass.Blood, Ward.SemiPrivate) => (1, 1),
        (RateClass.DayCare or RateClass.CriticalCare or RateClass.Blood, Ward.Private) => (1, PrivateWardFactor),
        (RateClass.DayCare or RateClass.CriticalCare or RateClass.Blood, _) => (GeneralWardFactor, PrivateWardFactor),
        _ => (1, 1),
    };

    private static decimal Rupees(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
}
