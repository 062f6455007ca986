using System.IO.Compression;
using System.Text;
using MediAgents.Documents.Images;

namespace MediAgents.Documents.Tests.Reading;

/// <summary>Writes the smallest PDF that shows lines of text in a fixed-width font, or pictures that fill their pages.</summary>
internal static class PdfPage
{
    private const int Width = 595;
    private const int Height = 842;

    /// <summary>A page of text a string.</summary>
    public static byte[] Of(params string[] pages) => Of([.. pages.Select(page => (page, (GrayImage?)null))]);

    /// <summary>Pages with text, with a picture under it, or with a picture alone.</summary>
    public static byte[] Of(params (string Text, GrayImage? Picture)[] pages)
    {
        var objects = new List<byte[]>
        {
            Ascii("<< /Type /Catalog /Pages 2 0 R >>"),
            Ascii($"<< /Type /Pages /Kids [{string.Join(' ', pages.Select((_, i) => $"{4 + 3 * i} 0 R"))}] /Count {pages.Length} >>"),
            Ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"),
        };
        for (var i = 0; i < pages.Length; i++)
        {
            var (text, picture) = pages[i];
            objects.Add(Ascii($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] /Contents {5 + 3 * i} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /I {6 + 3 * i} 0 R >> >> >>"));
            objects.Add(Stream("", Ascii((picture is null ? "" : $"q {Width} 0 0 {Height} 0 0 cm /I Do Q ") + Content(text))));
            objects.Add(picture is null ? Ascii("null") : Picture(picture.Width, picture.Height, picture.Pixels));
        }

        return Assembled(objects);
    }

    /// <summary>A picture as a stream; <paramref name="width"/> and <paramref name="height"/> may promise more than there is.</summary>
    public static byte[] Picture(int width, int height, byte[] pixels) => Stream(
        $"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode ", Deflated(pixels));

    public static byte[] Deflated(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(content);
        return packed.ToArray();
    }

    public static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Stream(string dictionary, byte[] content) => [.. Ascii($"<< {dictionary}/Length {content.Length} >>\nstream\n"), .. content, .. "\nendstream"u8];

    public static byte[] Assembled(IReadOnlyList<byte[]> objects)
    {
        using var pdf = new MemoryStream();
        pdf.Write("%PDF-1.4\n"u8);
        var offsets = new List<long>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Write(Ascii($"{i + 1} 0 obj\n"));
            pdf.Write(objects[i]);
            pdf.Write("\nendobj\n"u8);
        }

        var start = pdf.Length;
        pdf.Write(Ascii($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets)
            pdf.Write(Ascii($"{offset:0000000000} 00000 n \n"));
        pdf.Write(Ascii($"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
        return pdf.ToArray();
    }

    private static string Content(string text)
    {
        var lines = text.Split('\n').Select(line =>
            $"({line.Replace("\\", "\\\\").Replace("(", "\\(").Replace(")", "\\)")}) Tj T*");
        return $"BT /F1 10 Tf 12 TL 40 800 Td {string.Join(' ', lines)} ET";
    }
}
