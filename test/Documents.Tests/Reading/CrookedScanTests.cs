using MediAgents.Documents.Images;
using MediAgents.Documents.Reading;

namespace MediAgents.Documents.Tests.Reading;

public sealed class CrookedScanTests
{
    private static readonly string[] Rows =
    [
        "Description|Qty|Rate|Amount", "Consultation OPD|1|350.00|350.00", "Lipid profile|2|441.00|882.00", "Serum electrolytes|3|175.00|525.00",
        "X-Ray Chest PA view|1|230.00|230.00", "Nursing charges|4|120.00|480.00", "Room rent general ward|2|1,000.00|2,000.00",
    ];

    private readonly DocumentReader reader = new(new DocumentReaderOptions());

    [ScanFact]
    public async Task A_crooked_grainy_page_keeps_its_rows_and_says_where_they_stand()
    {
        var straight = await PageAsync("");

        var text = await ReadAsync(ScanPages.Scanned(straight, 2.5, 25));

        ShouldHaveAllRows(text);
        // The rows fall to the right: their boxes on the page as it was sent are higher than a line of text.
        var (line, box) = text.Pages[0].Split('\n').Zip(text.Boxes[0]).First(pair => pair.First.Contains("Nursing", StringComparison.Ordinal));
        line.ShouldContain("480.00");
        box!.Height.ShouldBeInRange(0.015, 0.06);
        box.Left.ShouldBeInRange(0.03, 0.2);
        // Made straight, rows are as high as their letters, and stand equally far from each other however far they reach.
        var rows = text.StraightBoxes[0].OfType<Primitives.PageBox>().TakeLast(Rows.Length - 1).ToList();
        rows.ShouldAllBe(row => row.Height < 0.6 * box.Height);
        var distances = rows.Zip(rows.Skip(1), (one, other) => other.Top + (other.Height / 2) - one.Top - (one.Height / 2)).ToList();
        distances.Max().ShouldBeLessThan(1.2 * distances.Min());
    }

    [ScanFact]
    public async Task A_table_with_rules_around_its_cells_keeps_its_rows()
    {
        var page = await PageAsync("td{border:0.5pt solid #333} table{border-collapse:collapse}");

        ShouldHaveAllRows(await ReadAsync(ScanPages.Scanned(page, -1.2, 20)));
    }

    [ScanFact]
    public async Task Figures_at_the_middle_of_a_wrapped_description_are_read_in_a_row_of_their_own()
    {
        string[] rows = ["Description|Qty|Rate|Amount", "Consultation OPD|1|350.00|350.00", "Ultrasound of the whole abdomen with pelvis and both kidneys|2|1,441.00|2,882.00", "Serum electrolytes|3|175.00|525.00"];
        var page = await ScanPages.PixelsAsync(await ScanPages.PrintAsync("td:first-child{width:240pt} td{vertical-align:middle}", rows));

        var text = await ReadAsync(ScanPages.Scanned(page, 1, 20));

        var lines = text.Pages[0].Split('\n').Where(line => line.Trim().Length > 0).ToList();
        var at = lines.FindIndex(line => line.Contains("Ultrasound", StringComparison.Ordinal));
        lines[at + 1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["2", "1,441.00", "2,882.00"], text.Pages[0]);
        lines[at + 2].Trim().ShouldBe("pelvis and both kidneys");
        var boxes = text.Boxes[0].OfType<Primitives.PageBox>().ToList();
        boxes[at + 1].Top.ShouldBeInRange(boxes[at].Top, boxes[at + 2].Top);
        lines[at + 3].ShouldContain("525.00");
    }

    [ScanFact]
    public async Task A_photo_with_a_shadow_keeps_its_rows()
    {
        var page = await PageAsync("");
        for (var i = 0; i < page.Pixels.Length; i++)
            page.Pixels[i] = (byte)(page.Pixels[i] * (90 + (i % page.Width * 160 / page.Width)) / 255);

        ShouldHaveAllRows(await ReadAsync(page));
    }

    [ScanTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_page_that_lies_the_wrong_way_round_is_turned(int quarters)
    {
        var page = await PageAsync("");

        var text = await ReadAsync(page.Turned(quarters));

        ShouldHaveAllRows(text);
        var (_, box) = text.Pages[0].Split('\n').Zip(text.Boxes[0]).First(pair => pair.First.Contains("Nursing", StringComparison.Ordinal));
        // The table stands at the top of the page: where that is now depends on how the page lies.
        (quarters switch { 1 => box!.Left > 0.6, 2 => box!.Top > 0.6, _ => box!.Left < 0.4 }).ShouldBeTrue();
    }

    [ScanFact]
    public async Task A_jpeg_is_read_as_its_pixels_are_and_turned_as_its_camera_says()
    {
        var jpeg = await ScanPages.JpegAsync(await ScanPages.PrintAsync(Rows));

        // An Exif block that says the camera was held upside down: what it turns back is upside down.
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0];
        foreach (var content in (byte[][])[jpeg, [.. jpeg[..2], .. exif, .. jpeg[2..]]])
        {
            var text = (await reader.ReadAsync(content, "english", CancellationToken.None)).Text.ShouldNotBeNull();

            ShouldHaveAllRows(text);
            text.RecognisedPages.ShouldBe([1]);
        }
    }

    private static void ShouldHaveAllRows(DocumentText text)
    {
        foreach (var row in Rows.Skip(1))
        {
            var cells = row.Split('|');
            var line = text.Pages[0].Split('\n').FirstOrDefault(line => line.Contains(cells[0], StringComparison.Ordinal)).ShouldNotBeNull($"{cells[0]} in\n{text.Pages[0]}");
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(3).ShouldBe(cells[1..], text.Pages[0]);
        }
    }

    private static async Task<GrayImage> PageAsync(string style) => await ScanPages.PixelsAsync(await ScanPages.PrintAsync(style, Rows));

    private async Task<DocumentText> ReadAsync(GrayImage page)
    {
        var result = await reader.ReadAsync(PngWriter.Write(page), "english", CancellationToken.None);
        return result.Text.ShouldNotBeNull(result.Message);
    }
}
