using System.Text;
using MediAgents.Documents.Processes;

namespace MediAgents.Documents.Reading;

/// <summary>Recognises text in images through the <c>tesseract</c> command.</summary>
internal sealed class Tesseract(DocumentReaderOptions bounds)
{
    private const int OutputBytes = 4 * 1024 * 1024;

    /// <param name="image">A page; a TIFF may hold several, which come back parted by form feeds.</param>
    /// <param name="models">Recognition models parted by plus signs, the preferred one first.</param>
    /// <param name="cancellationToken">Stops the process.</param>
    public async Task<(string Text, ReadingResult? Failure)> ReadAsync(
        ReadOnlyMemory<byte> image,
        string models,
        CancellationToken cancellationToken)
    {
        // Segmentation mode 6, one uniform block, keeps the numbers of a table that mode 3 drops.
        string[] arguments = ["stdin", "stdout", "-l", models, "--psm", "6", "-c", "preserve_interword_spaces=1"];
        var limits = new ProcessLimits(TimeSpan.FromSeconds(bounds.ProcessSeconds), bounds.ProcessMegabytes * 1024L * 1024L, OutputBytes);
        var result = await ChildProcess.RunAsync("tesseract", arguments, image, limits, cancellationToken);
        return result.End switch
        {
            // A form feed ends each page, also the last.
            ProcessEnd.Succeeded => (Encoding.UTF8.GetString(result.Output).TrimEnd('\f'), null),
            ProcessEnd.NotInstalled => ("", ReadingResult.Unreadable(
                UnreadableReason.ToolMissing,
                "Scans and images cannot be read here: install the package tesseract-ocr.")),
            ProcessEnd.Failed when result.Error.Contains("loading language", StringComparison.OrdinalIgnoreCase) =>
                ("", ReadingResult.Unreadable(
                    UnreadableReason.ToolMissing,
                    $"The recognition model {models} is missing: install the packages tesseract-ocr-hin, -ben and -tam.")),
            ProcessEnd.TimedOut => ("", ReadingResult.Unreadable(
                UnreadableReason.TimedOut,
                $"A page could not be recognised within {bounds.ProcessSeconds} seconds.")),
            _ => ("", ReadingResult.Unreadable(UnreadableReason.Damaged, "The image is damaged or too large.")),
        };
    }
}
