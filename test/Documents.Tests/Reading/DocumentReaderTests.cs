using System.Text;
using MediAgents.Documents.Reading;

namespace MediAgents.Documents.Tests.Reading;

public sealed class DocumentReaderTests
{
    private readonly DocumentReader reader = new(new DocumentReaderOptions());

    [Fact]
    public async Task Text_comes_back_as_it_is_with_form_feeds_as_pages()
    {
        var result = await ReadAsync("first page\fsecond page ₹1,25,000"u8.ToArray());

        result.Text!.Pages.ShouldBe(["first page", "second page ₹1,25,000"]);
        result.Text.Source.ShouldBe(TextSource.Text);
    }

    [Fact]
    public async Task Utf16_with_a_byte_order_mark_is_read()
    {
        var bytes = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("रसीद")).ToArray();

        (await ReadAsync(bytes)).Text!.Pages.ShouldBe(["रसीद"]);
    }

    [Theory]
    [InlineData(new byte[0], UnreadableReason.Empty)]
    [InlineData(new byte[] { 32, 10, 32 }, UnreadableReason.Empty)]
    [InlineData(new byte[] { 65, 0xC3, 0x28, 66 }, UnreadableReason.InvalidEncoding)]
    [InlineData(new byte[] { 0, 1, 2, 3, 4 }, UnreadableReason.UnknownFormat)]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 0, 0 }, UnreadableReason.UnknownFormat)]
    public async Task What_cannot_be_read_says_why(byte[] content, UnreadableReason reason)
    {
        var result = await ReadAsync(content);

        result.Text.ShouldBeNull();
        result.Reason.ShouldBe(reason);
        result.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Text_over_the_limit_is_refused()
    {
        var small = new DocumentReader(new DocumentReaderOptions { MaxCharacters = 1000 });

        var result = await small.ReadAsync(new byte[2000].Select(_ => (byte)'a').ToArray(), null, CancellationToken.None);

        result.Reason.ShouldBe(UnreadableReason.TooLarge);
    }

    [PopplerFact]
    public async Task A_text_pdf_keeps_its_columns_and_pages()
    {
        var pdf = PdfPage.Of("Description          Qty     Amount\nECG                    1     175.00", "page two");

        var result = await ReadAsync(pdf);

        result.Text!.Source.ShouldBe(TextSource.PdfText);
        result.Text.Pages.Count.ShouldBe(2);
        result.Text.Pages[0].ShouldMatch(@"ECG\s{10,}1\s+175\.00");
    }

    [PopplerFact]
    public async Task A_pdf_with_more_pages_than_allowed_is_refused()
    {
        var few = new DocumentReader(new DocumentReaderOptions { MaxPages = 3 });

        var result = await few.ReadAsync(PdfPage.Of("one more page", "two", "three", "four"), null, CancellationToken.None);

        result.Reason.ShouldBe(UnreadableReason.TooLarge);
    }

    [PopplerFact]
    public async Task A_truncated_pdf_is_damaged_and_no_exception()
    {
        var result = await ReadAsync("%PDF-1.4\n1 0 obj\n<< /Type /Cat"u8.ToArray());

        result.Reason.ShouldBe(UnreadableReason.Damaged);
    }

    [TesseractFact]
    public async Task A_scan_is_recognised()
    {
        var page = await ScanPages.ImageAsync(PdfPage.Of("HOSPITAL BILL\n\nECG  175.00"));

        var result = await reader.ReadAsync(page, "english", CancellationToken.None);

        result.Text!.Source.ShouldBe(TextSource.Ocr);
        result.Text.Pages[0].ShouldContain("175.00");
    }

    private Task<ReadingResult> ReadAsync(byte[] content) => reader.ReadAsync(content, null, CancellationToken.None);
}
