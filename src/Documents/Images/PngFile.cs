using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace MediAgents.Documents.Images;

/// <summary>
/// Decodes PNG images to grey, row by row, and makes large ones smaller while doing so: however large the image, only the small one
/// is ever in memory. Transparent places are paper.
/// </summary>
internal static class PngFile
{
    /// <summary>The first column and row of each pass, and the steps between its columns and rows.</summary>
    private static readonly (int Left, int Top, int Across, int Down)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <param name="content">The file.</param>
    /// <param name="longestSide">Pixels that the longer side may have.</param>
    /// <returns>Null for what is cut off or damaged.</returns>
    public static GrayImage? Decode(ReadOnlyMemory<byte> content, int longestSide)
    {
        try
        {
            return ImageHead.OfPng(content.Span) is { } head ? Decode(content, head, longestSide) : null;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static GrayImage? Decode(ReadOnlyMemory<byte> content, ImageHead head, int longestSide)
    {
        var (depth, colour, interlaced) = (content.Span[24], content.Span[25], content.Span[28]);
        var channels = colour switch { 0 => 1, 2 => 3, 3 => 1, 4 => 2, 6 => 4, _ => 0 };
        var isDepth = depth is 1 or 2 or 4 or 8 or 16 && (depth >= 8 || channels == 1);
        if (interlaced > 1 || channels == 0 || !isDepth || (colour == 3 && depth > 8))
            return null;
        var chunks = Chunks(content);
        Row RowOf(int width) => new(width, depth, colour, channels, chunks.Palette, chunks.Transparency);
        using var data = new MemoryStream(chunks.Data, writable: false);
        using var pixels = new ZLibStream(data, CompressionMode.Decompress);
        var factor = Math.Max(1, (Math.Max(head.Width, head.Height) + longestSide - 1) / longestSide);
        var step = Math.Max(1, depth * channels / 8);
        return interlaced == 0 ? Read(pixels, head, RowOf(head.Width), factor, step) : ReadInterlaced(pixels, head, RowOf, factor, step);
    }

    /// <summary>PNG specification, section 8: seven passes, each a coarser image. Their pixels are added up where they belong in the small one.</summary>
    private static GrayImage ReadInterlaced(ZLibStream pixels, ImageHead head, Func<int, Row> rowOf, int factor, int step)
    {
        var (columns, rows) = (Math.Max(1, head.Width / factor), Math.Max(1, head.Height / factor));
        var sums = new int[columns * rows];
        foreach (var (left, top, across, down) in Passes)
        {
            var (width, height) = ((head.Width - left + across - 1) / across, (head.Height - top + down - 1) / down);
            if (width <= 0 || height <= 0)
                continue;
            var reader = rowOf(width);
            var (row, above, grey) = (new byte[reader.Bytes + 1], new byte[reader.Bytes + 1], new byte[width]);
            for (var y = top; y < head.Height; y += down)
            {
                pixels.ReadExactly(row);
                Unfilter(row, above, step);
                reader.ToGray(row.AsSpan(1), grey);
                for (int i = 0, x = left; i < width && y / factor < rows; i++, x += across)
                {
                    if (x / factor < columns)
                        sums[(y / factor * columns) + (x / factor)] += grey[i];
                }

                (row, above) = (above, row);
            }
        }

        var parts = Math.Min(factor, head.Width) * Math.Min(factor, head.Height);
        return new(columns, rows, [.. sums.Select(sum => (byte)(sum / parts))]);
    }

    private static GrayImage Read(ZLibStream pixels, ImageHead head, Row reader, int factor, int step)
    {
        var (columns, rows) = (Math.Max(1, head.Width / factor), Math.Max(1, head.Height / factor));
        var image = GrayImage.White(columns, rows);
        var (row, above, grey, sums) = (new byte[reader.Bytes + 1], new byte[reader.Bytes + 1], new byte[head.Width], new int[columns]);
        var (wide, high) = (Math.Min(factor, head.Width), Math.Min(factor, head.Height));
        for (var y = 0; y < rows * high; y++)
        {
            pixels.ReadExactly(row);
            Unfilter(row, above, step);
            reader.ToGray(row.AsSpan(1), grey);
            for (int x = 0, from = 0; x < columns; x++, from += wide)
            {
                foreach (var value in grey.AsSpan(from, wide))
                    sums[x] += value;
            }

            if (y % high == high - 1)
            {
                for (var x = 0; x < columns; x++)
                    image.Pixels[(y / high * columns) + x] = (byte)(sums[x] / (wide * high));
                Array.Clear(sums);
            }

            (row, above) = (above, row);
        }

        return image;
    }

    /// <summary>PNG specification, section 9: each byte is stored as the difference to its neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Unfilter(byte[] row, byte[] above, int step)
    {
        switch (row[0])
        {
            case 0:
                break;
            case 1:
                for (var i = 1 + step; i < row.Length; i++)
                    row[i] += row[i - step];
                break;
            case 2:
                for (var i = 1; i < row.Length; i++)
                    row[i] += above[i];
                break;
            case 3:
                for (var i = 1; i < row.Length; i++)
                    row[i] += (byte)(((i > step ? row[i - step] : 0) + above[i]) / 2);
                break;
            case 4:
                for (var i = 1; i < row.Length; i++)
                    row[i] += i > step ? Paeth(row[i - step], above[i], above[i - step]) : above[i];
                break;
            default:
                throw new InvalidDataException("No such filter.");
        }
    }

    private static byte Paeth(byte left, byte above, byte corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static (byte[] Data, byte[] Palette, byte[] Transparency) Chunks(ReadOnlyMemory<byte> content)
    {
        using var data = new MemoryStream();
        byte[] palette = [], transparency = [];
        for (var at = 8; at + 12 <= content.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(content.Span[at..]);
            var kind = content.Slice(at + 4, 4);
            // A file that was cut off keeps what there is; its last rows are missing and end the decoding.
            var body = content.Slice(at + 8, (int)Math.Min(length, (uint)(content.Length - at - 8)));
            if (kind.Span.SequenceEqual("IDAT"u8))
                data.Write(body.Span);
            else if (kind.Span.SequenceEqual("PLTE"u8))
                palette = body.ToArray();
            else if (kind.Span.SequenceEqual("tRNS"u8))
                transparency = body.ToArray();
            if (length > content.Length)
                break;
            at += 12 + (int)length;
        }

        return (data.ToArray(), palette, transparency);
    }

    /// <summary>Turns a row's samples into grey.</summary>
    private sealed class Row(int width, int depth, int colour, int channels, byte[] palette, byte[] transparency)
    {
        public int Bytes { get; } = checked((int)((((long)width * channels * depth) + 7) / 8));

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void ToGray(ReadOnlySpan<byte> row, Span<byte> grey)
        {
            for (var x = 0; x < width; x++)
            {
                grey[x] = colour switch
                {
                    0 => (byte)(depth < 8 ? Sample(row, x) * 255 / ((1 << depth) - 1) : Sample(row, x)),
                    3 => Indexed(Sample(row, x)),
                    4 => Over(Sample(row, x * 2), Sample(row, (x * 2) + 1)),
                    2 => Luminance(Sample(row, x * 3), Sample(row, (x * 3) + 1), Sample(row, (x * 3) + 2)),
                    _ => Over(Luminance(Sample(row, x * 4), Sample(row, (x * 4) + 1), Sample(row, (x * 4) + 2)), Sample(row, (x * 4) + 3)),
                };
            }
        }

        /// <summary>The nth sample of the row, of one with 16 bits the higher eight.</summary>
        private int Sample(ReadOnlySpan<byte> row, int n) => depth switch
        {
            8 => row[n],
            16 => row[2 * n],
            _ => (row[n * depth / 8] >> (8 - depth - (n * depth % 8))) & ((1 << depth) - 1),
        };

        private byte Indexed(int index)
        {
            if ((index * 3) + 2 >= palette.Length)
                throw new InvalidDataException("No such colour.");
            var grey = Luminance(palette[index * 3], palette[(index * 3) + 1], palette[(index * 3) + 2]);
            return index < transparency.Length ? Over(grey, transparency[index]) : grey;
        }

        /// <summary>ITU-R BT.601 weights.</summary>
        private static byte Luminance(int red, int green, int blue) => (byte)(((red * 299) + (green * 587) + (blue * 114)) / 1000);

        private static byte Over(int grey, int opacity) => (byte)(((grey * opacity) + (255 * (255 - opacity))) / 255);
    }
}
