using System.Globalization;

namespace MediAgents.Primitives.Tests;

public sealed class SortableIdTests
{
    [Fact]
    public void An_id_is_its_prefix_and_twenty_six_characters()
    {
        var id = SortableId.New("r_", TimeProvider.System);

        id.Length.ShouldBe(28);
        id.ShouldStartWith("r_");
        SortableId.IsValid(id, "r_").ShouldBeTrue();
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00.000Z", "0000000000")]
    [InlineData("1970-01-01T00:00:00.033Z", "0000000011")]
    [InlineData("2016-07-30T23:54:10.259Z", "01ARZ3NDEK")] // the example of the ULID specification
    public void Its_first_ten_characters_are_the_milliseconds(string time, string expected)
    {
        var id = SortableId.New("", new FixedTime(time));

        id[..10].ShouldBe(expected);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00.000Z")]
    [InlineData("2026-11-20T09:30:00.123Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public void An_id_tells_when_it_was_made(string time) =>
        SortableId.TimeOf(SortableId.New("a_", new FixedTime(time))).ShouldBe(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a_1")]
    [InlineData("a_01ARZ3NDEKTSV4RRFFQ69G5FAu")]
    [InlineData("a_ZZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    public void What_is_no_id_tells_no_time(string? id) => SortableId.TimeOf(id).ShouldBeNull();

    [Fact]
    public void Ids_made_later_sort_behind()
    {
        var ids = Enumerable.Range(0, 200)
            .Select(i => SortableId.New("r_", new FixedTime(DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Pow(1.15, i)).ToString("O"))))
            .ToList();

        var distinct = ids.DistinctBy(id => id[..12]).ToList();
        distinct.Count.ShouldBeGreaterThan(150);
        distinct.ShouldBe(distinct.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ids_of_one_moment_differ()
    {
        var time = new FixedTime("2026-01-01T00:00:00Z");

        Enumerable.Range(0, 10_000).Select(_ => SortableId.New("", time)).ShouldBeUnique();
    }

    [Theory]
    [InlineData("")]
    [InlineData("r_")]
    [InlineData("r_01ARZ3NDEKTSV4RRFFQ69G5FA")] // too short
    [InlineData("r_01ARZ3NDEKTSV4RRFFQ69G5FAVX")] // too long
    [InlineData("s_01ARZ3NDEKTSV4RRFFQ69G5FAV")] // another prefix
    [InlineData("R_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("r_01arz3ndektsv4rrffq69g5fav")] // lower case
    [InlineData("r_01ARZ3NDEKTSV4RRFFQ69G5FAI")] // I, L, O and U are no digits
    [InlineData("r_01ARZ3NDEKTSV4RRFFQ69G5F/.")]
    public void What_is_no_id_is_not_valid(string id) => SortableId.IsValid(id, "r_").ShouldBeFalse();

    private sealed class FixedTime(string now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);
    }
}
