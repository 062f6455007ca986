namespace MediAgents.Documents.Layout;

/// <summary>Puts words that stand on one line together, each row from left to right, the rows from the top.</summary>
internal static class WordRows
{
    /// <summary>
    /// Words belong to one row while their middles are nearer than this part of their height. Half a line apart, as where a
    /// figure stands beside the middle of two lines of description, they do not.
    /// </summary>
    private const double Nearness = 0.4;

    public static List<List<PlacedWord>> Of(IReadOnlyList<PlacedWord> words)
    {
        var rows = words.All(word => word.Line is not null)
            ? [.. words.GroupBy(word => word.Line).Select(line => line.ToList())]
            : ByPlace(words);
        foreach (var row in rows)
            row.Sort((one, other) => one.Left.CompareTo(other.Left));
        return [.. rows.OrderBy(row => row.Average(word => word.Middle))];
    }

    private static List<List<PlacedWord>> ByPlace(IReadOnlyList<PlacedWord> words)
    {
        var rows = new List<List<PlacedWord>>();
        var (middle, height) = (0.0, 0.0);
        foreach (var word in words.OrderBy(word => word.Middle))
        {
            if (rows.Count == 0 || word.Middle - middle > Nearness * Math.Min(word.Height, height))
            {
                rows.Add([]);
                (middle, height) = (word.Middle, word.Height);
            }

            rows[^1].Add(word);
            height = Math.Max(height, word.Height);
        }

        return rows;
    }
}
