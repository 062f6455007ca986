namespace MediAgents.Billing.Matching;

/// <summary>A part of a row's name that hospitals use for the whole: positions in the row's words, their weight, and what the part is worth.</summary>
internal readonly record struct NamePart(int[] Positions, float Total, float Factor)
{
    private const float Strong = 0.95f;
    private const float Weak = 0.6f;

    /// <summary>True if the part alone can mean the row.</summary>
    public bool IsStrong => Factor >= Strong;

    /// <summary>The row of a name.</summary>
    /// <param name="name">The name as the tariff prints it.</param>
    /// <param name="canonical">Its words after known phrases were replaced.</param>
    /// <param name="plain">Its words as written.</param>
    /// <param name="phrases">The phrases of the tariff.</param>
    /// <param name="lexicon">The words of all names.</param>
    public static TariffRow Row(string name, List<string> canonical, List<string> plain, Phrases phrases, Lexicon lexicon)
    {
        var words = Words(canonical, plain);
        var ids = words.Select(lexicon.Id).ToArray();
        var idf = ids.Select(lexicon.Idf).ToArray();
        var parts = new List<NamePart> { Of(canonical, words, idf, 1f), Of(plain, words, idf, 1f) };
        foreach (var piece in Pieces(name))
        {
            var own = Wording.Tokens(piece, phrases).Where(words.Contains).ToList();
            if (own.Count > 0 && own.Count < words.Count)
                parts.Add(Of(own, words, idf, own.Count > 1 || lexicon.RowsOf(lexicon.Id(own[0])).Length <= 3 ? Strong : Weak));
        }

        return new([.. canonical], [.. words.Select(word => Qualifiers.IsQualifier(word) || word == "session")], ids, idf, [.. parts]);
    }

    /// <summary>A word of a known long form still says what it is when its neighbours are missing or out of order.</summary>
    public static List<string> Words(List<string> canonical, List<string> plain) => [.. canonical.Union(plain)];

    private static NamePart Of(List<string> own, List<string> words, float[] idf, float factor)
    {
        var positions = own.Select(token => words.IndexOf(token)).ToArray();
        return new(positions, positions.Sum(position => idf[position]), factor);
    }

    /// <summary>The name without brackets and without what follows "including" or "excluding", and each side of a stroke.</summary>
    private static IEnumerable<string> Pieces(string name)
    {
        var plain = name;
        for (var open = plain.IndexOf('(', StringComparison.Ordinal); open >= 0; open = plain.IndexOf('(', StringComparison.Ordinal))
        {
            var close = plain.IndexOf(')', open);
            plain = close < 0 ? plain[..open] : plain.Remove(open, close - open + 1);
        }

        foreach (var word in (ReadOnlySpan<string>)["excluding", "including", "inclusive", "incl", "with or without", "with/without"])
        {
            var at = plain.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at > 5)
                plain = plain[..at];
        }

        var pieces = new List<string> { plain };
        if (plain.Contains('/', StringComparison.Ordinal))
            pieces.AddRange(plain.Split('/', StringSplitOptions.RemoveEmptyEntries));
        var comma = plain.IndexOf(',', StringComparison.Ordinal);
        if (comma > 5)
            pieces.Add(plain[..comma]);
        return pieces;
    }
}
