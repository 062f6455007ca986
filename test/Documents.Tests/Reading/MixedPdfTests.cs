using MediAgents.Documents.Reading;

namespace MediAgents.Documents.Tests.Reading;

public sealed class MixedPdfTests
{
    private const string Printed = "Description          Qty     Amount\nECG                    1     175.00\nConsultation           1     350.00";

    private readonly DocumentReader reader = new(new DocumentReaderOptions());

    [TesseractFact]
    public async Task Only_the_scanned_page_of_a_pdf_is_recognised_and_the_rest_read_as_it_is()
    {
        var scanned = await ScanPages.PixelsAsync(PdfPage.Of("PHARMACY ANNEXURE\n\nTab Paracetamol  25.00"));

        var text = await ReadAsync(PdfPage.Of((Printed, null), ("", scanned), (Printed, null)));

        text.Pages.Count.ShouldBe(3);
        text.Pages[0].ShouldContain("Consultation");
        text.Pages[1].ShouldContain("25.00");
        text.RecognisedPages.ShouldBe([2]);
        text.Source.ShouldBe(TextSource.PdfText);
        text.Remarks.ShouldHaveSingleItem().ShouldStartWith("Page 2:");
    }

    [TesseractFact]
    public async Task A_stamp_over_a_scan_does_not_hide_it()
    {
        var scanned = await ScanPages.PixelsAsync(PdfPage.Of("HOSPITAL BILL\n\nECG  175.00\n\nLipid profile  441.00"));

        var text = await ReadAsync(PdfPage.Of(("Scanned with some application", scanned)));

        text.Pages[0].ShouldContain("441.00");
        text.Source.ShouldBe(TextSource.Ocr);
    }

    [PopplerFact]
    public async Task A_text_layer_under_a_picture_of_the_page_is_read_and_counts_as_recognised()
    {
        var lines = string.Join('\n', Enumerable.Range(1, 20).Select(i => $"Item number {i}   {i}.00"));

        var text = await ReadAsync(PdfPage.Of((lines, Images.ImageFilesTests.Noise(300, 400))));

        text.Pages[0].ShouldContain("Item number 20");
        text.RecognisedPages.ShouldBe([1]);
        text.Source.ShouldBe(TextSource.PdfText);
    }

    [PopplerFact]
    public async Task Every_line_of_a_page_has_its_place()
    {
        var text = await ReadAsync(PdfPage.Of("first line of the page\nsecond line of the page"));

        var boxes = text.Boxes.ShouldHaveSingleItem();
        boxes.Count.ShouldBe(2);
        // The first line's baseline lies at 800 of 842 points, and a Courier letter of 10 points is 6 wide.
        boxes[0]!.Left.ShouldBe(40 / 595.0, 0.01);
        boxes[0]!.Width.ShouldBe(22 * 6 / 595.0, 0.01);
        boxes[0]!.Top.ShouldBeInRange(32 / 842.0, 42 / 842.0);
        boxes[1]!.Top.ShouldBe(boxes[0]!.Top + (12 / 842.0), 0.001);
    }

    [PopplerFact]
    public async Task Places_on_a_page_that_is_shown_turned_are_those_it_is_shown_with()
    {
        byte[][] objects =
        [
            PdfPage.Ascii("<< /Type /Catalog /Pages 2 0 R >>"),
            PdfPage.Ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            PdfPage.Ascii("<< /Type /Page /Parent 2 0 R /Rotate 90 /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>"),
            PdfPage.Ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"),
            PdfPage.Stream("", "BT /F1 10 Tf 0 1 -1 0 297.5 421 Tm (from the middle to the right) Tj ET"u8.ToArray()),
        ];

        var box = (await ReadAsync(PdfPage.Assembled(objects))).Boxes[0].ShouldHaveSingleItem().ShouldNotBeNull();

        box.Left.ShouldBe(0.5, 0.01);
        box.Top.ShouldBe(0.49, 0.02);
        box.Width.ShouldBe(28 * 6 / 842.0, 0.01);
    }

    [ScanFact]
    public async Task A_text_layer_that_shows_other_letters_than_the_page_is_recognised_instead()
    {
        string[] rows = ["विवरण|मात्रा|दर|राशि", .. Enumerable.Range(1, 12).Select(i => $"{new[] { "अस्पताल परामर्श शुल्क", "गुर्दे की डॉप्लर जांच", "इलेक्ट्रोलाइट्स" }[i % 3]}|{i}|{100 + i}.00|{i * (100 + i)}.00")];

        var text = await ReadAsync(await ScanPages.PrintAsync(rows));

        text.Pages[0].ShouldContain("परामर्श");
        text.Pages[0].ShouldContain("अस्पताल");
        // The figures of the layer were right, and two readings of them agree.
        text.Pages[0].ShouldContain("1344.00");
        text.RecognisedPages.ShouldBeEmpty();
        text.Remarks.ShouldHaveSingleItem().ShouldStartWith("Page 1:");
        text.Languages[0].ShouldBe("hindi");
    }

    private async Task<DocumentText> ReadAsync(byte[] pdf)
    {
        var result = await reader.ReadAsync(pdf, null, CancellationToken.None);
        return result.Text.ShouldNotBeNull(result.Message);
    }
}
