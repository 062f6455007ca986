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

    /// <summary>Names a condition: the answer must bear that name.</summary>
    Condition,
}

/// <summary>The word lists of the search, of our own writing (<c>Text/words</c>); loaded at first use.</summary>
internal sealed class Lexicon
{
    private static readonly Lazy<Lexicon> Loaded = new(() => new Lexicon());

    private readonly Dictionary<string, WordRole> roles = [];
    private readonly Dictionary<string, WordRole>.AlternateLookup<ReadOnlySpan<char>> roleOf;

    private Lexicon()
    {
        roleOf = roles.GetAlternateLookup<ReadOnlySpan<char>>();
        AddRoles("stop", WordRole.Stop);
        AddRoles("conversation", WordRole.Conversation);
        AddRoles("conditions", WordRole.Condition);
        ReadSynonyms();
        ReadSectionCues();
    }

    public static Lexicon Instance => Loaded.Value;

    /// <summary>Phrase => stems that mean the same in the collection's words.</summary>
    public PhraseTable<string[]> Synonyms { get; } = new();

    /// <summary>Phrase => the sections it asks for, one bit for each <see cref="SectionKind"/>.</summary>
    public PhraseTable<int> SectionCues { get; } = new();

    /// <param name="stem">A stem.</param>
    public WordRole RoleOf(ReadOnlySpan<char> stem)
    {
        if (roleOf.TryGetValue(stem, out var role))
            return role;
        return stem.Length switch
        {
            1 => char.IsDigit(stem[0]) ? WordRole.Stop : WordRole.Conversation,
            >= 6 when HasConditionEnding(stem) => WordRole.Condition,
            _ => int.TryParse(stem, out _) ? WordRole.Conversation : WordRole.Content,
        };
    }

    // The stems of -itis, -osis, -iasis, -oma, -aemia, -pathy, -algia, -plegia, -ectomy, -trophy: names of conditions by their Greek ending.
    private static bool HasConditionEnding(ReadOnlySpan<char> stem) =>
        stem.EndsWith("itiz") || stem.EndsWith("rit") && stem.StartsWith("arth")
        || stem.EndsWith("algia") || stem.EndsWith("oma") || stem.EndsWith("path") || stem.EndsWith("trof")
        || stem.EndsWith("pleg") || stem.EndsWith("emia") || stem.EndsWith("penia") || stem.EndsWith("iasiz") || stem.EndsWith("osiz");

    private void AddRoles(string list, WordRole role)
    {
        foreach (var line in ReadLines(list))
        {
            var words = new WordReader(line);
            while (words.TryRead(out var word))
                roles.TryAdd(Stemmer.Stem(word), role);
        }
    }

    private void ReadSynonyms()
    {
        foreach (var line in ReadLines("synonyms"))
        {
            var (phrases, meaning) = SplitAt(line, "=>");
            var stems = new List<string>();
            var words = new WordReader(meaning);
            while (words.TryRead(out var word))
                stems.Add(Stemmer.Stem(word));
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
