using FsCheck;
using FsCheck.Fluent;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Timeline;

public sealed class EventTimeTests
{
    [Fact]
    public void Days_are_ordered_as_calendars_order_them_and_lie_within_their_month_and_year()
    {
        var day = Gen.Choose(0, 109_000).Select(days => new DateOnly(1900, 1, 1).AddDays(days)).ToArbitrary();
        Prop.ForAll(day, day, (one, other) =>
            {
                EventTime a = EventTime.Of(one), b = EventTime.Of(other), month = EventTime.Parse($"{one:yyyy-MM}"), year = EventTime.Parse($"{one:yyyy}");
                return a.Start.CompareTo(b.Start) == one.CompareTo(other)
                    && month.Start <= a.Start && a.End <= month.End && year.Start <= month.Start && month.End <= year.End
                    && EventTime.Parse(a.Text) == a;
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_moment_is_the_same_in_every_zone()
    {
        var moment = from minutes in Gen.Choose(0, 100_000_000) from quarters in Gen.Choose(-48, 56) select (minutes, quarters);
        Prop.ForAll(moment.ToArbitrary(), at =>
            {
                var utc = new DateTimeOffset(1950, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(at.minutes);
                var local = utc.ToOffset(TimeSpan.FromMinutes(15 * at.quarters));
                return EventTime.Parse($"{local:yyyy-MM-dd'T'HH:mm:sszzz}").Start == utc;
            })
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("19")]
    [InlineData("2020-13")]
    [InlineData("2020-00-01")]
    [InlineData("2020-1-1")]
    [InlineData("2020-02-30")]
    [InlineData("2020-02-03T25:00:00Z")]
    [InlineData("2020-02-03T10:00:00+15:00")]
    [InlineData("2020-02-03 10:00")]
    [InlineData("\u0968\u0966\u0968\u0966")] // 2020 in Devanagari
    [InlineData("2200")]
    public void What_is_no_time_is_refused(string text) => EventTime.TryParse(text, out _).ShouldBeFalse();
}
