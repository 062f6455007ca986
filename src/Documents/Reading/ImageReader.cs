using MediAgents.Documents.Formats;
using MediAgents.Documents.Images;
using MediAgents.Documents.Processes;

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

    /// <summary>How many images are to be opened; 1 for a TIFF with pages that only the recogniser decodes, all of them at once.</summary>
    public static int ImagesIn(ReadOnlyMemory<byte> content, DocumentFormat format)
    {
        if (format != DocumentFormat.Tiff || TiffHead.Of(content.Span) is not { Pages: var pages } || !ChildProcess.IsInstalled("pdftoppm"))
            return 1;
        return Enumerable.Range(0, pages).All(page => TiffPage.Of(content, page) is not null) ? pages : 1;
    }

    /// <summary>The pixels of a page as a PGM; a TIFF of a kind that only the recogniser decodes as it is.</summary>
    /// <param name="content">The file, whose head is in order.</param>
    /// <param name="format">What it is.</param>
    /// <param name="page">Which of its images, counted from 0.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<PageImage> OpenAsync(ReadOnlyMemory<byte> content, DocumentFormat format, int page, CancellationToken cancellationToken)
    {
        if (format == DocumentFormat.Tiff)
            return await OpenTiffAsync(content, page, cancellationToken);
        if (format == DocumentFormat.Png)
            return new(PngFile.Decode(content, bounds.MaxImageSide)?.ToPgm() ?? content, null);
        if (format != DocumentFormat.Jpeg || ImageHead.OfJpeg(content.Span) is not { } head)
            return new(content, null);
        var image = await new Poppler(bounds).RenderAsync(ImagePdf.OfJpeg(content, head), 0, (head.Width, head.Height), PixelAPoint, cancellationToken);
        return Named(image, content) with { Quarters = image.Failure is null ? head.Quarters : 0 };
    }

    private async Task<PageImage> OpenTiffAsync(ReadOnlyMemory<byte> content, int page, CancellationToken cancellationToken)
    {
        if (ImagesIn(content, DocumentFormat.Tiff) != TiffHead.Of(content.Span)?.Pages || TiffPage.Of(content, page) is not { } found)
            return new(content, null);
        var image = await new Poppler(bounds).RenderAsync(found.ToPdf(), 0, (found.Width, found.Height), PixelAPoint, cancellationToken);
        return Named(image, content);
    }

    /// <summary>Without the tool that renders PDFs the recogniser decodes the file, only as it lies.</summary>
    private static PageImage Named(PageImage image, ReadOnlyMemory<byte> content) => image.Failure switch
    {
        { Reason: UnreadableReason.ToolMissing } => new(content, null),
        { Reason: UnreadableReason.Damaged } => image with { Failure = Damaged },
        _ => image,
    };

    private static ReadingResult Damaged => ReadingResult.Unreadable(UnreadableReason.Damaged, "The image is damaged or cut off.");
}
