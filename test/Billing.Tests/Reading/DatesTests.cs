using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading;

public sealed class DatesTests
{
    private static readonly string[] Formats =
        ["dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy-MM-dd", "dd-MMM-yyyy", "dd MMM yyyy", "dd-MMMM-yyyy", "dd/MM/yy", "dd.MM.yy", "dd-MMM-yy"];

    [Fact]
    public void Every_date_survives_every_format_hospitals_use()
    {
        var days = Gen.Choose(new DateOnly(1975, 1, 1).DayNumber, new DateOnly(2060, 12, 31).DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();
        Prop.ForAll(days, day => Formats.All(format =>
            Dates.TryParse(day.ToString(format, CultureInfo.InvariantCulture), out var read) && read == day)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("13/10/2025 10:30 AM")]
    [InlineData("2025-10-13T10:30")]
    [InlineData("10/13/2025")]
    public void A_time_after_it_and_a_month_in_front_do_no_harm(string text)
    {
        Dates.TryParse(text, out var date).ShouldBeTrue();
        date.ShouldBe(new DateOnly(2025, 10, 13));
    }

    [Theory]
    [InlineData("1 2 2025")]
    [InlineData("31/02/2025")]
    [InlineData("1.25.000")]
    [InlineData("2D echo")]
    [InlineData("00/00/0000")]
    [InlineData("13/10")]
    public void What_is_no_date_is_refused(string text) => Dates.TryParse(text, out _).ShouldBeFalse();
}
