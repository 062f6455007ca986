using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using MediAgents.Documents.Processes;

namespace MediAgents.Documents.Printing;

/// <summary>Bounds of printing one page.</summary>
public sealed class PdfPrinterOptions
{
    /// <summary>Seconds that one document may take.</summary>
    [Range(1, 600)]
    public int ProcessSeconds { get; set; } = 60;

    /// <summary>Megabytes of address space that the printer may take.</summary>
    [Range(256, 16_384)]
    public int ProcessMegabytes { get; set; } = 2048;

    /// <summary>Megabytes of PDF at most.</summary>
    [Range(1, 512)]
    public int MaxMegabytes { get; set; } = 32;
}

/// <summary>How a printing ended.</summary>
public enum PrintEnd
{
    Printed,

    /// <summary>The printer is not installed.</summary>
    ToolMissing,

    /// <summary>It took longer, or wrote more, than it may.</summary>
    TooLarge,
    Failed,
}

/// <summary>A printing.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Pdf">The PDF; empty when it was not printed.</param>
/// <param name="Message">Why it was not printed; never quotes the document.</param>
public sealed record PrintResult(PrintEnd End, ReadOnlyMemory<byte> Pdf, string Message);

/// <summary>
/// Prints a page of HTML as PDF with WeasyPrint, in a child process within bounds: the page goes in and the PDF comes out
/// through pipes, so that no patient's words reach a temporary file. At most as many at once as there are processors.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without wait handle holds nothing to free.")]
public sealed class PdfPrinter(PdfPrinterOptions options)
{
    /// <summary>The program, from the package of the same name.</summary>
    public const string Program = "weasyprint";

    private const string InstallHint = "PDFs cannot be printed here: install the package weasyprint. The HTML page works without.";

    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount));

    /// <param name="html">A page that needs nothing from anywhere else.</param>
    /// <param name="cancellationToken">Stops the printing and its process.</param>
    /// <exception cref="ArgumentException">The page refers to something outside of itself, which would be fetched.</exception>
    public async Task<PrintResult> PrintAsync(string html, CancellationToken cancellationToken)
    {
        if (SelfContainedPage.ReferenceIn(html) is { } reference)
            throw new ArgumentException($"The page is not self-contained: it has {reference}.", nameof(html));
        await places.WaitAsync(cancellationToken);
        try
        {
            var limits = new ProcessLimits(
                TimeSpan.FromSeconds(options.ProcessSeconds),
                options.ProcessMegabytes * 1024L * 1024L,
                options.MaxMegabytes * 1024 * 1024);
            return Of(await ChildProcess.RunAsync(Program, ["--quiet", "--encoding", "utf-8", "-", "-"], Encoding.UTF8.GetBytes(html), limits, cancellationToken));
        }
        finally
        {
            places.Release();
        }
    }

    private PrintResult Of(ProcessResult result) => result.End switch
    {
        ProcessEnd.Succeeded when result.Output.AsSpan().StartsWith("%PDF-"u8) => new PrintResult(PrintEnd.Printed, result.Output, ""),
        ProcessEnd.NotInstalled => NotPrinted(PrintEnd.ToolMissing, InstallHint),
        ProcessEnd.TimedOut => NotPrinted(PrintEnd.TooLarge, $"The PDF was not finished within {options.ProcessSeconds} seconds."),
        ProcessEnd.TooMuchOutput => NotPrinted(PrintEnd.TooLarge, $"The PDF is larger than {options.MaxMegabytes} MB."),
        _ => NotPrinted(PrintEnd.Failed, "The PDF could not be printed."),
    };

    private static PrintResult NotPrinted(PrintEnd end, string message) => new(end, ReadOnlyMemory<byte>.Empty, message);
}
