namespace MediAgents.Documents.Images;

/// <summary>
/// A page of a TIFF as the strips it is stored in, compressed as they are: the program that renders PDFs knows the same compressions
/// (TIFF 6.0, sections 4 to 11 and 13 to 14).
/// </summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Strips">Its rows, from the top.</param>
internal sealed record TiffPage(int Width, int Height, IReadOnlyList<PlacedImage> Strips)
{
    private const int MostStrips = 100_000;

    private enum Field
    {
        Width = 256,
        Length = 257,
        BitsPerSample = 258,
        Compression = 259,
        Photometric = 262,
        FillOrder = 266,
        StripOffsets = 273,
        SamplesPerPixel = 277,
        RowsPerStrip = 278,
        StripByteCounts = 279,
        PlanarConfiguration = 284,
        T4Options = 292,
        Predictor = 317,
    }

    /// <param name="content">The file.</param>
    /// <param name="page">Which page, counted from 0.</param>
    /// <returns>Null for what is stored in another way than as strips of black, grey or coloured rows.</returns>
    public static TiffPage? Of(ReadOnlyMemory<byte> content, int page)
    {
        if (TiffDirectory.Of(content, page) is not { } directory)
            return null;
        long One(Field field, long missing) => directory.Numbers((int)field) is [var first, ..] ? first : missing;
        var (width, height) = (One(Field.Width, 0), One(Field.Length, 0));
        var (samples, photometric) = (One(Field.SamplesPerPixel, 1), One(Field.Photometric, -1));
        var bits = directory.Numbers((int)Field.BitsPerSample) is { Count: > 0 } all ? all.Distinct().ToList() : [1];
        var isKnown = (samples, photometric) is (1, 0 or 1) or (3, 2);
        if (width is < 1 or > 100_000 || height is < 1 or > 100_000 || !isKnown || bits is not [1 or 2 or 4 or 8] || (samples == 3 && bits[0] != 8)
            || One(Field.FillOrder, 1) != 1 || (samples > 1 && One(Field.PlanarConfiguration, 1) != 1))
            return null;
        var (offsets, lengths, rows) = (directory.Numbers((int)Field.StripOffsets), directory.Numbers((int)Field.StripByteCounts), Math.Min(height, One(Field.RowsPerStrip, height)));
        if (offsets.Count == 0 || offsets.Count != lengths.Count || rows < 1 || offsets.Count < (height + rows - 1) / rows)
            return null;
        var strips = new List<PlacedImage>();
        for (var i = 0; i * rows < height; i++)
        {
            var high = Math.Min(rows, height - (i * rows));
            var filter = Filter(One(Field.Compression, 1), width, high, samples, bits[0], One(Field.Predictor, 1), One(Field.T4Options, 0));
            if (filter is null || offsets[i] < 0 || lengths[i] <= 0 || offsets[i] + lengths[i] > content.Length)
                return null;
            // Zero is white; of faxed pages the filter says it.
            var isInverted = photometric == 0 && One(Field.Compression, 1) is not (3 or 4);
            var look = $"/ColorSpace {(samples == 3 ? "/DeviceRGB" : "/DeviceGray")} /BitsPerComponent {bits[0]}{(isInverted ? " /Decode [1 0]" : "")} {filter}";
            strips.Add(new((int)(i * rows), (int)high, look, content.Slice((int)offsets[i], (int)lengths[i])));
        }

        return new((int)width, (int)height, strips);
    }

    public byte[] ToPdf() => ImagePdf.Of(Width, Height, Strips);

    /// <summary>How the strip is compressed, in the words of a PDF; null for a compression that PDF does not know.</summary>
    private static string? Filter(long compression, long width, long height, long samples, long bits, long predictor, long t4)
    {
        var parameters = predictor == 2 ? $" /DecodeParms << /Predictor 2 /Colors {samples} /BitsPerComponent {bits} /Columns {width} >>" : "";
        return compression switch
        {
            _ when predictor is not (1 or 2) => null,
            1 when predictor == 1 => "",
            5 => $"/Filter /LZWDecode{parameters}",
            8 or 32946 => $"/Filter /FlateDecode{parameters}",
            32773 => "/Filter /RunLengthDecode",
            3 when bits == 1 && samples == 1 => Fax((t4 & 1) != 0 ? 1 : 0),
            4 when bits == 1 && samples == 1 => Fax(-1),
            _ => null,
        };

        string Fax(int k) => $"/Filter /CCITTFaxDecode /DecodeParms << /K {k} /Columns {width} /Rows {height} /BlackIs1 false /EndOfBlock false >>";
    }

    /// <summary>The fields of one page.</summary>
    private sealed class TiffDirectory(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> entries, bool isLittle)
    {
        private const int EntryBytes = 12;

        public static TiffDirectory? Of(ReadOnlyMemory<byte> content, int page)
        {
            var span = content.Span;
            if (span.Length < 8)
                return null;
            var isLittle = span[0] == 'I';
            var at = TiffHead.Long(span[4..], isLittle);
            for (var i = 0; at != 0 && at <= span.Length - 2; i++)
            {
                var end = at + 2 + (EntryBytes * TiffHead.Short(span[(int)at..], isLittle));
                if (end + 4 > span.Length)
                    return null;
                if (i == page)
                    return new(content, content.Slice((int)at + 2, (int)(end - at - 2)), isLittle);
                at = TiffHead.Long(span[(int)end..], isLittle);
            }

            return null;
        }

        /// <summary>The numbers of a field; none for one that is missing, of another type or cut off.</summary>
        public List<long> Numbers(int field)
        {
            for (var entry = 0; entry < entries.Length; entry += EntryBytes)
            {
                var span = entries.Span.Slice(entry, EntryBytes);
                if (TiffHead.Short(span, isLittle) != field)
                    continue;
                var size = TiffHead.Short(span[2..], isLittle) switch { 3 => 2, 4 => 4, _ => 0 };
                var count = TiffHead.Long(span[4..], isLittle);
                if (size == 0 || count > MostStrips)
                    return [];
                var from = size * count <= 4 ? 0 : TiffHead.Long(span[8..], isLittle);
                var values = size * count <= 4 ? span[8..] : content.Span;
                if (from + (size * count) > values.Length)
                    return [];
                var numbers = new List<long>((int)count);
                for (var i = 0; i < count; i++)
                {
                    var at = values[(int)(from + (i * size))..];
                    numbers.Add(size == 2 ? TiffHead.Short(at, isLittle) : TiffHead.Long(at, isLittle));
                }

                return numbers;
            }

            return [];
        }
    }
}
