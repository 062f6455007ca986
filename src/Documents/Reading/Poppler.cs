using System.Text;
using MediAgents.Documents.Processes;

namespace MediAgents.Documents.Reading;

/// <summary>Reads PDFs through poppler's <c>pdftotext</c> and <c>pdftoppm</c>, which neither run scripts nor follow references.</summary>
internal sealed class Poppler(DocumentReaderOptions bounds)
{
    /// <summary>Dots per inch of rendered pages.</summary>
    private const int Resolution = 200;

    /// <summary>A page with fewer letters than this has no text layer worth the name.</summary>
    private const int FewestLetters = 16;

    private ProcessLimits Limits => new(
        TimeSpan.FromSeconds(bounds.ProcessSeconds),
        bounds.ProcessMegabytes * 1024L * 1024L,
        Math.Max(bounds.MaxCharacters, 64 * 1024 * 1024));

    /// <summary>The text layer in page layout; <see cref="UnreadableReason.NoText"/> when there is none: a scan.</summary>
    public async Task<ReadingResult> ReadTextAsync(ReadOnlyMemory<byte> pdf, CancellationToken cancellationToken)
    {
        string[] arguments = ["-layout", "-enc", "UTF-8", "-l", (bounds.MaxPages + 1).ToString(), "-", "-"];
        var result = await ChildProcess.RunAsync("pdftotext", arguments, pdf, Limits, cancellationToken);
        if (Failure(result) is { } failure)
            return failure;

        Pages = result.Output.AsSpan().Count((byte)'\f');
        var pages = Encoding.UTF8.GetString(result.Output).TrimEnd('\f').Split('\f');
        if (pages.Length > bounds.MaxPages)
            return ReadingResult.Unreadable(UnreadableReason.TooLarge, $"The document has more than {bounds.MaxPages} pages.");
        return pages.Sum(page => page.Count(char.IsLetterOrDigit)) < FewestLetters
            ? ReadingResult.Unreadable(UnreadableReason.NoText, "The PDF has no text layer.")
            : ReadingResult.Of(pages, TextSource.PdfText);
    }

    /// <summary>How many pages there are, <see cref="DocumentReaderOptions.MaxPages"/> and one at most; known once the text was read.</summary>
    public int Pages { get; private set; }

    /// <summary>A page as a PNG image, counted from 0.</summary>
    public async Task<PageImage> RenderAsync(ReadOnlyMemory<byte> pdf, int page, CancellationToken cancellationToken)
    {
        var number = (page + 1).ToString();
        string[] arguments = ["-r", Resolution.ToString(), "-gray", "-png", "-f", number, "-l", number, "-"];
        var result = await ChildProcess.RunAsync("pdftoppm", arguments, pdf, Limits, cancellationToken);
        return new(result.Output, Failure(result));
    }

    private ReadingResult? Failure(ProcessResult result) => result.End switch
    {
        ProcessEnd.Succeeded => null,
        ProcessEnd.NotInstalled => ReadingResult.Unreadable(
            UnreadableReason.ToolMissing,
            "PDFs cannot be read here: install the package poppler-utils."),
        ProcessEnd.TimedOut => ReadingResult.Unreadable(
            UnreadableReason.TimedOut,
            $"The PDF could not be read within {bounds.ProcessSeconds} seconds."),
        ProcessEnd.TooMuchOutput => ReadingResult.Unreadable(UnreadableReason.TooLarge, "The PDF holds more text than is read."),
        _ when result.Error.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            ReadingResult.Unreadable(UnreadableReason.Encrypted, "The PDF is encrypted: send it without a password."),
        _ => ReadingResult.Unreadable(UnreadableReason.Damaged, "The PDF is damaged or cut off."),
    };
}
