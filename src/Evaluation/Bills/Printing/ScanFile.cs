using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace MediAgents.Evaluation.Bills.Printing;

/// <summary>Writes scanned pages as files: one as PNG, or all as a PDF of images without a text layer.</summary>
internal static class ScanFile
{
    public const int DotsPerInch = 200;

    public static byte[] Png(GreyImage page)
    {
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < page.Height; y++)
            {
                packed.WriteByte(0); // No filter: each row is its pixels.
                packed.Write(page.Pixels, y * page.Width, page.Width);
            }
        }

        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, page.Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), page.Height);
        head[8] = 8; // Bits a pixel; colour type 0 is grey.
        Chunk(png, "IHDR", head);
        var density = new byte[9];
        var dotsPerMetre = (int)Math.Round(DotsPerInch / 0.0254);
        BinaryPrimitives.WriteInt32BigEndian(density, dotsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(density.AsSpan(4), dotsPerMetre);
        density[8] = 1;
        Chunk(png, "pHYs", density);
        Chunk(png, "IDAT", rows.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    public static byte[] Pdf(IReadOnlyList<GreyImage> pages)
    {
        using var pdf = new MemoryStream();
        var offsets = new List<long>();
        Write(pdf, "%PDF-1.4\n");
        var first = 3;
        Object(pdf, offsets, "<< /Type /Catalog /Pages 2 0 R >>");
        Object(pdf, offsets, $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select((_, i) => $"{first + (3 * i)} 0 R"))}] >>");
        for (var i = 0; i < pages.Count; i++)
            WritePage(pdf, offsets, pages[i], first + (3 * i));
        var table = pdf.Position;
        Write(pdf, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            Write(pdf, $"{offset:0000000000} 00000 n \n");
        Write(pdf, $"trailer << /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return pdf.ToArray();
    }

    private static void WritePage(MemoryStream pdf, List<long> offsets, GreyImage page, int number)
    {
        var (width, height) = (Points(page.Width), Points(page.Height));
        Object(pdf, offsets, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {number + 1} 0 R /Resources << /XObject << /Scan {number + 2} 0 R >> >> >>");
        var draw = Encoding.ASCII.GetBytes($"{width} 0 0 {height} 0 0 cm /Scan Do");
        Object(pdf, offsets, $"<< /Length {draw.Length} >>", draw);
        using var packed = new MemoryStream();
        using (var packer = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            packer.Write(page.Pixels);
        Object(
            pdf,
            offsets,
            $"<< /Type /XObject /Subtype /Image /Width {page.Width} /Height {page.Height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length {packed.Length} >>",
            packed.ToArray());
    }

    private static void Object(MemoryStream pdf, List<long> offsets, string dictionary, byte[]? stream = null)
    {
        offsets.Add(pdf.Position);
        Write(pdf, $"{offsets.Count} 0 obj\n{dictionary}\n");
        if (stream is not null)
        {
            Write(pdf, "stream\n");
            pdf.Write(stream);
            Write(pdf, "\nendstream\n");
        }

        Write(pdf, "endobj\n");
    }

    private static string Points(int pixels) => (pixels * 72.0 / DotsPerInch).ToString("0.##", CultureInfo.InvariantCulture);

    private static void Write(MemoryStream pdf, string text) => pdf.Write(Encoding.ASCII.GetBytes(text));

    private static void Chunk(MemoryStream png, string name, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        byte[] whole = [.. Encoding.ASCII.GetBytes(name), .. content];
        png.Write(whole);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(whole));
        png.Write(number);
    }

    /// <summary>The checksum of PNG chunks (ISO/IEC 15948, Annex D).</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
