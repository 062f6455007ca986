using System.Text;
using MediAgents.Documents.Layout;
using MediAgents.Documents.Processes;

namespace MediAgents.Documents.Reading;

/// <summary>Recognises text in images through the <c>tesseract</c> command.</summary>
internal sealed class Tesseract(DocumentReaderOptions bounds)
{
    private const int OutputBytes = 16 * 1024 * 1024;

    /// <param name="image">A page; a TIFF may hold several.</param>
    /// <param name="models">Recognition models parted by plus signs, the preferred one first.</param>
    /// <param name="cancellationToken">Stops the process.</param>
    public async Task<(IReadOnlyList<PageWords> Pages, ReadingResult? Failure)> ReadAsync(
        ReadOnlyMemory<byte> image,
        string models,
        CancellationToken cancellationToken)
    {
        // Segmentation mode 6, one uniform block, keeps the numbers of a table that mode 3 drops.
        string[] arguments = ["stdin", "stdout", "-l", models, "--psm", "6", "--dpi", "200", "-c", "tessedit_create_tsv=1"];
        var limits = new ProcessLimits(TimeSpan.FromSeconds(bounds.ProcessSeconds), bounds.ProcessMegabytes * 1024L * 1024L, OutputBytes);
        var result = await ChildProcess.RunAsync("tesseract", arguments, image, limits, cancellationToken);
        return result.End switch
        {
            ProcessEnd.Succeeded => (TabSeparatedWords.Read(Encoding.UTF8.GetString(result.Output)), null),
            ProcessEnd.NotInstalled => Failed(UnreadableReason.ToolMissing, "Scans and images cannot be read here: install the package tesseract-ocr."),
            ProcessEnd.Failed when result.Error.Contains("loading language", StringComparison.OrdinalIgnoreCase) =>
                Failed(UnreadableReason.ToolMissing, $"The recognition model {models} is missing: install the packages tesseract-ocr-hin, -ben and -tam."),
            ProcessEnd.TimedOut => Failed(UnreadableReason.TimedOut, $"A page could not be recognised within {bounds.ProcessSeconds} seconds."),
            ProcessEnd.OutOfMemory or ProcessEnd.TooMuchOutput => Failed(UnreadableReason.TooLarge, "The image is too large to be recognised."),
            _ => Failed(UnreadableReason.Damaged, "The image is damaged."),
        };
    }

    private static (IReadOnlyList<PageWords>, ReadingResult) Failed(UnreadableReason reason, string message) => ([], ReadingResult.Unreadable(reason, message));
}
