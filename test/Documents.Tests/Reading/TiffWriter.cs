using System.Buffers.Binary;
using MediAgents.Documents.Images;

namespace MediAgents.Documents.Tests.Reading;

/// <summary>Writes TIFF files of grey pages in strips.</summary>
internal static class TiffWriter
{
    private const int RowsPerStrip = 100;

    /// <param name="compression">1 for none, 8 for Deflate.</param>
    /// <param name="isZeroWhite">Whether 0 is written for white.</param>
    /// <param name="pages">The pages.</param>
    public static byte[] Write(int compression, bool isZeroWhite, params GrayImage[] pages)
    {
        List<byte> file = [.. "II*\0"u8, 0, 0, 0, 0];
        var pointer = 4;
        foreach (var page in pages)
        {
            var (offsets, lengths) = (new List<int>(), new List<int>());
            for (var row = 0; row < page.Height; row += RowsPerStrip)
            {
                var strip = page.Pixels[(row * page.Width)..(Math.Min(page.Height, row + RowsPerStrip) * page.Width)];
                if (isZeroWhite)
                    strip = [.. strip.Select(value => (byte)(255 - value))];
                var stored = compression == 8 ? PdfPage.Deflated(strip) : strip;
                offsets.Add(file.Count);
                lengths.Add(stored.Length);
                file.AddRange(stored);
            }

            var places = file.Count;
            offsets.Concat(lengths).ToList().ForEach(number => file.AddRange(Bytes(number)));
            Put(file, pointer, file.Count);
            (int Tag, int Type, int Count, int Value)[] entries =
            [
                (256, 4, 1, page.Width), (257, 4, 1, page.Height), (258, 3, 1, 8), (259, 3, 1, compression), (262, 3, 1, isZeroWhite ? 0 : 1),
                (273, 4, offsets.Count, offsets.Count == 1 ? offsets[0] : places), (277, 3, 1, 1), (278, 4, 1, RowsPerStrip),
                (279, 4, lengths.Count, lengths.Count == 1 ? lengths[0] : places + (4 * offsets.Count)),
            ];
            file.AddRange([(byte)entries.Length, 0]);
            foreach (var (tag, type, count, value) in entries)
                file.AddRange([(byte)tag, (byte)(tag >> 8), (byte)type, 0, .. Bytes(count), .. Bytes(value)]);
            pointer = file.Count;
            file.AddRange([0, 0, 0, 0]);
        }

        return [.. file];
    }

    private static void Put(List<byte> file, int at, int number)
    {
        foreach (var value in Bytes(number))
            file[at++] = value;
    }

    private static byte[] Bytes(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
