using System.Text;
using MediAgents.Documents.Formats;

namespace MediAgents.Documents.Reading;

/// <summary>
/// Reads the text of a document: plain text and CSV as they are, PDFs by their text layer, scans and images by OCR.
/// </summary>
public sealed class DocumentReader(DocumentReaderOptions options)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="content">The document's bytes.</param>
    /// <param name="language">Language of scans: <c>english hindi bengali tamil auto</c>; <c>auto</c> and null read English.</param>
    /// <param name="cancellationToken">Stops the reading and its child processes.</param>
    public Task<ReadingResult> ReadAsync(ReadOnlyMemory<byte> content, string? language, CancellationToken cancellationToken) =>
        ReadAsync(content, language, recognised: null, cancellationToken);

    /// <param name="content">The document's bytes.</param>
    /// <param name="language">Language of scans: <c>english hindi bengali tamil auto</c>; <c>auto</c> and null read English.</param>
    /// <param name="recognised">Told after each page of a scan but the last: how many are done, and of how many.</param>
    /// <param name="cancellationToken">Stops the reading and its child processes.</param>
    public Task<ReadingResult> ReadAsync(
        ReadOnlyMemory<byte> content,
        string? language,
        Func<int, int, ValueTask>? recognised,
        CancellationToken cancellationToken)
    {
        return DocumentFormats.Of(content.Span) switch
        {
            DocumentFormat.Text => Task.FromResult(ReadText(content.Span, options)),
            DocumentFormat.Pdf => ReadPdfAsync(content, language, options, recognised, cancellationToken),
            DocumentFormat.Png or DocumentFormat.Jpeg or DocumentFormat.Tiff =>
                new Tesseract(options).ReadAsync([content], language, recognised, cancellationToken),
            _ when content.IsEmpty => Task.FromResult(ReadingResult.Unreadable(UnreadableReason.Empty, "The document is empty.")),
            _ => Task.FromResult(ReadingResult.Unreadable(
                UnreadableReason.UnknownFormat,
                "The document is neither text, CSV, PDF, PNG, JPEG nor TIFF.")),
        };
    }

    private static async Task<ReadingResult> ReadPdfAsync(
        ReadOnlyMemory<byte> content,
        string? language,
        DocumentReaderOptions bounds,
        Func<int, int, ValueTask>? recognised,
        CancellationToken cancellationToken)
    {
        var poppler = new Poppler(bounds);
        var text = await poppler.ReadTextAsync(content, cancellationToken);
        if (text.Reason != UnreadableReason.NoText)
            return text;
        var (images, failure) = await poppler.RenderAsync(content, cancellationToken);
        return failure ?? await new Tesseract(bounds).ReadAsync(images, language, recognised, cancellationToken);
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
                : ReadingResult.Of(text.Split('\f'), TextSource.Text);
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
