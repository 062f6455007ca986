using MediAgents.Documents.Images;

namespace MediAgents.Documents.Tests.Images;

public sealed class RuledLinesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(150, 2)]
    public void Rules_are_taken_out_where_they_cross_too(byte ink, int thickness)
    {
        var page = GrayImage.White(1000, 1400);
        Fill(page, 100, 300, 800, thickness, ink);
        Fill(page, 400, 200, thickness, 400, ink);

        var cleaned = RuledLines.Without(page, 255);

        cleaned.Pixels.Count(value => value < 200).ShouldBe(0);
    }

    [Fact]
    public void A_letter_that_touches_a_rule_stays()
    {
        var page = GrayImage.White(1000, 1400);
        Fill(page, 100, 300, 800, 2, 0);
        Fill(page, 500, 290, 4, 30, 0);

        var cleaned = RuledLines.Without(page, 255);

        Enumerable.Range(290, 30).ShouldAllBe(y => cleaned.Pixels[(y * 1000) + 501] == 0);
        cleaned.Pixels[(300 * 1000) + 200].ShouldBe((byte)255);
    }

    [Fact]
    public void The_headline_over_a_line_of_devanagari_is_no_rule()
    {
        var page = GrayImage.White(1000, 1400);
        Fill(page, 100, 300, 700, 3, 0);
        for (var x = 100; x < 800; x += 14)
            Fill(page, x, 303, 4, 16, 0);

        RuledLines.Without(page, 255).ShouldBeSameAs(page);
    }

    [Fact]
    public void A_page_without_rules_stays_as_it_is()
    {
        var page = GrayImage.White(1000, 1400);
        Fill(page, 100, 300, 120, 2, 0);

        RuledLines.Without(page, 255).ShouldBeSameAs(page);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 9)]
    [InlineData(2000, 3)]
    public void Pages_of_any_size_are_taken(int width, int height) =>
        RuledLines.Without(new GrayImage(width, height, new byte[width * height]), 255).Width.ShouldBe(width);

    private static void Fill(GrayImage page, int left, int top, int width, int height, byte value)
    {
        for (var y = top; y < top + height; y++)
            page.Pixels.AsSpan((y * page.Width) + left, width).Fill(value);
    }
}
