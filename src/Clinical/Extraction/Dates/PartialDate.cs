namespace MediAgents.Clinical.Extraction.Dates;

/// <summary>A date as exactly as it is known: a year, a month or a day.</summary>
/// <param name="Year">1900 to 2199.</param>
/// <param name="Month">1 to 12; null when only the year is known.</param>
/// <param name="Day">Null when only year and month are known.</param>
public readonly record struct PartialDate(int Year, int? Month = null, int? Day = null) : IComparable<PartialDate>
{
    public const int FirstYear = 1900;

    public static PartialDate Of(DateOnly day) => new(day.Year, day.Month, day.Day);

    /// <summary>The first day it can mean.</summary>
    public DateOnly Start => new(Year, Month ?? 1, Day ?? 1);

    public int CompareTo(PartialDate other) => Start.CompareTo(other.Start);

    public static bool operator <(PartialDate left, PartialDate right) => left.CompareTo(right) < 0;

    public static bool operator >(PartialDate left, PartialDate right) => left.CompareTo(right) > 0;

    public static bool operator <=(PartialDate left, PartialDate right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PartialDate left, PartialDate right) => left.CompareTo(right) >= 0;

    /// <summary>ISO 8601: <c>2019</c>, <c>2019-03</c> or <c>2019-03-07</c>.</summary>
    public override string ToString() =>
        Month is not { } month ? $"{Year:D4}" : Day is not { } day ? $"{Year:D4}-{month:D2}" : $"{Year:D4}-{month:D2}-{day:D2}";
}

/// <summary>When an event was.</summary>
/// <param name="Date">The date.</param>
/// <param name="Stated">Whether the text says it of this event; otherwise it is the document's.</param>
internal readonly record struct EventDate(PartialDate Date, bool Stated);

/// <summary>A date in a text, and where it stands.</summary>
internal readonly record struct FoundDate(PartialDate Date, int Start, int End);
