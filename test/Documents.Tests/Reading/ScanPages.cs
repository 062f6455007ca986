using MediAgents.Documents.Processes;

namespace MediAgents.Documents.Tests.Reading;

/// <summary>Makes scans: pages of HTML or PDF as images without a text layer.</summary>
internal static class ScanPages
{
    private static readonly ProcessLimits Limits = new(TimeSpan.FromMinutes(2), 4L * 1024 * 1024 * 1024, 64 * 1024 * 1024);

    /// <summary>The first page of a PDF as a PNG.</summary>
    public static async Task<ReadOnlyMemory<byte>> ImageAsync(byte[] pdf)
    {
        var page = await ChildProcess.RunAsync("pdftoppm", ["-r", "200", "-gray", "-png", "-f", "1", "-l", "1", "-"], pdf, Limits, CancellationToken.None);
        page.End.ShouldBe(ProcessEnd.Succeeded, page.Error);
        return page.Output;
    }

    /// <summary>Rows of a table as a PNG, in fonts for all scripts.</summary>
    public static async Task<ReadOnlyMemory<byte>> ImageOfRowsAsync(params string[] rows)
    {
        var cells = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Split('|').Select(cell => $"<td>{cell}</td>"))}</tr>"));
        var html = $"<html><meta charset='utf-8'><style>body{{font:12pt 'Noto Sans','Noto Sans Devanagari','Noto Sans Bengali','Noto Sans Tamil'}} td{{padding:3px 12px}}</style><table>{cells}</table></html>";
        var printed = await ChildProcess.RunAsync("weasyprint", ["-", "-"], System.Text.Encoding.UTF8.GetBytes(html), Limits, CancellationToken.None);
        printed.End.ShouldBe(ProcessEnd.Succeeded, printed.Error);
        return await ImageAsync(printed.Output);
    }

    /// <summary>Images of lines of text, a page each, in one PDF without a text layer.</summary>
    public static async Task<byte[]> PdfAsync(params string[] pages)
    {
        var images = new List<string>();
        foreach (var page in pages)
            images.Add($"<img src='data:image/png;base64,{Convert.ToBase64String((await ImageAsync(PdfPage.Of(page))).Span)}'>");
        var html = $"<html><style>@page{{size:A4;margin:0}} img{{width:100%;break-after:page;display:block}} img:last-child{{break-after:auto}}</style>{string.Concat(images)}</html>";
        var printed = await ChildProcess.RunAsync("weasyprint", ["-", "-"], System.Text.Encoding.UTF8.GetBytes(html), Limits, CancellationToken.None);
        printed.End.ShouldBe(ProcessEnd.Succeeded, printed.Error);
        return printed.Output;
    }
}
