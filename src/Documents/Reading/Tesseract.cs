using System.Text;
using MediAgents.Documents.Processes;

namespace MediAgents.Documents.Reading;

/// <summary>Recognises text in images through the <c>tesseract</c> command, a page at a time.</summary>
internal sealed class Tesseract(DocumentReaderOptions bounds)
{
    private const int OutputBytes = 4 * 1024 * 1024;

    private static readonly Dictionary<string, string> Models = new(StringComparer.OrdinalIgnoreCase)
    {
        ["english"] = "eng",
        ["hindi"] = "eng+hin",
        ["bengali"] = "eng+ben",
        ["tamil"] = "eng+tam",
    };

    public async Task<ReadingResult> ReadAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> images,
        string? language,
        Func<int, int, ValueTask>? recognised,
        CancellationToken cancellationToken)
    {
        var pages = new List<string>();
        foreach (var image in images)
        {
            var (text, failure) = await ReadPageAsync(image, Models.GetValueOrDefault(language ?? "", "eng"), cancellationToken);
            if (failure is not null)
                return failure;
            pages.Add(text);
            if (recognised is not null && pages.Count < images.Count)
                await recognised(pages.Count, images.Count);
        }

        return pages.All(string.IsNullOrWhiteSpace)
            ? ReadingResult.Unreadable(UnreadableReason.NoText, "No text was recognised in the image.")
            : ReadingResult.Of(pages, TextSource.Ocr);
    }

    private async Task<(string Text, ReadingResult? Failure)> ReadPageAsync(
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
            ProcessEnd.Succeeded => (Encoding.UTF8.GetString(result.Output), null),
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
