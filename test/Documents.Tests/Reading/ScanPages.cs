using MediAgents.Documents.Images;
using MediAgents.Documents.Processes;

namespace MediAgents.Documents.Tests.Reading;

/// <summary>Makes scans: pages of HTML or PDF as images without a text layer.</summary>
internal static class ScanPages
{
    private const string Fonts = "body{font:12pt 'Noto Sans','Noto Sans Devanagari','Noto Sans Bengali','Noto Sans Tamil'} td{padding:3px 12px}";

    private static readonly ProcessLimits Limits = new(TimeSpan.FromMinutes(2), 4L * 1024 * 1024 * 1024, 64 * 1024 * 1024);

    /// <summary>The first page of a PDF as pixels, 200 to the inch.</summary>
    public static async Task<GrayImage> PixelsAsync(byte[] pdf)
    {
        var page = await ChildProcess.RunAsync("pdftoppm", ["-r", "200", "-gray", "-f", "1", "-l", "1", "-"], pdf, Limits, CancellationToken.None);
        page.End.ShouldBe(ProcessEnd.Succeeded, page.Error);
        return GrayImage.FromPgm(page.Output).ShouldNotBeNull();
    }

    /// <summary>The first page of a PDF as a PNG.</summary>
    public static async Task<ReadOnlyMemory<byte>> ImageAsync(byte[] pdf) => PngWriter.Write(await PixelsAsync(pdf));

    /// <summary>The first page of a PDF as a JPEG.</summary>
    public static async Task<byte[]> JpegAsync(byte[] pdf)
    {
        var page = await ChildProcess.RunAsync("pdftoppm", ["-r", "200", "-jpeg", "-f", "1", "-l", "1", "-"], pdf, Limits, CancellationToken.None);
        page.End.ShouldBe(ProcessEnd.Succeeded, page.Error);
        return page.Output;
    }

    /// <summary>Rows of a table as a PDF, in fonts for all scripts.</summary>
    public static Task<byte[]> PrintAsync(params string[] rows) => PrintAsync(Fonts, rows);

    /// <param name="style">Style sheet.</param>
    /// <param name="rows">Cells parted by bars.</param>
    public static async Task<byte[]> PrintAsync(string style, string[] rows)
    {
        var cells = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Split('|').Select(cell => $"<td>{cell}</td>"))}</tr>"));
        var html = $"<html><meta charset='utf-8'><style>{Fonts}{style}</style><table>{cells}</table></html>";
        var printed = await ChildProcess.RunAsync("weasyprint", ["-", "-"], System.Text.Encoding.UTF8.GetBytes(html), Limits, CancellationToken.None);
        printed.End.ShouldBe(ProcessEnd.Succeeded, printed.Error);
        return printed.Output;
    }

    /// <summary>Rows of a table as a PNG.</summary>
    public static async Task<ReadOnlyMemory<byte>> ImageOfRowsAsync(params string[] rows) => await ImageAsync(await PrintAsync(rows));

    /// <summary>Images of lines of text, a page each, in one PDF without a text layer.</summary>
    public static async Task<byte[]> PdfAsync(params string[] pages)
    {
        var images = new List<(string, GrayImage?)>();
        foreach (var page in pages)
            images.Add(("", await PixelsAsync(PdfPage.Of(page))));
        return PdfPage.Of([.. images]);
    }

    /// <summary>The page as it lies crookedly on the glass, with the grain of the sensor.</summary>
    /// <param name="page">A straight page.</param>
    /// <param name="degrees">How far its lines fall to the right.</param>
    /// <param name="noise">Grey values by which a pixel is off at most.</param>
    public static GrayImage Scanned(GrayImage page, double degrees, int noise)
    {
        var image = Straightening.Straighten(page, -degrees);
        var grain = new Random(5);
        for (var i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)Math.Clamp(image.Pixels[i] + grain.Next(-noise, noise + 1), 0, 255);
        return image;
    }
}
