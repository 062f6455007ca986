using MediAgents.Knowledge.Topics;

namespace MediAgents.Knowledge.Text;

/// <summary>How much a word says about the subject of a question.</summary>
internal enum WordRole
{
    Content,

    /// <summary>Grammar: counts for nothing.</summary>
    Stop,

    /// <summary>Talk around the complaint: counts for little.</summary>
    Conversation,

    /// <summary>Names a condition or another subject: the answer must bear that name.</summary>
    Condition,
}

/// <summary>The word lists of the search, of our own writing (<c>Text/words</c>); loaded at first use.</summary>
internal sealed class Lexicon
{
    private static readonly Lazy<Lexicon> Loaded = new(() => new Lexicon());

    private readonly Dictionary<string, WordRole> roles = [];
    private readonly Dictionary<string, WordRole>.AlternateLookup<ReadOnlySpan<char>> roleOf;

    private readonly HashSet<string> generic;
    private readonly HashSet<string> kinds;
    private readonly HashSet<string> everyday;
    private readonly HashSet<string> anatomy;
    private readonly Dictionary<string, int> populationOf = [];
    private readonly Dictionary<string, string> layWords = [];

    private Lexicon()
    {
        roleOf = roles.GetAlternateLookup<ReadOnlySpan<char>>();
        AddRoles("stop", WordRole.Stop);
        AddRoles("conversation", WordRole.Conversation);
        AddRoles("subjects", WordRole.Condition);
        generic = StemsOf("generic");
        kinds = StemsOf("kinds");
        everyday = StemsOf("everyday");
        anatomy = StemsOf("anatomy");
        Populations = [.. ReadLines("populations").Select(WordsOf)];
        for (var group = 0; group < Populations.Count; group++)
            foreach (var stem in Populations[group])
                populationOf.Add(stem, 1 << group);
        ReadLayWords();
        ReadSynonyms();
        ReadSectionCues();
        foreach (var phrase in ReadLines("commands").SelectMany(line => line.Split(',')))
            Commands.Add(phrase, 1, (present, _) => present);
    }

    public static Lexicon Instance => Loaded.Value;

    /// <summary>Phrase => stems that mean the same in the collection's words.</summary>
    public PhraseTable<string[]> Synonyms { get; } = new();

    /// <summary>Phrases of texts that are no question for knowledge.</summary>
    public PhraseTable<int> Commands { get; } = new();

    /// <summary>Phrase => the sections it asks for, one bit for each <see cref="SectionKind"/>.</summary>
    public PhraseTable<int> SectionCues { get; } = new();

    /// <summary>"disease", "syndrome" and the like: the word before them is the name.</summary>
    public bool IsGenericHead(ReadOnlySpan<char> stem) => Has(generic, stem);

    /// <summary>The noun names conditions that come in kinds ("fever", "tumour"), so that the word beside it says which.</summary>
    public bool ComesInKinds(ReadOnlySpan<char> stem) => Has(kinds, stem);

    /// <summary>A word of everyday life: where no topic knows it, it says nothing of the subject.</summary>
    public bool IsEveryday(ReadOnlySpan<char> stem) => Has(everyday, stem);

    /// <summary>A part of the body that a topic must speak of to be about a complaint there.</summary>
    public bool IsBodyPart(ReadOnlySpan<char> stem) => Has(anatomy, stem);

    /// <summary>Groups of people for whom the same complaint is another matter, as stems; the first is whom a topic means that says nothing.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Populations { get; }

    /// <summary>The bit of the group of people that the word names; 0 when it names none.</summary>
    public int PopulationOf(ReadOnlySpan<char> stem) =>
        populationOf.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(stem, out var bit) ? bit : 0;

    /// <summary>The ids of the topics for which there are patients' words.</summary>
    public IReadOnlyCollection<string> TopicsWithLayWords => layWords.Keys;

    /// <summary>What patients say when they mean the topic; empty for a topic without such a line.</summary>
    public string LayWordsOf(string topicId) => layWords.GetValueOrDefault(topicId, "");

    public WordRole RoleOf(ReadOnlySpan<char> word, ReadOnlySpan<char> stem)
    {
        if (roleOf.TryGetValue(stem, out var role))
            return role;
        if (stem.Length == 1)
            return char.IsLetter(stem[0]) ? WordRole.Content : WordRole.Stop;
        if (!stem.ContainsAnyExceptInRange('0', '9'))
            return WordRole.Conversation;
        return HasConditionEnding(word) ? WordRole.Condition : WordRole.Content;
    }

    // Endings of Greek origin that make the name of a condition.
    private static bool HasConditionEnding(ReadOnlySpan<char> word) =>
        word.Length >= 6
        && (Ends(word, "itis") || Ends(word, "osis") || Ends(word, "iasis") || Ends(word, "oma") || Ends(word, "emia")
            || Ends(word, "pathy") || Ends(word, "algia") || Ends(word, "plegia") || Ends(word, "penia") || Ends(word, "trophy"));

    private static bool Ends(ReadOnlySpan<char> word, string ending) => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private void AddRoles(string list, WordRole role)
    {
        foreach (var line in ReadLines(list))
        {
            var words = new WordReader(line);
            while (words.TryRead(out var word))
                roles.TryAdd(Stemmer.Stem(word), role);
        }
    }

    private static bool Has(HashSet<string> stems, ReadOnlySpan<char> stem) =>
        stems.GetAlternateLookup<ReadOnlySpan<char>>().Contains(stem);

    private static HashSet<string> StemsOf(string list) => [.. ReadLines(list).SelectMany(WordsOf)];

    private static List<string> WordsOf(string line)
    {
        var stems = new List<string>();
        var words = new WordReader(line);
        while (words.TryRead(out var word))
            stems.Add(Stemmer.Stem(word));
        return stems;
    }

    private void ReadLayWords()
    {
        foreach (var line in ReadLines("lay"))
        {
            var (topic, words) = SplitAt(line, ":");
            layWords.Add(topic, words);
        }
    }

    private void ReadSynonyms()
    {
        foreach (var line in ReadLines("synonyms"))
        {
            var (phrases, meaning) = SplitAt(line, "=>");
            var stems = WordsOf(meaning);
            foreach (var phrase in phrases.Split(','))
                Synonyms.Add(phrase, [.. stems], (present, added) => [.. present.Union(added)]);
        }
    }

    private void ReadSectionCues()
    {
        foreach (var line in ReadLines("sections"))
        {
            var (section, phrases) = SplitAt(line, ":");
            var bit = 1 << (int)Enum.Parse<SectionKind>(section);
            foreach (var phrase in phrases.Split(','))
                SectionCues.Add(phrase, bit, (present, added) => present | added);
        }
    }

    private static (string Left, string Right) SplitAt(string line, string mark)
    {
        var at = line.IndexOf(mark, StringComparison.Ordinal);
        return at > 0
            ? (line[..at].Trim(), line[(at + mark.Length)..].Trim())
            : throw new InvalidDataException($"A line of a word list has no '{mark}': '{line}'.");
    }

    private static IEnumerable<string> ReadLines(string list)
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream($"words/{list}.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                yield return line;
    }
}
