using System.Globalization;
using System.Net;
using System.Text;

namespace MediAgents.Documents.Layout;

/// <summary>Reads what <c>pdftotext -bbox</c> writes: pages with their size, words with their edges, both in points.</summary>
internal static class BoundingBoxes
{
    public static List<PageWords> Read(ReadOnlySpan<byte> output)
    {
        var pages = new List<PageWords>();
        List<PlacedWord> words = [];
        foreach (var range in output.Split((byte)'\n'))
        {
            var line = output[range].TrimStart((byte)' ');
            if (line.StartsWith("<page "u8))
            {
                words = [];
                pages.Add(new(Number(line, " width=\""u8) ?? 0, Number(line, " height=\""u8) ?? 0, words));
            }
            else if (pages.Count > 0 && line.StartsWith("<word "u8) && Word(line) is { } word)
            {
                words.Add(word);
            }
        }

        return pages;
    }

    private static PlacedWord? Word(ReadOnlySpan<byte> line)
    {
        var start = line.IndexOf((byte)'>') + 1;
        var end = line.LastIndexOf("</word>"u8);
        if (start <= 0 || end <= start
            || (Number(line, " xMin=\""u8), Number(line, " yMin=\""u8), Number(line, " xMax=\""u8), Number(line, " yMax=\""u8)) is not ({ } left, { } top, { } right, { } bottom))
            return null;
        var text = WebUtility.HtmlDecode(Encoding.UTF8.GetString(line[start..end])).Trim();
        return text.Length == 0 || !double.IsFinite(left + top + right + bottom) ? null : new(text, left, top, Math.Max(left, right), Math.Max(top, bottom));
    }

    private static double? Number(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        var start = line.IndexOf(name);
        if (start < 0)
            return null;
        var value = line[(start + name.Length)..];
        var end = value.IndexOf((byte)'"');
        return end > 0 && double.TryParse(value[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
