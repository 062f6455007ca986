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

        return [.. pages.Select(Upright)];
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

    /// <summary>The size is that of the unturned page; words of a page turned by 90 degrees stand on the turned one.</summary>
    private static PageWords Upright(PageWords page)
    {
        if (page.Words.Count == 0)
            return page;
        var (right, bottom) = (page.Words.Max(word => word.Right), page.Words.Max(word => word.Bottom));
        var isTurned = (right > page.Width + 1 || bottom > page.Height + 1) && right <= page.Height + 1 && bottom <= page.Width + 1;
        return isTurned ? page with { Width = page.Height, Height = page.Width } : page;
    }
}
