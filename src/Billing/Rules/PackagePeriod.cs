namespace MediAgents.Billing.Rules;

/// <summary>
/// The days that a CGHS package covers. Terms of empanelment count 12 days for specialised treatment, 7 for other major surgery, 3 for
/// laparoscopic surgery and normal delivery; which of them a row is stands in a list that is not at hand. So what lies from the day
/// before the operation to its third day is surely inside, what lies within twelve days may be, and the rest is not.
/// </summary>
internal sealed class PackagePeriod(LineContext package, DateOnly? admitted)
{
    private const int SureDays = 3;
    private const int MostDays = 12;

    public LineContext Package { get; } = package;

    /// <summary>Days are those on which the package can have been given.</summary>
    private readonly (DateOnly Earliest, DateOnly Latest) day = package.Days is { } days ? (days.Earliest, days.Latest) : (DateOnly.MinValue, DateOnly.MaxValue);

    /// <summary>How much of a line lies inside: the share that surely does and the share that may, 0 to 1.</summary>
    /// <param name="line">A line whose days are known.</param>
    /// <param name="isByDay">True when its quantity counts days from the printed one on.</param>
    public (decimal Sure, decimal Possible) Share(LineContext line, bool isByDay)
    {
        var days = line.Days!.Value;
        if (line.Day is not { } first)
            return Undated(days.Earliest, days.Latest, isByDay);
        var count = isByDay && line.Line.EffectiveQuantity is var quantity && quantity == decimal.Truncate(quantity) && quantity is > 1 and <= 100 ? (int)quantity : 1;
        var (sure, possible) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            sure += IsSure(first.AddDays(i)) ? 1 : 0;
            possible += IsPossible(first.AddDays(i)) ? 1 : 0;
        }

        return ((decimal)sure / count, (decimal)possible / count);
    }

    /// <summary>Without a day, what belongs to an operation belongs to this one; what is charged by the day lies inside if every possible day does.</summary>
    private (decimal Sure, decimal Possible) Undated(DateOnly earliest, DateOnly latest, bool isByDay)
    {
        if (!IsPossible(earliest) && !IsPossible(latest) && (latest < day.Earliest || earliest > day.Latest))
            return (0, 0);
        var stayIsShort = latest.DayNumber - earliest.DayNumber < SureDays;
        return (!isByDay || stayIsShort || (IsSure(earliest) && IsSure(latest)) ? 1 : 0, 1);
    }

    private bool IsSure(DateOnly date) => date >= Before(day.Latest, 1) && date <= After(day.Earliest, SureDays - 1);

    private bool IsPossible(DateOnly date) =>
        date <= After(day.Latest, MostDays - 1) && (date >= Before(day.Earliest, 1) || date >= admitted);

    private static DateOnly Before(DateOnly date, int days) => date.DayNumber < days ? DateOnly.MinValue : date.AddDays(-days);

    private static DateOnly After(DateOnly date, int days) => DateOnly.MaxValue.DayNumber - date.DayNumber < days ? DateOnly.MaxValue : date.AddDays(days);
}
