namespace MediAgents.Evaluation.Matching;

/// <summary>A reader who knows every row's words by heart, corrects every misspelling and knows every abbreviation: what he cannot decide nobody can.</summary>
internal sealed class TariffReader
{
    /// <summary>Words that tell no row from another.</summary>
    private static readonly HashSet<string> Empty = ["of", "and", "the", "for", "a", "in", "or", "etc", "per", "to", "by", "on"];

    private readonly HashSet<string>[] rows;
    private readonly Dictionary<string, List<int>> rowsOf = new(StringComparer.Ordinal);
    private readonly HashSet<string> asPrinted = new(StringComparer.Ordinal);

    public TariffReader(IReadOnlyList<string> names)
    {
        rows = [.. names.Select(name => Words(name).Select(Folded).ToHashSet(StringComparer.Ordinal))];
        for (var row = 0; row < rows.Length; row++)
        {
            foreach (var word in rows[row])
            {
                if (!rowsOf.TryGetValue(word, out var list))
                    rowsOf[word] = list = [];
                list.Add(row);
            }

            asPrinted.UnionWith(Words(names[row]));
        }
    }

    /// <summary>True for a word that stands in some name: a slip that gives one is another word, not a misspelling.</summary>
    public bool Knows(string word) => asPrinted.Contains(word);

    /// <summary>True if no other row has all that is left of the name in <paramref name="row"/>.</summary>
    public bool Decides(IReadOnlyList<Piece> pieces, int row)
    {
        var said = pieces.Select(piece => Meanings(piece)).Where(meanings => meanings.Count > 0).ToList();
        if (said.Count == 0)
            return false;
        var rarest = said.MinBy(meanings => meanings.Sum(words => words.Min(Frequency)))!;
        var others = rarest.SelectMany(words => RowsOf(words.MinBy(Frequency)!)).Distinct();
        return others.All(other => other == row || !said.TrueForAll(meanings => meanings.Exists(words => words.TrueForAll(rows[other].Contains))));
    }

    public static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split([.. " ,/()-–.+&;:[]"], StringSplitOptions.RemoveEmptyEntries);

    private static List<List<string>> Meanings(Piece piece)
    {
        var meanings = new List<List<string>>();
        foreach (var reading in piece.Readings)
        {
            var words = reading.Where(word => !Empty.Contains(word)).Select(Folded).ToList();
            if (words.Count == 0)
                return [];
            meanings.Add(words);
        }

        return meanings;
    }

    private int Frequency(string word) => RowsOf(word).Count;

    private List<int> RowsOf(string word) => rowsOf.TryGetValue(word, out var list) ? list : [];

    /// <summary>British and American spelling, singular and plural are one word.</summary>
    private static string Folded(string word)
    {
        var folded = word.Replace("ae", "e", StringComparison.Ordinal).Replace("oe", "e", StringComparison.Ordinal);
        return folded.Length > 3 && folded[^1] == 's' && folded[^2] != 's' ? folded[..^1] : folded;
    }
}
