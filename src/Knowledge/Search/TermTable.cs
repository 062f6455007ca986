namespace MediAgents.Knowledge.Search;

/// <summary>The stems of a collection, numbered from 0, and how rare each is among the topics.</summary>
internal sealed class TermTable
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private readonly List<string> stems = [];
    private readonly List<bool> acronyms = [];

    public TermTable() => bySpan = numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => stems.Count;

    /// <summary>Inverse topic frequency of each term: ln(1 + (N - n + 0.5) / (n + 0.5)) (Robertson and Zaragoza, 2009, section 3.3).</summary>
    public float[] Rarity { get; private set; } = [];

    /// <summary>The rarity of a word that no topic has.</summary>
    public float GreatestRarity { get; private set; }

    public string this[int term] => stems[term];

    /// <summary>The number of the word's stem, which is added when it is new.</summary>
    public int Add(ReadOnlySpan<char> word, ReadOnlySpan<char> stem)
    {
        var isAcronym = word.Length == stem.Length && word.Length > 1 && !word.ContainsAnyExceptInRange('A', 'Z');
        if (bySpan.TryGetValue(stem, out var number))
        {
            acronyms[number] |= isAcronym;
            return number;
        }

        var added = stem.ToString();
        numbers.Add(added, stems.Count);
        stems.Add(added);
        acronyms.Add(isAcronym);
        return stems.Count - 1;
    }

    /// <summary>Whether the term stands in the collection in capitals (PAD), so that a plural (pads) is another word.</summary>
    public bool IsAcronym(int term) => acronyms[term];

    public bool TryGet(ReadOnlySpan<char> stem, out int term) => bySpan.TryGetValue(stem, out term);

    /// <param name="topicsWith">For each term, the number of topics that have it; a passing mention may count for part of one.</param>
    /// <param name="topics">The number of topics.</param>
    public void SetRarity(ReadOnlySpan<float> topicsWith, int topics)
    {
        Rarity = new float[Count];
        for (var term = 0; term < Count; term++)
            Rarity[term] = RarityOf(topicsWith[term], topics);
        GreatestRarity = RarityOf(0, topics);
    }

    private static float RarityOf(float with, int topics) => MathF.Log(1 + (topics - with + 0.5f) / (with + 0.5f));
}
