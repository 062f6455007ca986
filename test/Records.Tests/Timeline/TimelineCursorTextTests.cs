using FsCheck;
using FsCheck.Fluent;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Timeline;

public sealed class TimelineCursorTextTests
{
    private static readonly TimelineFilter Filter = new(Code: "icd-10|I10", Status: EventStatus.Proposed);
    private static readonly TimelineCursor Cursor = new(123, -456, 7);

    [Fact]
    public void A_cursor_comes_back_as_it_was()
    {
        var number = Gen.Choose(0, int.MaxValue).Select(i => (long)i * i);
        var cursor = from asOf in number from at in number from position in number from sign in Gen.Elements(1, -1) select new TimelineCursor(asOf, at * sign, position);
        Prop.ForAll(cursor.ToArbitrary(), one =>
                TimelineCursorText.Decode(TimelineCursorText.Encode(one, Filter, TimelineOrder.OldestFirst), Filter, TimelineOrder.OldestFirst) == one)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void It_belongs_to_its_filter_and_order()
    {
        var text = TimelineCursorText.Encode(Cursor, Filter, TimelineOrder.NewestFirst);
        TimelineFilter[] others =
        [
            new(), Filter with { Code = "icd-10|I11" }, Filter with { Status = null }, Filter with { Code = null, BodyPart = Filter.Code },
            Filter with { From = DateTimeOffset.UnixEpoch }, Filter with { Type = EventType.Note }, Filter with { AnyStatus = true },
        ];
        others.ShouldAllBe(other => TimelineCursorText.Decode(text, other, TimelineOrder.NewestFirst) == null);
        TimelineCursorText.Decode(text, Filter, TimelineOrder.OldestFirst).ShouldBeNull();
        TimelineCursorText.Decode(text, Filter with { Code = "ICD-10|i10" }, TimelineOrder.NewestFirst).ShouldBe(Cursor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("0000000000000000000000000000000000000000000")]
    [InlineData("==========================================!")]
    public void What_is_no_cursor_is_refused(string text) => TimelineCursorText.Decode(text, Filter, default).ShouldBeNull();
}
