using System.Numerics;

namespace MediAgents.Clinical.Language;

/// <summary>
/// The stems a phrase book knows. A word of five letters or more that is unknown is taken for the known one it misspells:
/// same first letter and one edit away (two from eleven letters on), swapped neighbours counting once. A five-letter word may not
/// have a letter exchanged: "couch" is no cough.
/// </summary>
internal sealed class Vocabulary
{
    private const int ShortestMisspelling = 5;
    private const int TwoEditsFrom = 11;
    private const int LongestWord = 24;

    private readonly Dictionary<string, int> symbols = new(4096);
    private readonly List<UInt128> concepts = new(4096);
    private readonly List<string> stems = new(4096);
    private readonly List<int> letters = new(4096);
    private readonly List<int>?[] byFirstAndLength = new List<int>?[26 * (LongestWord + 1)];
    private Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public Vocabulary() => lookup = symbols.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => stems.Count;

    public UInt128 ConceptsOf(int symbol) => concepts[symbol];

    /// <summary>The symbol of a word as written in the lexicon, added if it is new.</summary>
    public int Add(ReadOnlySpan<char> word)
    {
        Span<char> buffer = stackalloc char[word.Length];
        word.ToLowerInvariant(buffer);
        var stem = buffer[..Stemmer.Stem(buffer)];
        if (lookup.TryGetValue(stem, out var symbol))
            return symbol;

        symbol = stems.Count;
        var text = stem.ToString();
        symbols.Add(text, symbol);
        stems.Add(text);
        concepts.Add(UInt128.Zero);
        letters.Add(LettersOf(stem));
        if (stem.Length >= ShortestMisspelling - 1 && BucketOf(stem[0], stem.Length) is { } bucket)
            (byFirstAndLength[bucket] ??= []).Add(symbol);
        return symbol;
    }

    public void Mark(int symbol, int concept) => concepts[symbol] |= UInt128.One << concept;

    /// <summary>The symbol of a stem, exactly or through a misspelling; -1 when there is none.</summary>
    public int Find(ReadOnlySpan<char> stem, bool mayBeMisspelt)
    {
        if (lookup.TryGetValue(stem, out var symbol))
            return symbol;
        return mayBeMisspelt && stem.Length >= ShortestMisspelling ? FindMisspelt(stem) : -1;
    }

    private int FindMisspelt(ReadOnlySpan<char> stem)
    {
        var edits = stem.Length >= TwoEditsFrom ? 2 : 1;
        var used = LettersOf(stem);
        for (var allowed = 1; allowed <= edits; allowed++)
        {
            for (var length = stem.Length - allowed; length <= stem.Length + allowed; length++)
            {
                if (BucketOf(stem[0], length) is not { } bucket || byFirstAndLength[bucket] is not { } candidates)
                    continue;
                foreach (var symbol in candidates)
                {
                    if (stem.Length == ShortestMisspelling && length == stem.Length && used != letters[symbol])
                        continue;
                    if (BitOperations.PopCount((uint)(used ^ letters[symbol])) <= 2 * allowed
                        && Edits.Within(stem, stems[symbol], allowed))
                        return symbol;
                }
            }
        }

        return -1;
    }

    private static int? BucketOf(char first, int length) =>
        first is >= 'a' and <= 'z' && length is > 0 and <= LongestWord ? ((first - 'a') * (LongestWord + 1)) + length : null;

    private static int LettersOf(ReadOnlySpan<char> word)
    {
        var used = 0;
        foreach (var c in word)
            used |= 1 << (c & 31);
        return used;
    }
}
