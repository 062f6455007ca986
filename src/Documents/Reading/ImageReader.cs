using MediAgents.Documents.Formats;
using MediAgents.Documents.Images;

namespace MediAgents.Documents.Reading;

/// <summary>Opens image files: bounds are checked on their heads, then their pixels are read.</summary>
internal sealed class ImageReader(DocumentReaderOptions bounds)
{
    /// <summary>Dots per inch at which a point of a page is a pixel.</summary>
    private const int PixelAPoint = 72;

    /// <summary>Why the file is not read at all; null if its head is in order.</summary>
    public ReadingResult? Refusal(ReadOnlyMemory<byte> content, DocumentFormat format)
    {
        var (pages, pixels) = format switch
        {
            DocumentFormat.Png => (1, ImageHead.OfPng(content.Span)?.Pixels),
            DocumentFormat.Jpeg => (1, ImageHead.OfJpeg(content.Span)?.Pixels),
            _ => TiffHead.Of(content.Span) is { } tiff ? (tiff.Pages, tiff.LargestPixels) : (1, (long?)null),
        };
        if (pixels is not { } size)
            return Damaged;
        if (size > bounds.MaxPixels)
            return ReadingResult.Unreadable(UnreadableReason.TooLarge, $"The image has more than {bounds.MaxPixels / 1_000_000} million pixels.");
        return pages > bounds.MaxOcrPages
            ? ReadingResult.Unreadable(UnreadableReason.TooLarge, $"The scan has more than {bounds.MaxOcrPages} pages.")
            : null;
    }

    /// <summary>The pixels of a PNG or JPEG as a PGM; a TIFF and an interlaced PNG as they are, for the recogniser to decode.</summary>
    public async Task<PageImage> OpenAsync(ReadOnlyMemory<byte> content, DocumentFormat format, CancellationToken cancellationToken)
    {
        if (format == DocumentFormat.Png)
            return new(PngFile.Decode(content, bounds.MaxImageSide)?.ToPgm() ?? content, null);
        if (format != DocumentFormat.Jpeg || ImageHead.OfJpeg(content.Span) is not { } head)
            return new(content, null);
        var image = await new Poppler(bounds).RenderAsync(ImagePdf.OfJpeg(content, head), 0, (head.Width, head.Height), PixelAPoint, cancellationToken);
        // The recogniser decodes JPEGs, too, only as they lie.
        if (image.Failure is { Reason: UnreadableReason.ToolMissing })
            return new(content, null);
        return image.Failure is { Reason: UnreadableReason.Damaged } ? image with { Failure = Damaged } : image with { Quarters = head.Quarters };
    }

    private static ReadingResult Damaged => ReadingResult.Unreadable(UnreadableReason.Damaged, "The image is damaged or cut off.");
}
