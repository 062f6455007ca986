using System.Diagnostics;
using MediAgents.Documents.Images;
using MediAgents.Documents.Reading;

namespace MediAgents.Documents.Tests.Reading;

/// <summary>What a hostile or broken file may cost: a clear reason, bounded time and memory, nothing left behind.</summary>
public sealed class BadDocumentTests
{
    private readonly DocumentReader reader = new(new DocumentReaderOptions());

    [Fact]
    public async Task Images_that_promise_too_many_pixels_are_refused_by_their_heads()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0x75, 0x30, 0x75, 0x30, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
        byte[] tiff = [.. "II*\0"u8, 8, 0, 0, 0, 2, 0, 0, 1, 4, 0, 1, 0, 0, 0, 0x30, 0x75, 0, 0, 1, 1, 4, 0, 1, 0, 0, 0, 0x30, 0x75, 0, 0, 0, 0, 0, 0];
        byte[][] images = [PngWriter.Write(30_000, 30_000, 8, 0, new byte[30]), jpeg, tiff];
        foreach (var image in images)
        {
            var result = await ReadAsync(image);

            result.Reason.ShouldBe(UnreadableReason.TooLarge);
            result.Message.ShouldContain("100 million pixels");
        }
    }

    [PopplerFact]
    public async Task An_image_in_a_pdf_that_promises_too_many_pixels_is_refused_before_it_is_drawn()
    {
        var result = await ReadAsync(WithPicture(30_000, 30_000));

        result.Reason.ShouldBe(UnreadableReason.TooLarge);
        result.Message.ShouldContain("pixels");
    }

    [TesseractFact]
    public async Task A_page_of_many_square_metres_is_drawn_small()
    {
        byte[][] objects =
        [
            PdfPage.Ascii("<< /Type /Catalog /Pages 2 0 R >>"),
            PdfPage.Ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            PdfPage.Ascii("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200000 200000] /Contents 4 0 R /Resources << >> >>"),
            PdfPage.Stream("", "0 0 100000 100000 re f"u8.ToArray()),
        ];

        var result = await ReadAsync(PdfPage.Assembled(objects));

        result.Reason.ShouldBe(UnreadableReason.NoText);
    }

    [PopplerFact]
    public async Task Ten_thousand_pages_are_refused_and_not_all_read()
    {
        var objects = new List<byte[]>
        {
            PdfPage.Ascii("<< /Type /Catalog /Pages 2 0 R >>"),
            PdfPage.Ascii($"<< /Type /Pages /Kids [{string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"{i + 3} 0 R"))}] /Count 10000 >>"),
        };
        objects.AddRange(Enumerable.Repeat(PdfPage.Ascii("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"), 10_000));

        var result = await ReadAsync(PdfPage.Assembled(objects));

        result.Reason.ShouldBe(UnreadableReason.TooLarge);
        result.Message.ShouldContain("300 pages");
    }

    [PopplerFact]
    public async Task A_stream_that_unpacks_to_ten_thousand_times_its_size_ends_at_the_bounds()
    {
        // 200 MB of drawing commands, packed three times to some kilobytes.
        var commands = new byte[200 * 1024 * 1024];
        commands.AsSpan().Fill((byte)' ');
        var packed = PdfPage.Deflated(PdfPage.Deflated(PdfPage.Deflated(commands)));
        byte[][] objects =
        [
            PdfPage.Ascii("<< /Type /Catalog /Pages 2 0 R >>"),
            PdfPage.Ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            PdfPage.Ascii("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"),
            PdfPage.Stream("/Filter [/FlateDecode /FlateDecode /FlateDecode] ", packed),
        ];

        var result = await new DocumentReader(new DocumentReaderOptions { ProcessSeconds = 2 }).ReadAsync(PdfPage.Assembled(objects), null, default);

        packed.Length.ShouldBeLessThan(50_000);
        result.Text.ShouldBeNull();
        result.Reason.ShouldNotBeNull().ShouldBeOneOf(UnreadableReason.TimedOut, UnreadableReason.TooLarge, UnreadableReason.NoText, UnreadableReason.Damaged);
    }

    [PopplerFact]
    public async Task What_needs_more_memory_than_it_may_take_is_too_large()
    {
        var result = await new DocumentReader(new DocumentReaderOptions { ProcessMegabytes = 64 }).ReadAsync(
            PdfPage.Of(("", Noise(4000, 5000))), null, default);

        result.Text.ShouldBeNull();
        result.Reason.ShouldNotBeNull().ShouldBeOneOf(UnreadableReason.TooLarge, UnreadableReason.Damaged);
    }

    [PopplerFact]
    public async Task An_encrypted_pdf_says_so()
    {
        // Standard security handler, revision 2: the empty password does not give this key.
        var lock32 = string.Concat(Enumerable.Repeat("41", 32));
        var pdf = System.Text.Encoding.Latin1.GetString(PdfPage.Of("a line of text that is long enough"))
            .Replace("/Root 1 0 R", $"/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{lock32}> /U <{lock32}> >>", StringComparison.Ordinal);

        var result = await ReadAsync(PdfPage.Ascii(pdf));

        result.Reason.ShouldBe(UnreadableReason.Encrypted);
        result.Message.ShouldContain("password");
    }

    [PopplerFact]
    public async Task Truncated_files_of_every_kind_give_a_reason_or_what_is_left()
    {
        var png = PngWriter.Write(Noise(300, 200));
        byte[][] whole = [PdfPage.Of("a line of text that is long enough"), png, [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0, 99, 0, 99, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xDA]];
        foreach (var file in whole)
        {
            foreach (var share in (double[])[0.1, 0.5, 0.9])
            {
                var result = await ReadAsync(file[..(int)(file.Length * share)]);

                (result.Text is not null || result.Message.Length > 0).ShouldBeTrue();
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0 }, UnreadableReason.UnknownFormat)]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0 }, UnreadableReason.UnknownFormat)]
    [InlineData(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3, 4 }, UnreadableReason.Damaged)]
    [InlineData(new byte[] { (byte)'I', (byte)'I', (byte)'*', 0, 9, 9, 9, 9 }, UnreadableReason.Damaged)]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0 }, UnreadableReason.Damaged)]
    public async Task A_file_is_what_its_bytes_say_and_not_its_name(byte[] content, UnreadableReason reason) =>
        (await ReadAsync(content)).Reason.ShouldBe(reason);

    [PopplerFact]
    public async Task Scripts_and_references_in_a_pdf_are_neither_run_nor_fetched()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/x";
        byte[][] objects =
        [
            PdfPage.Ascii($"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\(\"{address}\"\\)) >> /AA << /WC << /S /URI /URI ({address}) >> >> >>"),
            PdfPage.Ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            PdfPage.Ascii($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> /XObject << /I 6 0 R >> >> /AA << /O << /S /Launch /F (/bin/true) >> >> >>"),
            PdfPage.Ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"),
            PdfPage.Stream("", "BT /F1 10 Tf 40 800 Td (A line of text that is long enough) Tj ET /I Do"u8.ToArray()),
            PdfPage.Stream($"/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceGray /F << /FS /URL /F ({address}) >> ", []),
        ];

        var result = await ReadAsync(PdfPage.Assembled(objects));

        result.Text!.Pages[0].ShouldContain("A line of text");
        listener.Pending().ShouldBeFalse();
    }

    [TesseractFact]
    public async Task A_reading_that_is_cancelled_leaves_no_process_and_no_file_behind()
    {
        var scan = PdfPage.Of(("", ScanPages.Scanned(await ScanPages.PixelsAsync(PdfPage.Of(string.Join('\n', Enumerable.Repeat("A LINE OF THE BILL 175.00", 60)))), 1, 30)));
        var before = Directory.GetFileSystemEntries(Path.GetTempPath()).ToHashSet();
        using var cancel = new CancellationTokenSource();
        var reading = reader.ReadAsync(scan, "english", cancel.Token);
        await Bounded(() => Children().Count > 0);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        await Bounded(() => Children().Count == 0);
        Directory.GetFileSystemEntries(Path.GetTempPath()).Except(before).Where(entry => Path.GetFileName(entry).Contains("tess", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    /// <summary>Programs that this process has started and that still run, those of this test's document among them.</summary>
    private static List<string> Children() =>
    [
        .. Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Select(Status)
            .Where(status => status.Contains($"PPid:\t{Environment.ProcessId}\n", StringComparison.Ordinal) && status.StartsWith("Name:\ttesseract", StringComparison.Ordinal)
                && !status.Contains("State:\tZ", StringComparison.Ordinal)),
    ];

    private static string Status(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "status"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task Bounded(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
            await Task.Delay(5);
        }
    }

    private static byte[] WithPicture(int width, int height) => PdfPage.Assembled(
    [
        PdfPage.Ascii("<< /Type /Catalog /Pages 2 0 R >>"),
        PdfPage.Ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        PdfPage.Ascii("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>"),
        PdfPage.Stream("", "595 0 0 842 0 0 cm /I Do"u8.ToArray()),
        PdfPage.Picture(width, height, new byte[1000]),
    ]);

    private static GrayImage Noise(int width, int height) => Images.ImageFilesTests.Noise(width, height);

    private Task<ReadingResult> ReadAsync(byte[] content) => reader.ReadAsync(content, null, CancellationToken.None);
}
