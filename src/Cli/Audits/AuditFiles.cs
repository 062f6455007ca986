using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Report.Letters;
using MediAgents.Billing.Report.Page;
using MediAgents.Documents.Printing;
using MediAgents.Primitives;

namespace MediAgents.Cli.Audits;

/// <summary>
/// Writes an audit to files: result, page, PDF, letters. Files appear whole or not at all.
/// </summary>
internal sealed class AuditFiles
{
    /// <summary>What a folder of results can hold of each bill.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["json", "html", "pdf", "letter"];

    private readonly PdfPrinter printer = new(new PdfPrinterOptions());
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public static Task WriteHtmlAsync(AuditResult result, string path, CancellationToken cancellationToken) =>
        WriteAsync(path, AuditPage.Write(result), cancellationToken);

    /// <exception cref="UnprintableException">The PDF could not be printed.</exception>
    public Task WritePdfAsync(AuditResult result, string path, CancellationToken cancellationToken) =>
        PrintAsync(AuditPage.Write(result), path, cancellationToken);

    /// <summary>Letters in the bill's language and English: a page or a PDF where the path says so, else plain text. False: there is nothing to write.</summary>
    /// <exception cref="UnprintableException">The PDF could not be printed.</exception>
    public async Task<bool> WriteLetterAsync(AuditResult result, string path, CancellationToken cancellationToken)
    {
        var letters = Letter.LanguagesOf(result).Select(language => Letter.Of(result, language)).OfType<Letter>().ToList();
        if (letters.Count == 0)
            return false;
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".PDF":
                await PrintAsync(LetterPage.Write(letters), path, cancellationToken);
                break;
            case ".HTML" or ".HTM":
                await WriteAsync(path, LetterPage.Write(letters), cancellationToken);
                break;
            default:
                await WriteAsync(path, LetterText.Write(letters), cancellationToken);
                break;
        }

        return true;
    }

    /// <summary>Writes what was chosen of <see cref="Formats"/> below a folder, each file called like the bill.</summary>
    /// <exception cref="UnprintableException">A PDF could not be printed.</exception>
    public async Task WriteAllAsync(string name, AuditResult result, string folder, IReadOnlyCollection<string> formats, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Untaken(name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (formats.Contains("json"))
            await WriteAsync($"{path}.json", JsonSerializer.Serialize(result, WireJson.Options) + "\n", cancellationToken);
        if (formats.Contains("html"))
            await WriteHtmlAsync(result, $"{path}.html", cancellationToken);
        if (formats.Contains("letter"))
            await WriteLetterAsync(result, $"{path}.letter.txt", cancellationToken);
        if (formats.Contains("pdf"))
            await WritePdfAsync(result, $"{path}.pdf", cancellationToken);
    }

    /// <summary>Two bills may have one name in different folders.</summary>
    private string Untaken(string name)
    {
        var untaken = name;
        for (var number = 2; !taken.Add(untaken); number++)
            untaken = $"{name}-{number}";
        return untaken;
    }

    private async Task PrintAsync(string html, string path, CancellationToken cancellationToken)
    {
        var printed = await printer.PrintAsync(html, cancellationToken);
        if (printed.End != PrintEnd.Printed)
            throw new UnprintableException(printed.Message);
        await WriteAsync(path, printed.Pdf, cancellationToken);
    }

    private static Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        WriteAsync(path, System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var part = $"{path}.part";
        await using (var file = File.Create(part))
            await file.WriteAsync(content, cancellationToken);
        File.Move(part, path, overwrite: true);
    }
}

/// <summary>A PDF could not be printed; the message says why, and what to install.</summary>
internal sealed class UnprintableException(string message) : Exception(message);
