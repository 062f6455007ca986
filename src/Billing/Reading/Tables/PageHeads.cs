namespace MediAgents.Billing.Reading.Tables;

/// <summary>
/// What a page repeats of the head of a page before it: hospital, patient, the headings of a table of which nothing follows. A line
/// above the first row of a table and, figures apart, the same line on a further page tell how far that page's own head reaches.
/// </summary>
internal sealed class PageHeads
{
    /// <summary>For each page but the first the line with which its head ends; 0 if it repeats nothing.</summary>
    private readonly Dictionary<int, int> ends = [];

    /// <param name="lines">All lines in order.</param>
    /// <param name="shapes">The tables found among them, in order.</param>
    public PageHeads(IReadOnlyList<TextLine> lines, IReadOnlyList<TableShape> shapes)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in lines.GroupBy(line => line.Page))
        {
            var all = page.ToList();
            var firstRow = shapes.FirstOrDefault(shape => shape.FirstRow >= all[0].Number && shape.FirstRow <= all[^1].Number)?.FirstRow;
            var head = all.FindAll(line => line.Tokens.Count > 0 && line.Number < (firstRow ?? int.MaxValue));
            ends[page.Key] = head.FindLast(line => known.Contains(Key(line)))?.Number ?? 0;
            if (firstRow is not null)
                known.UnionWith(head.Select(Key));
        }
    }

    public bool Repeats(TextLine line) => line.Number <= ends[line.Page];

    /// <summary>The words of a line; its numbers, of pages and sheets, may differ.</summary>
    private static string Key(TextLine line) => string.Concat(line.Text.Where(c => !char.IsWhiteSpace(c)).Select(c => char.IsDigit(c) ? '0' : c));
}
