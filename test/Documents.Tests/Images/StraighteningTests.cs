using MediAgents.Documents.Images;

namespace MediAgents.Documents.Tests.Images;

public sealed class StraighteningTests
{
    [Theory]
    [InlineData(-7.5)]
    [InlineData(-1.3)]
    [InlineData(0)]
    [InlineData(0.6)]
    [InlineData(2)]
    [InlineData(10)]
    public void The_angle_of_lines_of_text_is_found(double degrees)
    {
        var crooked = Straightening.Straighten(Lines(), -degrees);

        Skew(crooked).ShouldBe(degrees, 0.2);
    }

    [Fact]
    public void A_straight_page_is_not_turned() => Skew(Lines()).ShouldBe(0);

    [Fact]
    public void A_point_of_the_straightened_page_is_found_on_the_page_as_it_was()
    {
        var page = GrayImage.White(600, 800);
        for (var y = 100; y < 110; y++)
            page.Pixels.AsSpan((y * 600) + 400, 10).Clear();
        var straight = Straightening.Straighten(page, 4);
        var dark = Array.FindIndex(straight.Pixels, value => value < 60);

        var (x, y1) = Straightening.Back(dark % 600, dark / 600, 600, 800, 4);

        x.ShouldBe(404, 7.0);
        y1.ShouldBe(104, 7.0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(-1)]
    public void Quarters_turn_clockwise_and_back(int quarters)
    {
        var image = new GrayImage(3, 2, [1, 2, 3, 4, 5, 6]);

        image.Turned(quarters).Turned(-quarters).Pixels.ShouldBe(image.Pixels);
        image.Turned(1).Pixels.ShouldBe([4, 1, 5, 2, 6, 3]);
    }

    [Fact]
    public void The_place_of_a_word_on_a_page_read_upside_down_is_given_as_the_page_was_sent()
    {
        var page = Lines();

        var box = PreparedPage.Of(page, 2).Place(0, 0, 165, 117);

        box.Left.ShouldBe(0.9, 0.002);
        box.Top.ShouldBe(0.95, 0.002);
        box.Width.ShouldBe(0.1, 0.002);
    }

    [Fact]
    public void A_shadow_over_a_page_is_taken_away()
    {
        var page = Lines();
        for (var i = 0; i < page.Pixels.Length; i++)
            page.Pixels[i] = (byte)(page.Pixels[i] * (110 + (i % page.Width * 140 / page.Width)) / 255);

        var paper = Illumination.Of(page.Reduced(3));
        var evened = paper.Evened(page);

        paper.IsEven.ShouldBeFalse();
        ((double)evened.Pixels[(10 * page.Width) + 60]).ShouldBe(Illumination.EvenPaper, 40.0);
        ((double)evened.Pixels[(10 * page.Width) + 1600]).ShouldBe(Illumination.EvenPaper, 40.0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    public void Paper_becomes_white_with_its_grain_and_print_stays_dark_also_faint_print(byte print)
    {
        var page = Lines();
        for (var i = 0; i < page.Pixels.Length; i++)
            page.Pixels[i] = page.Pixels[i] < 128 ? print : (byte)235;
        var inked = page.Pixels.Select(value => value == print).ToArray();
        var grain = Reading.ScanPages.Scanned(page, 0, 15);

        var white = Whitening.Of(grain, 235).Pixels;

        white.Where((_, i) => !inked[i]).ShouldAllBe(value => value == 255);
        white.Where((_, i) => inked[i]).Average(value => (double)value).ShouldBeLessThan(190);
    }

    [Fact]
    public void A_page_with_nothing_on_it_is_blank_also_with_grain()
    {
        PreparedPage.Of(GrayImage.White(1654, 2339)).IsBlank.ShouldBeTrue();
        PreparedPage.Of(Reading.ScanPages.Scanned(GrayImage.White(1654, 2339), 0, 25)).IsBlank.ShouldBeTrue();
        PreparedPage.Of(Lines()).IsBlank.ShouldBeFalse();
    }

    private static double Skew(GrayImage image)
    {
        var reduced = image.Reduced(3);
        return new Ink(reduced, Illumination.Of(reduced)).Skew();
    }

    /// <summary>Lines of words: dark bars with gaps.</summary>
    private static GrayImage Lines()
    {
        var page = GrayImage.White(1654, 2339);
        var random = new Random(2);
        for (var line = 200; line < 2100; line += 45)
        {
            for (var x = 150; x < 1450; x += random.Next(40, 90))
            {
                for (var y = line; y < line + 18; y++)
                    page.Pixels.AsSpan((y * 1654) + x, 30).Clear();
            }
        }

        return page;
    }
}
