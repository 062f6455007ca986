using System.Text;

namespace MediAgents.Documents.Images;

/// <summary>
/// Puts compressed images on pages of a PDF as they are, a point a pixel, so that the program that renders PDFs decodes them, within
/// its bounds and without a further program.
/// </summary>
internal static class ImagePdf
{
    /// <param name="content">A JPEG file.</param>
    /// <param name="head">Its head.</param>
    public static byte[] OfJpeg(ReadOnlyMemory<byte> content, ImageHead head)
    {
        // Programs that write four channels into a JPEG, Adobe's first, write them inverted.
        var colour = head.Channels switch { 1 => "/DeviceGray", 4 => "/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]", _ => "/DeviceRGB" };
        var drawing = $"{head.Width} 0 0 {head.Height} 0 0 cm /I Do";
        using var pdf = new MemoryStream();
        var offsets = new List<long>();
        void Write(string text) => pdf.Write(Encoding.ASCII.GetBytes(text));
        void Begin() => offsets.Add(pdf.Length);

        Write("%PDF-1.4\n");
        Begin();
        Write("1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Begin();
        Write("2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
        Begin();
        Write($"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {head.Width} {head.Height}] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>\nendobj\n");
        Begin();
        Write($"4 0 obj\n<< /Length {drawing.Length} >>\nstream\n{drawing}\nendstream\nendobj\n");
        Begin();
        Write($"5 0 obj\n<< /Type /XObject /Subtype /Image /Width {head.Width} /Height {head.Height} /BitsPerComponent 8 /ColorSpace {colour} /Filter /DCTDecode /Length {content.Length} >>\nstream\n");
        pdf.Write(content.Span);
        Write("\nendstream\nendobj\n");
        var table = pdf.Length;
        Write($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            Write($"{offset:0000000000} 00000 n \n");
        Write($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return pdf.ToArray();
    }
}
