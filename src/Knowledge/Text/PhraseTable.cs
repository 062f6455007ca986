namespace MediAgents.Knowledge.Text;

/// <summary>Phrases of up to <see cref="MaxWords"/> words, looked up by their stems joined with single spaces.</summary>
internal sealed class PhraseTable<T>
{
    public const int MaxWords = 5;

    private readonly Dictionary<string, T> entries = [];
    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    public PhraseTable() => bySpan = entries.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds the value under the phrase, or joins it with the one already there.</summary>
    public void Add(ReadOnlySpan<char> phrase, T value, Func<T, T, T> join)
    {
        var key = StemsOf(phrase);
        entries[key] = entries.TryGetValue(key, out var present) ? join(present, value) : value;
    }

    /// <summary>All phrases, as stems, with their values.</summary>
    public IReadOnlyCollection<KeyValuePair<string, T>> Entries => entries;

    public bool TryGet(ReadOnlySpan<char> stems, out T value) => bySpan.TryGetValue(stems, out value!);

    private static string StemsOf(ReadOnlySpan<char> phrase)
    {
        var stems = new List<string>(MaxWords);
        var words = new WordReader(phrase);
        while (words.TryRead(out var word))
            stems.Add(Stemmer.Stem(word));
        return stems.Count is > 0 and <= MaxWords
            ? string.Join(' ', stems)
            : throw new InvalidDataException($"A phrase has 1 to {MaxWords} words: '{phrase}'.");
    }
}
