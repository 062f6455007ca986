using System.Buffers.Binary;

namespace MediAgents.Documents.Images;

/// <summary>What the head of a PNG or JPEG says; nothing is decoded to learn it.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Channels">Components of a JPEG's colour: 1, 3 or 4.</param>
/// <param name="Quarters">Quarters by which a camera says the image is to be turned clockwise.</param>
internal readonly record struct ImageHead(int Width, int Height, int Channels = 1, int Quarters = 0)
{
    public long Pixels => (long)Width * Height;

    /// <summary>Null for a head that is cut off or has no size.</summary>
    public static ImageHead? OfPng(ReadOnlySpan<byte> content)
    {
        if (content.Length < 33 || !content.Slice(12, 4).SequenceEqual("IHDR"u8))
            return null;
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(content[16..]), BinaryPrimitives.ReadUInt32BigEndian(content[20..]));
        return width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue ? new((int)width, (int)height) : null;
    }

    /// <summary>Null for a file without a frame.</summary>
    public static ImageHead? OfJpeg(ReadOnlySpan<byte> content)
    {
        var quarters = 0;
        for (var at = 2; at + 4 <= content.Length && content[at] == 0xFF;)
        {
            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
            if (length < 2 || at + 2 + length > content.Length)
                return null;
            var segment = content.Slice(at + 4, length - 2);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (segment.Length < 6)
                    return null;
                var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
                return width > 0 && height > 0 ? new(width, height, segment[5], quarters) : null;
            }

            if (marker == 0xE1 && segment.StartsWith("Exif\0\0"u8))
                quarters = Orientation(segment[6..]);
            at += 2 + length;
        }

        return null;
    }

    /// <summary>The tag Orientation, 0x0112, of the first directory of an Exif block, as quarters; mirrored images are taken as they are.</summary>
    private static int Orientation(ReadOnlySpan<byte> exif)
    {
        if (exif.Length < 10)
            return 0;
        var isLittle = exif[0] == 'I';
        ushort Short(ReadOnlySpan<byte> from) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(from) : BinaryPrimitives.ReadUInt16BigEndian(from);
        var start = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]) : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        if (start > exif.Length - 2)
            return 0;
        var directory = exif[(int)start..];
        var count = Short(directory);
        for (var i = 0; i < count && 2 + (12 * (i + 1)) <= directory.Length; i++)
        {
            var entry = directory.Slice(2 + (12 * i), 12);
            if (Short(entry) == 0x0112)
                return Short(entry[8..]) switch { 3 => 2, 6 => 1, 8 => 3, _ => 0 };
        }

        return 0;
    }
}
