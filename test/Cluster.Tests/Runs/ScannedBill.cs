using System.Diagnostics;
using System.Globalization;
using System.Text;
using MediAgents.Documents.Tests.Reading;

namespace MediAgents.Cluster.Tests.Runs;

/// <summary>
/// A hospital bill as a scan: a PDF whose pages are pictures, so that reading it takes a while, told after each page. The
/// pages are strips of a few lines: the silences of a run are to be those of the cluster, not of long pages.
/// </summary>
internal static class ScannedBill
{
    private const int Width = 1240, WholeHeight = 1754; // A4 at 150 dots per inch
    private const int Height = 300, HeightInPoints = 144;
    private const int Lines = 4;

    public static async Task<string> Base64Async(int pages)
    {
        var folder = Directory.CreateTempSubdirectory("mediagents-scan-");
        try
        {
            var printed = Path.Combine(folder.FullName, "bill.pdf");
            await File.WriteAllBytesAsync(printed, PdfPage.Of([.. Enumerable.Range(1, pages).Select(PageOf)]));
            using var render = Process.Start("pdftoppm", ["-gray", "-jpeg", "-scale-to-x", $"{Width}", "-scale-to-y", $"{WholeHeight}", "-x", "0", "-y", "0", "-W", $"{Width}", "-H", $"{Height}", printed, Path.Combine(folder.FullName, "page")]);
            await render.WaitForExitAsync();
            render.ExitCode.ShouldBe(0);
            var pictures = Directory.GetFiles(folder.FullName, "page*.jpg").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
            pictures.Count.ShouldBe(pages);
            return Convert.ToBase64String(PdfOf(pictures));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string PageOf(int page)
    {
        var text = new StringBuilder($"LOTUS CARE HOSPITAL, Jaipur\nBill No: LC-77   Page {page}   Date: 05/11/2026\n\nNo  Date        Description                     Qty     Rate      Amount\n");
        for (var line = 1; line <= Lines; line++)
            text.Append(CultureInfo.InvariantCulture, $"{line,-3} 03/11/2026  {(line % 2 == 0 ? "Consultation OPD       " : "Electrocardiogram (ECG)")}           1    350.00      350.00\n");
        return text.ToString();
    }

    private static byte[] PdfOf(List<byte[]> pictures)
    {
        using var pdf = new MemoryStream();
        var offsets = new List<long>();
        Write("%PDF-1.4\n");
        Begin($"<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Begin($"<< /Type /Pages /Kids [{string.Join(' ', pictures.Select((_, page) => $"{3 + 3 * page} 0 R"))}] /Count {pictures.Count} >>\nendobj\n");
        for (var page = 0; page < pictures.Count; page++)
        {
            var content = $"q 595 0 0 {HeightInPoints} 0 0 cm /P Do Q";
            var first = 3 + 3 * page;
            Begin($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HeightInPoints}] /Contents {first + 1} 0 R /Resources << /XObject << /P {first + 2} 0 R >> >> >>\nendobj\n");
            Begin($"<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n");
            Begin($"<< /Type /XObject /Subtype /Image /Width {Width} /Height {Height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length {pictures[page].Length} >>\nstream\n");
            pdf.Write(pictures[page]);
            Write("\nendstream\nendobj\n");
        }

        var table = pdf.Position;
        Write($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => Write($"{offset:0000000000} 00000 n \n"));
        Write($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return pdf.ToArray();

        void Begin(string text)
        {
            offsets.Add(pdf.Position);
            Write($"{offsets.Count} 0 obj\n{text}");
        }

        void Write(string text) => pdf.Write(Encoding.ASCII.GetBytes(text));
    }
}
