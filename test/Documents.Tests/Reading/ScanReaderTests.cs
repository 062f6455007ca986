using MediAgents.Documents.Reading;

namespace MediAgents.Documents.Tests.Reading;

public sealed class ScanReaderTests
{
    private static readonly DocumentReaderOptions TwoAtOnce = new() { PagesAtOnce = 2 };

    private readonly DocumentReader reader = new(TwoAtOnce);

    [ScanFact]
    public async Task Auto_reads_a_hindi_page_in_hindi()
    {
        var text = await AutoAsync("विवरण|मात्रा|दर|राशि", "रक्त परीक्षण|2|450.00|900.00", "परामर्श शुल्क|1|350.00|350.00");

        text.Languages[0].ShouldBe("hindi");
        text.Pages[0].ShouldContain("परामर्श");
        text.Pages[0].ShouldContain("450.00");
        text.Remarks.ShouldBeEmpty();
    }

    [ScanFact]
    public async Task Auto_reads_a_bengali_page_in_bengali()
    {
        var text = await AutoAsync("বিবরণ|পরিমাণ|দর|টাকা", "রক্ত পরীক্ষা|2|450.00|900.00", "পরামর্শ ফি|1|350.00|350.00");

        text.Languages[0].ShouldBe("bengali");
        text.Pages[0].ShouldContain("পরীক্ষা");
        text.Pages[0].ShouldContain("450.00");
    }

    [ScanFact]
    public async Task Auto_reads_a_tamil_page_in_tamil()
    {
        var text = await AutoAsync("விவரம்|அளவு|விலை|தொகை", "இரத்த பரிசோதனை|2|450.00|900.00", "ஆலோசனை கட்டணம்|1|350.00|350.00");

        text.Languages[0].ShouldBe("tamil");
        text.Pages[0].ShouldContain("பரிசோதனை");
        text.Pages[0].ShouldContain("450.00");
    }

    [ScanFact]
    public async Task Auto_reads_a_mixed_page_in_both_languages()
    {
        var text = await AutoAsync("Description|Qty|Rate|Amount", "Complete Blood Count|2|450.00|900.00", "परामर्श शुल्क|1|350.00|350.00", "X-Ray Chest PA view|1|230.00|230.00");

        text.Languages.ShouldBe(["english", "hindi"]);
        text.Pages[0].ShouldContain("परामर्श");
        text.Pages[0].ShouldContain("Complete Blood Count");
    }

    [ScanFact]
    public async Task A_scan_without_letters_is_read_as_english_and_says_so()
    {
        var text = await AutoAsync("175.00|350.00", "225.00|450.00");

        text.Pages[0].ShouldContain("175.00");
        text.Remarks.ShouldHaveSingleItem().ShouldContain("English");
    }

    [ScanFact]
    public async Task Pages_recognised_at_the_same_time_come_back_in_order_and_are_counted()
    {
        var pdf = await ScanPages.PdfAsync("FIRST PAGE 175.00", "SECOND PAGE 225.00", "THIRD PAGE 325.00", "FOURTH PAGE 425.00");
        var counted = new List<(int, int)>();

        var result = await reader.ReadAsync(
            pdf,
            "english",
            (done, total) =>
            {
                counted.Add((done, total));
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);

        result.Text!.Source.ShouldBe(TextSource.Ocr);
        result.Text.Pages.Select(page => page.Split(' ')[0]).ShouldBe(["FIRST", "SECOND", "THIRD", "FOURTH"]);
        counted.ShouldBe([(1, 4), (2, 4), (3, 4)]);
    }

    [ScanFact]
    public async Task A_scan_with_more_pages_than_are_recognised_is_refused()
    {
        var pdf = await ScanPages.PdfAsync("ONE", "TWO", "THREE");

        var result = await new DocumentReader(new DocumentReaderOptions { MaxOcrPages = 2 }).ReadAsync(pdf, "english", CancellationToken.None);

        result.Reason.ShouldBe(UnreadableReason.TooLarge);
    }

    [TesseractFact]
    public async Task No_more_images_are_asked_for_than_pages_are_recognised_at_once()
    {
        var image = await ScanPages.ImageAsync(PdfPage.Of("HOSPITAL BILL"));
        using var places = new SemaphoreSlim(2);
        var (now, most) = (0, 0);

        var result = await new ScanReader(new DocumentReaderOptions { PagesAtOnce = 5 }, places).ReadAsync(
            5,
            async (_, token) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(20, token);
                Interlocked.Decrement(ref now);
                return new PageImage(image, null);
            },
            "english",
            [],
            null,
            CancellationToken.None);

        result.Pages.Count.ShouldBe(5);
        most.ShouldBeInRange(1, 2);
        places.CurrentCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_ends_the_reading_with_its_reason()
    {
        using var places = new SemaphoreSlim(2);
        var asked = 0;

        var result = await new ScanReader(TwoAtOnce, places).ReadAsync(
            30,
            (page, _) =>
            {
                Interlocked.Increment(ref asked);
                return Task.FromResult(new PageImage(default, ReadingResult.Unreadable(UnreadableReason.Damaged, $"Page {page}")));
            },
            "english",
            [],
            null,
            CancellationToken.None);

        result.Failure!.Reason.ShouldBe(UnreadableReason.Damaged);
        asked.ShouldBeLessThan(30);
        places.CurrentCount.ShouldBe(2);
    }

    private async Task<DocumentText> AutoAsync(params string[] rows) =>
        (await reader.ReadAsync(await ScanPages.ImageOfRowsAsync(rows), "auto", CancellationToken.None)).Text.ShouldNotBeNull();
}
