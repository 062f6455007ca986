using MediAgents.Billing.Rates;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Making;

/// <summary>
/// What a unit may cost, worked out from the official figures and the rules of contract.md alone, so that a mistake of the product's
/// own rules cannot hide in the expected findings.
/// </summary>
internal static class Tariffs
{
    /// <summary>Day on which the CGHS memorandum of 3 Oct 2025 came into force.</summary>
    public static DateOnly CghsBegins { get; } = new(2025, 10, 13);

    /// <summary>First day of the year whose index is the last that moved the ceilings.</summary>
    public static DateOnly CeilingsBegin { get; } = new(2025, 4, 1);

    /// <summary>Last day whose price index is notified in the tables at hand.</summary>
    public static DateOnly CeilingsEnd { get; } = new(2026, 3, 31);

    /// <summary>+12.1218 % from 1 Apr 2023, +0.00551 % from 1 Apr 2024, +1.74028 % from 1 Apr 2025.</summary>
    private const decimal Index = 1.121218m * 1.0000551m * 1.0174028m;

    /// <summary>Most medicines bear 5 % GST from this day and bore 12 % before it.</summary>
    private static readonly DateOnly LowerGst = new(2025, 9, 22);

    private const decimal UsualGst = 1.05m;

    /// <summary>The most that a medicine bore; what lies between the two is nobody's fault for certain.</summary>
    private const decimal HighestGst = 1.12m;

    private static readonly Dictionary<string, CghsRate> Rates =
        RateBook.Shipped.Cghs.Rates.ToDictionary(rate => rate.Code, StringComparer.Ordinal);

    /// <summary>
    /// The highest rate of the row meant over all that is unknown, that over every row the wording may also mean, and whether the figures are
    /// verified.
    /// </summary>
    public static (decimal Meant, decimal Most, bool IsVerified) Highest(ServiceWording service, ExpectedOptions options)
    {
        var rates = service.Codes.Select(code => Highest(Cghs(code), options)).ToList();
        return (rates[0].Inr, rates.Max(rate => rate.Inr), rates.TrueForAll(rate => rate.IsVerified));
    }

    /// <summary>The row's highest figure in any tier and column.</summary>
    public static decimal Top(ServiceWording service) => service.Codes.Max(code => Cghs(code).Figures.Max());

    private static CghsRate Cghs(string code) => Rates.TryGetValue(code, out var rate)
        ? rate
        : throw new InvalidOperationException($"The wording names CGHS {code}, which the table does not have.");

    private static (decimal Inr, bool IsVerified) Highest(CghsRate rate, ExpectedOptions options)
    {
        var tier = options.CityTier switch { "I" => CityTier.I, "II" => CityTier.II, "III" => CityTier.III, _ => (CityTier?)null };
        var (highest, verified) = (0m, true);
        foreach (var possible in tier is { } known ? [known] : Enum.GetValues<CityTier>())
        {
            foreach (var column in Columns(options))
            {
                if (rate[possible, column] > highest)
                    (highest, verified) = (rate[possible, column], !rate.IsUnverified(possible));
            }
        }

        return (DraftLine.Money(highest * HighestWard(rate.Class, options.Ward)), verified);
    }

    /// <summary>The ceiling of one tariff unit on a day of the table, INR with the usual and with the highest tax; null outside of it.</summary>
    public static (decimal Usual, decimal Highest)? Ceiling(MedicineWording medicine, DateOnly day)
    {
        if (day < CeilingsBegin || day > CeilingsEnd)
            return null;
        var ceiling = RateBook.Shipped.Nppa.Ceilings.First(row =>
            row.Molecule == medicine.Molecule && row.Formulation == medicine.Formulation && row.Pack == medicine.NppaPack);
        return (ceiling.CeilingInr * Index * (day < LowerGst ? HighestGst : UsualGst), ceiling.CeilingInr * Index * HighestGst);
    }

    private static CghsColumn[] Columns(ExpectedOptions options)
    {
        if (options.SuperSpeciality is true)
            return [CghsColumn.SuperSpeciality];
        CghsColumn[] ordinary = options.Nabh switch
        {
            true => [CghsColumn.Nabh],
            false => [CghsColumn.NonNabh],
            null => [CghsColumn.NonNabh, CghsColumn.Nabh],
        };
        return options.SuperSpeciality is false ? ordinary : [.. ordinary, CghsColumn.SuperSpeciality];
    }

    /// <summary>General ward 5 % less, private 5 % more, for packages; where the memorandum's list of exceptions decides, the higher.</summary>
    private static decimal HighestWard(RateClass kind, string? ward) => kind switch
    {
        RateClass.Consultation or RateClass.Investigation or RateClass.Radiotherapy => 1,
        RateClass.Package => ward switch { "general" => 0.95m, "semi_private" => 1, _ => 1.05m },
        _ => ward is "general" or "semi_private" ? 1 : 1.05m,
    };
}
