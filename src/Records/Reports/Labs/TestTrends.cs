using System.Text.Json.Serialization;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Labs;

/// <summary>How a value stands to its reference range.</summary>
public enum LabStanding
{
    /// <summary>Neither flag nor range says.</summary>
    Unknown,
    Low,
    Normal,
    High,

    /// <summary>Out of range, of a result that is no number.</summary>
    Abnormal,
}

/// <summary>One value of a test.</summary>
/// <param name="Time">When it was measured.</param>
/// <param name="Value">The number; null where the result is words.</param>
/// <param name="Text">The result as printed.</param>
/// <param name="Low">Lower end of the reference range of this value.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Standing">How it stands to the range: the laboratory's flag, or else the range itself.</param>
/// <param name="EventId">The event it stands in.</param>
/// <param name="Version">The event's version.</param>
public sealed record LabValue(
    EventTime Time,
    decimal? Value,
    string? Text,
    decimal? Low,
    decimal? High,
    LabStanding Standing,
    string EventId,
    int Version)
{
    /// <summary>Known to lie outside of the range.</summary>
    [JsonIgnore]
    public bool IsOutOfRange => Standing is LabStanding.Low or LabStanding.High or LabStanding.Abnormal;
}

/// <summary>The values of one test in one unit, oldest first. Values in different units are not comparable and never one trend.</summary>
/// <param name="Test">The test's canonical name (<see cref="LabNames"/>).</param>
/// <param name="Name">Its name as last printed.</param>
/// <param name="Unit">As last printed; null for values without one.</param>
/// <param name="Values">At least one.</param>
public sealed record TestTrend(string Test, string Name, string? Unit, IReadOnlyList<LabValue> Values)
{
    /// <summary>What makes values one trend, however the unit is written.</summary>
    [JsonIgnore]
    public string Key => MeasurementKey.Of(Test, Unit).ToString();

    [JsonIgnore]
    public LabValue Latest => Values[^1];

    /// <summary>The values that are numbers.</summary>
    [JsonIgnore]
    public IEnumerable<LabValue> Numbers => Values.Where(value => value.Value is not null);
}

/// <summary>Gathers the values of laboratory tests and vital signs from events.</summary>
public static class TestTrends
{
    /// <summary>A trend a test and unit, in the order of the tests' names.</summary>
    public static IReadOnlyList<TestTrend> Of(IEnumerable<TimelineEvent> events)
    {
        var measured =
            from one in events
            where one.Content.Type is EventType.LabResult or EventType.VitalSign
            from measurement in one.Content.Measurements
            where measurement.Value is not null || !string.IsNullOrWhiteSpace(measurement.Text)
            let key = MeasurementKey.Of(measurement)
            where key is not null
            select (Key: key.Value, Measurement: measurement, Event: one);
        return [.. measured
            .GroupBy(each => each.Key)
            .OrderBy(group => group.Key.Test, StringComparer.Ordinal).ThenBy(group => group.Key.Unit, StringComparer.Ordinal)
            .Select(group =>
            {
                var ordered = group.OrderBy(each => each.Event.Content.OccurredAt.Start).ThenBy(each => each.Event.Position).ToList();
                var last = ordered[^1].Measurement;
                return new TestTrend(group.Key.Test, last.Name, last.Unit, [.. ordered.Select(each => ValueOf(each.Measurement, each.Event))]);
            })];
    }

    /// <summary>How a measurement stands to its range: by its flag, which the laboratory set; without one, by the range.</summary>
    public static LabStanding StandingOf(Measurement measurement) => measurement switch
    {
        { Flag: "low" } => LabStanding.Low,
        { Flag: "high" } => LabStanding.High,
        { Flag: "normal" } => LabStanding.Normal,
        { Flag: "abnormal" } => LabStanding.Abnormal,
        { Value: { } value, Low: { } low } when value < low => LabStanding.Low,
        { Value: { } value, High: { } high } when value > high => LabStanding.High,
        { Value: null } or { Low: null, High: null } => LabStanding.Unknown,
        _ => LabStanding.Normal,
    };

    private static LabValue ValueOf(Measurement measurement, TimelineEvent one) => new(
        one.Content.OccurredAt,
        measurement.Value,
        measurement.Text,
        measurement.Low,
        measurement.High,
        StandingOf(measurement),
        one.Id,
        one.Version);
}
