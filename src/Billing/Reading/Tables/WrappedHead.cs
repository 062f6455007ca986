namespace MediAgents.Billing.Reading.Tables;

/// <summary>Headings that take two or three lines: "Batch" over and "No" under the line of the other headings.</summary>
internal static class WrappedHead
{
    /// <summary>
    /// The head with the columns that stand between its headings on the lines around it; itself if there are none. The lines hold
    /// words only.
    /// </summary>
    /// <param name="head">The headings of the middle line.</param>
    /// <param name="above">The line above; empty if it belongs to something else.</param>
    /// <param name="below">The line below; empty if it belongs to something else.</param>
    public static List<Column> Join(List<Column> head, List<Token> above, List<Token> below)
    {
        var between = new List<Token>();
        foreach (var token in above.Concat(below))
        {
            if (!head.Exists(column => Overlap(column.Start, column.End, token)))
                between.Add(token);
        }

        var joined = head.ToList();
        while (between.Count > 0)
        {
            var first = between[0];
            var together = between.FindAll(token => token == first || Overlap(first.Start - 1, first.End + 1, token));
            between.RemoveAll(together.Contains);
            if (ColumnWords.Find(string.Join(' ', together.Select(token => token.Text))) is { } kind)
                joined.Add(new(kind, together.Min(token => token.Start), together.Max(token => token.End)));
        }

        return [.. joined.OrderBy(column => column.Start)];
    }

    /// <summary>True for a line of nothing but parts of headings, which is no head itself.</summary>
    public static bool GoesOn(List<Token> tokens, List<Column> head) =>
        tokens.Count <= head.Count && tokens.TrueForAll(token => ColumnWords.IsPart(token.Text)) && ColumnWords.ReadHead(tokens).Count == 0;

    private static bool Overlap(int start, int end, Token token) => Math.Min(end, token.End) > Math.Max(start, token.Start);
}
