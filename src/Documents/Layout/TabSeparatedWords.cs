using System.Globalization;

namespace MediAgents.Documents.Layout;

/// <summary>Reads the words that <c>tesseract</c> writes as tab-separated values, boxes in pixels.</summary>
internal static class TabSeparatedWords
{
    private const int Columns = 12;

    public static List<PageWords> Read(string output)
    {
        var pages = new List<PageWords>();
        List<PlacedWord> words = [];
        var line = 0;
        Span<Range> cells = stackalloc Range[Columns];
        foreach (var row in output.AsSpan().EnumerateLines())
        {
            if (row.Split(cells, '\t') < Columns || !int.TryParse(row[cells[0]], out var level))
                continue;
            if ((Number(row[cells[6]]), Number(row[cells[7]]), Number(row[cells[8]]), Number(row[cells[9]])) is not ({ } left, { } top, { } width, { } height))
                continue;
            if (level == 1)
            {
                words = [];
                pages.Add(new(width, height, words));
            }
            else if (level == 4)
            {
                line++;
            }
            else if (level == 5 && pages.Count > 0 && Number(row[cells[10]]) is >= 0 and var confidence && row[cells[11]].Trim() is { IsEmpty: false } text)
            {
                words.Add(new(text.ToString(), left, top, left + width, top + height, line, confidence));
            }
        }

        foreach (var page in pages)
            RecognisedMarks.Mend((List<PlacedWord>)page.Words);
        return pages;
    }

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
