using System.Diagnostics.CodeAnalysis;
using System.Text;
using MediAgents.Documents.Formats;

namespace MediAgents.Documents.Reading;

/// <summary>
/// Reads the text of a document: plain text and CSV as they are, PDFs by their text layer, scans and images by OCR.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without wait handle holds nothing to free.")]
public sealed class DocumentReader(DocumentReaderOptions options)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SemaphoreSlim places = new(options.PagesAtOnce);

    /// <param name="content">The document's bytes.</param>
    /// <param name="language">Language of scans: <c>english hindi bengali tamil auto</c>; <c>auto</c> tells it by the script, null reads English.</param>
    /// <param name="cancellationToken">Stops the reading and its child processes.</param>
    public Task<ReadingResult> ReadAsync(ReadOnlyMemory<byte> content, string? language, CancellationToken cancellationToken) =>
        ReadAsync(content, language, recognised: null, cancellationToken);

    /// <param name="content">The document's bytes.</param>
    /// <param name="language">Language of scans: <c>english hindi bengali tamil auto</c>; <c>auto</c> tells it by the script, null reads English.</param>
    /// <param name="recognised">Told after each page of a scan but the last: how many are done, and of how many.</param>
    /// <param name="cancellationToken">Stops the reading and its child processes.</param>
    public Task<ReadingResult> ReadAsync(
        ReadOnlyMemory<byte> content,
        string? language,
        Func<int, int, ValueTask>? recognised,
        CancellationToken cancellationToken)
    {
        var format = DocumentFormats.Of(content.Span);
        return format switch
        {
            DocumentFormat.Text => Task.FromResult(ReadText(content.Span, options)),
            DocumentFormat.Pdf => new PdfReader(options, places).ReadAsync(content, language, recognised, cancellationToken),
            DocumentFormat.Png or DocumentFormat.Jpeg or DocumentFormat.Tiff => ReadImageAsync(content, format, language, recognised, cancellationToken),
            _ when content.IsEmpty => Task.FromResult(ReadingResult.Unreadable(UnreadableReason.Empty, "The document is empty.")),
            _ => Task.FromResult(ReadingResult.Unreadable(
                UnreadableReason.UnknownFormat,
                "The document is neither text, CSV, PDF, PNG, JPEG nor TIFF.")),
        };
    }

    private async Task<ReadingResult> ReadImageAsync(
        ReadOnlyMemory<byte> content,
        DocumentFormat format,
        string? language,
        Func<int, int, ValueTask>? recognised,
        CancellationToken cancellationToken)
    {
        var images = new ImageReader(options);
        if (images.Refusal(content, format) is { } refusal)
            return refusal;
        var (found, remark, failure) = await new ScanReader(options, places).ReadAsync(
            ImageReader.ImagesIn(content, format), (page, token) => images.OpenAsync(content, format, page, token), language, [], recognised, cancellationToken);
        if (failure is not null)
            return failure;
        var pages = found.SelectMany(image => image).Select(page => page.Layout()).ToList();
        if (pages.TrueForAll(page => string.IsNullOrWhiteSpace(page.Text)))
            return ReadingResult.Unreadable(UnreadableReason.NoText, "No text was recognised in the image.");
        return ReadingResult.Of(DocumentText.Of(pages, TextSource.Ocr) with
        {
            RecognisedPages = Enumerable.Range(1, pages.Count).ToHashSet(),
            Remarks = remark is null ? [] : [remark],
        });
    }

    private static ReadingResult ReadText(ReadOnlySpan<byte> content, DocumentReaderOptions bounds)
    {
        try
        {
            var text = Decode(content);
            if (string.IsNullOrWhiteSpace(text))
                return ReadingResult.Unreadable(UnreadableReason.Empty, "The document is empty.");
            return text.Length > bounds.MaxCharacters
                ? ReadingResult.Unreadable(UnreadableReason.TooLarge, $"The document has more than {bounds.MaxCharacters} characters.")
                : ReadingResult.Of(new DocumentText(text.Split('\f'), TextSource.Text));
        }
        catch (DecoderFallbackException)
        {
            return ReadingResult.Unreadable(UnreadableReason.InvalidEncoding, "The text is not valid UTF-8.");
        }
    }

    private static string Decode(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true).GetString(content[2..]);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true).GetString(content[2..]);
        return StrictUtf8.GetString(content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? content[3..] : content);
    }
}
