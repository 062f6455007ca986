using MediAgents.Records.Timeline;
using static MediAgents.Records.Tests.Timeline.Events;

namespace MediAgents.Records.Tests.Timeline;

public sealed class TimelineSummaryTests
{
    [Fact]
    public async Task Only_confirmed_events_are_facts()
    {
        var code = new EventCode("icd-10", "I10");
        var summary = await TimelineSummary.OfAsync(Stream(
            Event("a", "2019-03"),
            Of(new EventContent { Type = EventType.Diagnosis, Title = "b", OccurredAt = EventTime.Parse("2020"), Code = code }),
            Of(new EventContent { Type = EventType.Diagnosis, Title = "c", OccurredAt = EventTime.Parse("2020"), Code = code with { Value = "i10" } }),
            Of(new EventContent { Type = EventType.Diagnosis, Title = "d", OccurredAt = EventTime.Parse("2022") }, EventStatus.Proposed)));
        summary.Total.ShouldBe(3);
        summary.ByStatus.ShouldBe(new Dictionary<EventStatus, int> { [EventStatus.Confirmed] = 3, [EventStatus.Proposed] = 1 });
        summary.ByType.ShouldBe(new Dictionary<EventType, int> { [EventType.Diagnosis] = 2, [EventType.Note] = 1 });
        summary.ByYear.ShouldBe(new Dictionary<int, int> { [2019] = 1, [2020] = 2 });
        (summary.First?.Text, summary.Last?.Text).ShouldBe(("2019-03", "2020"));
        summary.Codes.ShouldBe([new CodeCount(code with { Value = "i10" }, 2)]);
    }

    [Fact]
    public async Task An_empty_timeline_has_a_summary_too() => (await TimelineSummary.OfAsync(Stream())).Total.ShouldBe(0);

    [Fact]
    public async Task Units_are_never_mixed_and_the_latest_is_told()
    {
        var summary = await TimelineSummary.OfAsync(Stream(
            Event("a", "2019", new Measurement("Glucose", 90, Unit: "mg/dL", Low: 70, High: 100), new Measurement("Glucose", 5.2m, Unit: "mmol/L")),
            Event("b", "2020", new Measurement("glucose", 110, Unit: "MG/DL", Flag: "high"), new Measurement("Culture", Text: "no growth"))));
        var trend = summary.Measurements[0];
        (trend.Name, trend.Unit, trend.Count, trend.Min, trend.Max, trend.Low, trend.High, trend.Flag, trend.Latest.EventId)
            .ShouldBe(("glucose", "MG/DL", 2, 90, 110, 70, 100, "high", "e_b"));
        summary.Measurements.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_one_test_in_a_report_is_one_here()
    {
        var first = Event("a", "2019", new Measurement("HbA1c", 7.1m, Unit: "%"), new Measurement("Creatinine", 90, Unit: "\u00b5mol/L"));
        var second = Event("b", "2020", new Measurement("HB A1c", 6.8m, Unit: " %"), new Measurement("S. Creatinine", 95, Unit: "\u03bcmol / l"));

        var summary = await TimelineSummary.OfAsync(Stream(first, second));

        summary.Measurements.Select(trend => (trend.Name, trend.Count)).ShouldBe([("S. Creatinine", 2), ("HB A1c", 2)]);
    }

    [Theory]
    [InlineData(TrendDirection.Unknown, 1, 9)]
    [InlineData(TrendDirection.Steady, 100, 101, 99, 100)]
    [InlineData(TrendDirection.Steady, 0, 0, 0)]
    [InlineData(TrendDirection.Rising, 100, 108, 121, 130)]
    [InlineData(TrendDirection.Falling, 130, 121, 108, 100)]
    [InlineData(TrendDirection.Varying, 100, 160, 90, 170, 100)]
    [InlineData(TrendDirection.Rising, -30, -20, -10)]
    public void The_direction_follows_from_the_last_values(TrendDirection direction, params int[] values) =>
        MeasurementTrends.DirectionOf([.. values.Select((value, i) => new TrendPoint(EventTime.Parse($"{2000 + i}"), value, "e"))]).ShouldBe(direction);

    [Fact]
    public void Values_of_one_moment_have_no_direction() =>
        MeasurementTrends.DirectionOf([.. Enumerable.Range(1, 5).Select(i => new TrendPoint(EventTime.Parse("2000"), i, "e"))]).ShouldBe(TrendDirection.Unknown);
}
