using MediAgents.Documents.Processes;

namespace MediAgents.Evaluation.Bills.Printing;

/// <summary>A program that the making of bills needs is missing, or failed.</summary>
public sealed class BillPrintingException(string message) : Exception(message);

/// <summary>HTML to PDF by Chromium, whose text layer is sound in Indian scripts, or by WeasyPrint, as other producers do it.</summary>
internal static class HtmlPrinter
{
    private static readonly ProcessLimits Limits = new(TimeSpan.FromMinutes(5), 1L << 50, 64 * 1024 * 1024);

    public static async Task<byte[]> PrintAsync(string program, string html, string folder, CancellationToken cancellationToken)
    {
        var page = Path.Combine(folder, "bills.html");
        var pdf = Path.Combine(folder, "bills.pdf");
        await File.WriteAllTextAsync(page, html, cancellationToken);
        if (program == "weasyprint")
            await RunAsync(program, ["--quiet", page, pdf], cancellationToken);
        else
            await PrintWithBrowserAsync(folder, page, pdf, cancellationToken);
        return await File.ReadAllBytesAsync(pdf, cancellationToken);
    }

    private static Task PrintWithBrowserAsync(string folder, string page, string pdf, CancellationToken cancellationToken) =>
        RunAsync(
            "chromium",
            ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer", $"--user-data-dir={Path.Combine(folder, "browser")}", $"--print-to-pdf={pdf}", page],
            cancellationToken);

    /// <exception cref="BillPrintingException">The program is missing or failed.</exception>
    public static async Task<byte[]> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync(program, arguments, ReadOnlyMemory<byte>.Empty, Limits, cancellationToken);
        return result.End switch
        {
            ProcessEnd.Succeeded => result.Output,
            ProcessEnd.NotInstalled => throw new BillPrintingException($"Bills cannot be made here: {program} is not installed."),
            ProcessEnd.TimedOut => throw new BillPrintingException($"{program} took longer than {Limits.Time.TotalMinutes:0} minutes."),
            _ => throw new BillPrintingException($"{program} failed: {result.Error.Trim().Split('\n')[^1]}"),
        };
    }
}
