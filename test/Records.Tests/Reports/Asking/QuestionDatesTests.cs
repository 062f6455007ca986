using MediAgents.Records.Timeline;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Asking;

namespace MediAgents.Records.Tests.Reports.Asking;

public sealed class QuestionDatesTests
{
    [Theory]
    [InlineData("HbA1c in 2025", "2025", "2025")]
    [InlineData("HbA1c in March 2025?", "2025-03", "2025-03")]
    [InlineData("creatinine on 3rd of March 2025", "2025-03-03", "2025-03-03")]
    [InlineData("creatinine on March 3, 2025", "2025-03-03", "2025-03-03")]
    [InlineData("what was done on 03/11/2025", "2025-11-03", "2025-11-03")]
    [InlineData("what was done on 2025-11-03", "2025-11-03", "2025-11-03")]
    [InlineData("visits last year", "2025", "2025")]
    [InlineData("visits this month", "2026-11", "2026-11")]
    [InlineData("values since 2024", "2024", null)]
    [InlineData("values after March 2025", "2025-04-01", null)]
    [InlineData("values before 2025", null, "2024-12-31")]
    [InlineData("values until June 2025", null, "2025-06")]
    public void Times_are_read_as_people_write_them(string question, string? from, string? to)
    {
        var (period, rest) = QuestionDates.Read(question, TestRecord.Today);

        period.ShouldNotBeNull();
        (period.From?.Text, period.To?.Text).ShouldBe((from, to));
        rest.ShouldNotContain("20");
    }

    [Theory]
    [InlineData("What may I take for pain?")]
    [InlineData("Is 140 too high?")]
    [InlineData("on 31/02/2025")]
    [InlineData("on 2025-13-45")]
    public void What_is_no_time_is_none(string question) => QuestionDates.Read(question, TestRecord.Today).Period.ShouldBeNull();

    [Fact]
    public void Both_ends_of_a_period_are_included()
    {
        var march = QuestionDates.Read("in March 2025", TestRecord.Today).Period!;

        march.Contains(EventTime.Parse("2025-03-31T23:59:59Z")).ShouldBeTrue();
        march.Contains(EventTime.Parse("2025-03-01")).ShouldBeTrue();
        march.Contains(EventTime.Parse("2025-04-01")).ShouldBeFalse();
        new ReportPeriod().Contains(EventTime.Parse("2025")).ShouldBeTrue();
    }
}
