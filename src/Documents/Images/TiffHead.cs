using System.Buffers.Binary;

namespace MediAgents.Documents.Images;

/// <summary>What the directories of a TIFF say of its pages; nothing is decoded to learn it.</summary>
/// <param name="Pages">How many pages there are, <see cref="MostPages"/> at most.</param>
/// <param name="LargestPixels">Pixels of the largest.</param>
internal readonly record struct TiffHead(int Pages, long LargestPixels)
{
    /// <summary>Directories that are followed; a file may also chain them in a circle.</summary>
    public const int MostPages = 10_000;

    private const int ImageWidth = 256;
    private const int ImageLength = 257;

    /// <summary>Null for a file without a whole directory.</summary>
    public static TiffHead? Of(ReadOnlySpan<byte> content)
    {
        if (content.Length < 8)
            return null;
        var isLittle = content[0] == 'I';
        var (pages, largest) = (0, 0L);
        var at = Long(content[4..], isLittle);
        for (; at != 0 && pages < MostPages; pages++)
        {
            if (at > content.Length - 2)
                return pages == 0 ? null : new(pages, largest);
            var directory = content[(int)at..];
            var count = Short(directory, isLittle);
            if (2 + (12 * count) + 4 > directory.Length)
                return pages == 0 ? null : new(pages, largest);
            largest = Math.Max(largest, Tag(directory, count, ImageWidth, isLittle) * Tag(directory, count, ImageLength, isLittle));
            at = Long(directory[(2 + (12 * count))..], isLittle);
        }

        return pages == 0 ? null : new(pages, largest);
    }

    /// <summary>A tag's number, 0 if it is not there; of the types only SHORT, 3, and LONG, 4, are numbers.</summary>
    private static long Tag(ReadOnlySpan<byte> directory, int count, int tag, bool isLittle)
    {
        for (var i = 0; i < count; i++)
        {
            var entry = directory.Slice(2 + (12 * i), 12);
            if (Short(entry, isLittle) == tag)
                return Short(entry[2..], isLittle) == 3 ? Short(entry[8..], isLittle) : Long(entry[8..], isLittle);
        }

        return 0;
    }

    internal static ushort Short(ReadOnlySpan<byte> from, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(from) : BinaryPrimitives.ReadUInt16BigEndian(from);

    internal static uint Long(ReadOnlySpan<byte> from, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(from) : BinaryPrimitives.ReadUInt32BigEndian(from);
}
