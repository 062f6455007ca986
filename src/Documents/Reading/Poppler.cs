using System.Text;
using MediAgents.Documents.Layout;
using MediAgents.Documents.Processes;

namespace MediAgents.Documents.Reading;

/// <summary>Reads PDFs through poppler's <c>pdftotext</c>, <c>pdfinfo</c>, <c>pdfimages</c> and <c>pdftoppm</c>, which neither run scripts nor follow references.</summary>
internal sealed class Poppler(DocumentReaderOptions bounds)
{
    /// <summary>Dots per inch of rendered pages.</summary>
    private const int Resolution = 200;

    /// <summary>Points per inch, the unit of a PDF page.</summary>
    private const double PointsPerInch = 72;

    private ProcessLimits Limits => new(
        TimeSpan.FromSeconds(bounds.ProcessSeconds),
        bounds.ProcessMegabytes * 1024L * 1024L,
        Math.Max(bounds.MaxCharacters, 64 * 1024 * 1024));

    private string PageAfterLast => (bounds.MaxPages + 1).ToString();

    /// <summary>The words of each page's text layer.</summary>
    public async Task<(IReadOnlyList<PageWords> Pages, ReadingResult? Failure)> ReadWordsAsync(ReadOnlyMemory<byte> pdf, CancellationToken cancellationToken)
    {
        string[] arguments = ["-bbox", "-enc", "UTF-8", "-l", PageAfterLast, "-", "-"];
        var turning = MayBeTurned(pdf.Span) ? TurnedPagesAsync(pdf, cancellationToken) : Task.FromResult(new HashSet<int>());
        var result = await ChildProcess.RunAsync("pdftotext", arguments, pdf, Limits, cancellationToken);
        var turned = await turning;
        if (Failure(result) is { } failure)
            return ([], failure);
        // The size told is that of the page as it is stored, the words stand on the page as it is shown.
        var pages = BoundingBoxes.Read(result.Output).Select((page, i) => turned.Contains(i + 1) ? page with { Width = page.Height, Height = page.Width } : page).ToList();
        if (pages.Count > bounds.MaxPages)
            return ([], ReadingResult.Unreadable(UnreadableReason.TooLarge, $"The document has more than {bounds.MaxPages} pages."));
        return pages.Count == 0 ? ([], ReadingResult.Unreadable(UnreadableReason.Damaged, "The PDF has no pages.")) : (pages, null);
    }

    /// <summary>The pages, counted from 1, that are shown turned by a quarter.</summary>
    private async Task<HashSet<int>> TurnedPagesAsync(ReadOnlyMemory<byte> pdf, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync("pdfinfo", ["-f", "1", "-l", PageAfterLast, "-"], pdf, Limits, cancellationToken);
        var turned = new HashSet<int>();
        foreach (var line in Encoding.UTF8.GetString(result.Output).Split('\n'))
        {
            // Page    1 rot:   90
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["Page", var number, "rot:", "90" or "270"] && int.TryParse(number, out var page))
                turned.Add(page);
        }

        return turned;
    }

    /// <summary>Whether the file turns a page, or hides its pages in compressed objects.</summary>
    private static bool MayBeTurned(ReadOnlySpan<byte> pdf) => pdf.IndexOf("/Rotate"u8) >= 0 || pdf.IndexOf("/ObjStm"u8) >= 0;

    /// <summary>The images drawn on the pages, told by their heads alone; none are decoded.</summary>
    public async Task<(IReadOnlyList<DrawnImage> Images, ReadingResult? Failure)> ListImagesAsync(ReadOnlyMemory<byte> pdf, CancellationToken cancellationToken)
    {
        string[] arguments = ["-list", "-l", PageAfterLast, "-"];
        var result = await ChildProcess.RunAsync("pdfimages", arguments, pdf, Limits, cancellationToken);
        return Failure(result) is { } failure ? ([], failure) : (DrawnImage.Read(Encoding.UTF8.GetString(result.Output)), null);
    }

    /// <summary>A page as a grey PGM image.</summary>
    /// <param name="pdf">The document.</param>
    /// <param name="page">The page, counted from 0.</param>
    /// <param name="size">Its width and height in points.</param>
    /// <param name="cancellationToken">Stops the process.</param>
    public Task<PageImage> RenderAsync(ReadOnlyMemory<byte> pdf, int page, (double Width, double Height) size, CancellationToken cancellationToken) =>
        RenderAsync(pdf, page, size, Resolution, cancellationToken);

    /// <param name="resolution">Dots per inch, fewer for a page that would have more than <see cref="DocumentReaderOptions.MaxImageSide"/> dots on a side.</param>
    public async Task<PageImage> RenderAsync(
        ReadOnlyMemory<byte> pdf,
        int page,
        (double Width, double Height) size,
        int resolution,
        CancellationToken cancellationToken)
    {
        var number = (page + 1).ToString();
        var isLarge = Math.Max(size.Width, size.Height) / PointsPerInch * resolution > bounds.MaxImageSide;
        string[] scale = isLarge ? ["-scale-to", bounds.MaxImageSide.ToString()] : ["-r", resolution.ToString()];
        var result = await ChildProcess.RunAsync("pdftoppm", [.. scale, "-gray", "-f", number, "-l", number, "-"], pdf, Limits, cancellationToken);
        return new(result.Output, Failure(result));
    }

    private ReadingResult? Failure(ProcessResult result) => result.End switch
    {
        ProcessEnd.Succeeded => null,
        ProcessEnd.NotInstalled => ReadingResult.Unreadable(
            UnreadableReason.ToolMissing,
            "PDFs and images cannot be read here: install the package poppler-utils."),
        ProcessEnd.TimedOut => ReadingResult.Unreadable(
            UnreadableReason.TimedOut,
            $"The PDF could not be read within {bounds.ProcessSeconds} seconds."),
        ProcessEnd.TooMuchOutput => ReadingResult.Unreadable(UnreadableReason.TooLarge, "The PDF holds more text than is read."),
        ProcessEnd.OutOfMemory => ReadingResult.Unreadable(UnreadableReason.TooLarge, $"The PDF needs more than {bounds.ProcessMegabytes} MB to be read."),
        _ when result.Error.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            ReadingResult.Unreadable(UnreadableReason.Encrypted, "The PDF is encrypted: send it without a password."),
        _ => ReadingResult.Unreadable(UnreadableReason.Damaged, "The PDF is damaged or cut off."),
    };
}
