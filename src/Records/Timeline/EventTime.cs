using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediAgents.Records.Timeline;

/// <summary>How exactly a time is known.</summary>
public enum EventTimePrecision
{
    Year,
    Month,
    Day,
    Time,
}

/// <summary>
/// When something happened, as exactly as it is known: <c>2019</c>, <c>2019-03</c>, <c>2019-03-07</c> or
/// <c>2019-03-07T10:30:00+05:30</c> (a time of day has an offset). The Gregorian calendar, years 1900 to 2199.
/// </summary>
[JsonConverter(typeof(EventTimeJsonConverter))]
public readonly record struct EventTime
{
    private const int FirstYear = 1900, LastYear = 2199;

    private static readonly string[] TimeForms =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    private EventTime(string text, EventTimePrecision precision, DateTimeOffset start)
    {
        Text = text;
        Precision = precision;
        Start = start;
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    public EventTimePrecision Precision { get; }

    /// <summary>The earliest moment it can mean; what has no offset is taken as UTC. Timelines are ordered by it.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The first moment it can no longer mean; of a time of day, the moment itself.</summary>
    public DateTimeOffset End => Precision switch
    {
        EventTimePrecision.Year => Start.AddYears(1),
        EventTimePrecision.Month => Start.AddMonths(1),
        EventTimePrecision.Day => Start.AddDays(1),
        _ => Start,
    };

    public static EventTime Of(DateOnly day) => Parse(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <exception cref="FormatException">It is none of the four forms, or no such day exists.</exception>
    public static EventTime Parse(string text) =>
        TryParse(text, out var time) ? time : throw new FormatException("A time is written 2019, 2019-03, 2019-03-07 or 2019-03-07T10:30:00+05:30.");

    public static bool TryParse(string? text, out EventTime time)
    {
        time = default;
        var parsed = text?.Length switch
        {
            4 => Date(text, "yyyy", EventTimePrecision.Year),
            7 => Date(text, "yyyy-MM", EventTimePrecision.Month),
            10 => Date(text, "yyyy-MM-dd", EventTimePrecision.Day),
            > 10 and <= 40 => Moment(text),
            _ => null,
        };
        if (parsed is not { } found || found.Start.Year is < FirstYear or > LastYear)
            return false;
        time = found;
        return true;
    }

    public override string ToString() => Text;

    private static EventTime? Date(string text, string form, EventTimePrecision precision) =>
        DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new EventTime(text, precision, new DateTimeOffset(day, TimeSpan.Zero))
            : null;

    private static EventTime? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new EventTime(text, EventTimePrecision.Time, moment)
            : null;
}

internal sealed class EventTimeJsonConverter : JsonConverter<EventTime>
{
    public override EventTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EventTime.TryParse(reader.GetString(), out var time) ? time : throw new JsonException("Not a date or time.");

    public override void Write(Utf8JsonWriter writer, EventTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
