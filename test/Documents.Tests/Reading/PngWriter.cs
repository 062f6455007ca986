using System.Buffers.Binary;
using MediAgents.Documents.Images;

namespace MediAgents.Documents.Tests.Reading;

/// <summary>Writes PNG files.</summary>
internal static class PngWriter
{
    public static byte[] Write(GrayImage image)
    {
        var rows = new byte[image.Height * (image.Width + 1)];
        for (var y = 0; y < image.Height; y++)
            image.Pixels.AsSpan(y * image.Width, image.Width).CopyTo(rows.AsSpan((y * (image.Width + 1)) + 1));
        return Write(image.Width, image.Height, depth: 8, colour: 0, rows);
    }

    /// <param name="rows">Each with its filter in front.</param>
    public static byte[] Write(int width, int height, byte depth, byte colour, byte[] rows, params (string Kind, byte[] Content)[] others) =>
        Write(width, height, depth, colour, rows, interlaced: false, others);

    /// <summary>The image in seven passes, from coarse to fine, as the PNG specification numbers them.</summary>
    public static byte[] WriteInterlaced(GrayImage image)
    {
        var rows = new List<byte>();
        foreach (var (left, top, across, down) in new[] { (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2) })
        {
            for (var y = top; y < image.Height && left < image.Width; y += down)
            {
                rows.Add(0);
                for (var x = left; x < image.Width; x += across)
                    rows.Add(image.Pixels[(y * image.Width) + x]);
            }
        }

        return Write(image.Width, image.Height, 8, 0, [.. rows], interlaced: true);
    }

    private static byte[] Write(int width, int height, byte depth, byte colour, byte[] rows, bool interlaced, params (string Kind, byte[] Content)[] others)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9], head[12]) = (depth, colour, (byte)(interlaced ? 1 : 0));
        List<byte> file = [0x89, .. "PNG\r\n\u001a\n"u8];
        Chunk(file, "IHDR", head);
        foreach (var (kind, content) in others)
            Chunk(file, kind, content);
        Chunk(file, "IDAT", PdfPage.Deflated(rows));
        Chunk(file, "IEND", []);
        return [.. file];
    }

    private static void Chunk(List<byte> file, string kind, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.AddRange(number);
        byte[] body = [.. PdfPage.Ascii(kind), .. content];
        file.AddRange(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Check(body));
        file.AddRange(number);
    }

    /// <summary>The CRC of the PNG specification, annex D.</summary>
    private static uint Check(byte[] content)
    {
        var check = 0xFFFFFFFFu;
        foreach (var value in content)
        {
            check ^= value;
            for (var bit = 0; bit < 8; bit++)
                check = (check >> 1) ^ ((check & 1) != 0 ? 0xEDB88320u : 0);
        }

        return ~check;
    }
}
