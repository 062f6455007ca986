using MediAgents.Documents.Images;
using MediAgents.Documents.Reading;
using MediAgents.Documents.Tests.Reading;

namespace MediAgents.Documents.Tests.Images;

public sealed class DarkBandsTests
{
    private const byte Paper = 230;

    [Fact]
    public void Light_print_on_a_dark_band_becomes_dark_print_on_paper()
    {
        var page = Page();
        Fill(page, 40, 100, 360, 140, 50);
        // A stroke of a letter, and a rule between two cells.
        Fill(page, 80, 110, 84, 130, 225);
        Fill(page, 200, 100, 202, 140, 240);

        DarkBands.MayBeOn(page.Reduced(3), Paper).ShouldBeTrue();
        DarkBands.MayBeOn(Page().Reduced(3), Paper).ShouldBeFalse();
        var inverted = DarkBands.Inverted(page, Paper);

        At(inverted, 60, 120).ShouldBeGreaterThan((byte)200);
        At(inverted, 82, 120).ShouldBeLessThan((byte)90);
        At(inverted, 201, 120).ShouldBeLessThan((byte)90);
        At(inverted, 20, 120).ShouldBe(Paper);
        At(inverted, 60, 50).ShouldBe(Paper);
        page.Pixels[(120 * page.Width) + 60].ShouldBe((byte)50);
    }

    [Fact]
    public void A_rule_a_picture_and_bold_print_stay()
    {
        var page = Page();
        Fill(page, 40, 20, 360, 24, 40);
        Fill(page, 40, 100, 360, 380, 40);
        // Strokes half as wide as what is between them.
        for (var x = 40; x < 360; x += 12)
            Fill(page, x, 60, x + 4, 84, 20);

        DarkBands.Inverted(page, Paper).ShouldBeSameAs(page);
    }

    [ScanFact]
    public async Task The_head_of_a_table_in_light_letters_on_dark_ground_is_read()
    {
        string[] rows = ["Particulars|Nights|Tariff|Charged", "Consultation OPD|1|350.00|350.00", "Lipid profile|2|441.00|882.00", "Nursing charges|4|120.00|480.00"];
        var pdf = await ScanPages.PrintAsync("tr:first-child td{background:#333;color:#fff;font-weight:bold}", rows);

        var result = await new DocumentReader(new DocumentReaderOptions()).ReadAsync(
            PngWriter.Write(ScanPages.Scanned(await ScanPages.PixelsAsync(pdf), 0.8, 15)), "english", CancellationToken.None);

        result.Text.ShouldNotBeNull().Pages[0].ShouldSatisfyAllConditions(
            text => text.ShouldContain("Particulars"), text => text.ShouldContain("Tariff"), text => text.ShouldContain("Charged"), text => text.ShouldContain("882.00"));
    }

    private static GrayImage Page()
    {
        var page = GrayImage.White(400, 400);
        page.Pixels.AsSpan().Fill(Paper);
        return page;
    }

    private static void Fill(GrayImage page, int left, int top, int right, int bottom, byte value)
    {
        for (var y = top; y < bottom; y++)
            page.Pixels.AsSpan((y * page.Width) + left, right - left).Fill(value);
    }

    private static byte At(GrayImage page, int x, int y) => page.Pixels[(y * page.Width) + x];
}
