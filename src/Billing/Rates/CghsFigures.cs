using MediAgents.Billing.Rates.Import;

namespace MediAgents.Billing.Rates;

/// <summary>The figures of a row with what each is for, as few as say all.</summary>
internal static class CghsFigures
{
    public static IReadOnlyList<RateFigure> Of(CghsRate rate)
    {
        if (rate.Wards is not { } wards)
            return [.. Tiers(rate.Figures, "")];
        if (wards.All(figures => figures is not null && figures.AsSpan().SequenceEqual(wards[0])))
            return [.. Tiers(wards[0]!, "")];
        return [.. Enum.GetValues<Ward>().SelectMany(ward => wards[(int)ward] is { } figures ? Tiers(figures, ServiceWords.Word(ward)) : [])];
    }

    private static IEnumerable<RateFigure> Tiers(decimal[] figures, string ward)
    {
        if (figures.All(figure => figure == figures[0]))
            return [new(ward, figures[0])];
        return figures.Select((figure, i) => new RateFigure(
            $"{(CityTier)(i / 3)} {ServiceWords.Word((CghsColumn)(i % 3))} {ward}".TrimEnd(), figure));
    }
}
