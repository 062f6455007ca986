using MediAgents.Documents.Images;
using MediAgents.Documents.Reading;
using MediAgents.Documents.Tests.Reading;

namespace MediAgents.Documents.Tests.Images;

public sealed class TiffPageTests
{
    [PopplerFact]
    public async Task The_pages_of_a_tiff_come_back_pixel_for_pixel_however_they_are_stored()
    {
        GrayImage[] pages = [ImageFilesTests.Noise(140, 250), ImageFilesTests.Noise(60, 90)];
        foreach (var tiff in new[] { TiffWriter.Write(1, false, pages), TiffWriter.Write(8, false, pages), TiffWriter.Write(8, true, pages) })
        {
            ImageReader.ImagesIn(tiff, Formats.DocumentFormat.Tiff).ShouldBe(2);
            for (var i = 0; i < pages.Length; i++)
            {
                var read = (await new ImageReader(new DocumentReaderOptions()).OpenAsync(tiff, Formats.DocumentFormat.Tiff, i, CancellationToken.None)).Pixels().ShouldNotBeNull();
                (read.Width, read.Height).ShouldBe((pages[i].Width, pages[i].Height));
                read.Pixels.ShouldBe(pages[i].Pixels);
            }
        }
    }

    [ScanFact]
    public async Task A_crooked_tiff_of_two_pages_is_straightened_and_both_pages_are_read()
    {
        var first = await ScanPages.PixelsAsync(await ScanPages.PrintAsync("Consultation OPD|1|350.00|350.00", "Lipid profile|2|441.00|882.00", "Nursing charges|4|120.00|480.00"));
        var second = await ScanPages.PixelsAsync(await ScanPages.PrintAsync("Serum electrolytes|3|175.00|525.00", "Room rent general ward|2|1,000.00|2,000.00", "Oxygen per hour|3|80.00|240.00"));

        var result = await new DocumentReader(new DocumentReaderOptions()).ReadAsync(
            TiffWriter.Write(8, true, ScanPages.Scanned(first, 3, 15), ScanPages.Scanned(second, -2, 15)), "english", CancellationToken.None);

        var text = result.Text.ShouldNotBeNull(result.Message);
        text.Pages.Count.ShouldBe(2);
        text.RecognisedPages.ShouldBe([1, 2]);
        text.Pages[0].Split('\n').ShouldContain(line => line.Contains("Lipid", StringComparison.Ordinal) && line.EndsWith("882.00", StringComparison.Ordinal), text.Pages[0]);
        text.Pages[1].Split('\n').ShouldContain(line => line.Contains("Room", StringComparison.Ordinal) && line.EndsWith("2,000.00", StringComparison.Ordinal), text.Pages[1]);
    }

    [Fact]
    public void A_tiff_that_is_damaged_anywhere_is_no_page_and_no_exception()
    {
        var tiff = TiffWriter.Write(1, false, ImageFilesTests.Noise(20, 250));
        var random = new Random(6);
        TiffPage.Of(tiff, 0).ShouldNotBeNull().Strips.Count.ShouldBe(3);
        TiffPage.Of(tiff, 1).ShouldBeNull();
        for (var run = 0; run < 2000; run++)
        {
            var damaged = tiff[..random.Next(0, tiff.Length + 1)];
            for (var i = 0; i < 3 && damaged.Length > 0; i++)
                damaged[random.Next(Math.Max(0, damaged.Length - 150), damaged.Length)] = (byte)random.Next(256);
            if (TiffPage.Of(damaged, 0) is { } page)
                page.Strips.Sum(strip => strip.Height).ShouldBe(page.Height);
        }
    }
}
