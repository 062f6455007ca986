using MediAgents.Documents.Images;
using MediAgents.Documents.Reading;

namespace MediAgents.Documents.Tests.Reading;

public sealed class SmallScanTests
{
    private static readonly string[] Rows =
    [
        "विवरण|मात्रा|दर|राशि", "परामर्श शुल्क|1|350.00|350.00", "रक्त परीक्षण|2|441.00|882.00", "X-Ray Chest PA view|1|230.00|230.00",
        "नर्सिंग शुल्क|4|120.00|480.00", "कमरा किराया|2|1,000.00|2,000.00", "यकृत जांच|3|377.00|1,131.00",
    ];

    [ScanFact]
    public async Task A_page_of_few_dots_to_the_inch_keeps_its_figures_and_says_where_they_stand()
    {
        var page = await ScanPages.PixelsAsync(await ScanPages.PrintAsync("body{font-size:10pt}", Rows));
        var small = ScanPages.Scanned(page.Reduced(2), 0.8, 6);

        var result = await new DocumentReader(new DocumentReaderOptions()).ReadAsync(PngWriter.Write(small), "hindi", CancellationToken.None);

        var text = result.Text.ShouldNotBeNull(result.Message);
        var lines = text.Pages[0].Split('\n');
        foreach (var row in Rows.Skip(1))
        {
            var figures = row.Split('|')[1..];
            lines.ShouldContain(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(3).SequenceEqual(figures), text.Pages[0]);
        }

        var box = text.Boxes[0][Array.FindIndex(lines, line => line.Contains("1,131.00", StringComparison.Ordinal))].ShouldNotBeNull();
        box.Top.ShouldBeInRange(0.1, 0.35);
        (box.Left + box.Width).ShouldBeLessThan(0.8);
    }

    [Fact]
    public void A_doubled_image_shows_the_same_in_four_times_the_pixels()
    {
        var image = new GrayImage(3, 2, [0, 120, 255, 40, 40, 200]);

        var doubled = image.Doubled();

        (doubled.Width, doubled.Height).ShouldBe((6, 4));
        doubled.Pixels[0].ShouldBe((byte)0);
        doubled.Pixels[5].ShouldBe((byte)255);
        var back = doubled.Reduced(2).Pixels;
        for (var i = 0; i < back.Length; i++)
            Math.Abs(back[i] - image.Pixels[i]).ShouldBeLessThan(50);
    }

    [Fact]
    public void Only_low_lines_of_text_are_made_larger()
    {
        GrayImage Page(int height, int side)
        {
            var page = GrayImage.White(side, side);
            for (var top = 20; top + height < side; top += 3 * height)
            {
                for (var y = top; y < top + height; y++)
                {
                    for (var x = 20; x < side - 20; x += 3)
                        page.Pixels[(y * side) + x] = 0;
                }
            }

            return page;
        }

        PreparedPage.Of(Page(12, 800)).Image.Width.ShouldBe(1600);
        PreparedPage.Of(Page(25, 800)).Image.Width.ShouldBe(800);
        PreparedPage.Of(Page(12, 1800)).Image.Width.ShouldBe(1800);
        PreparedPage.Of(GrayImage.White(800, 800)).Image.Width.ShouldBe(800);
    }
}
