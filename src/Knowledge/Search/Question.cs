using MediAgents.Knowledge.Text;

namespace MediAgents.Knowledge.Search;

/// <summary>What the best topic must have of a word, or else the question is about something the collection lacks.</summary>
internal enum Demand
{
    None,

    /// <summary>Which kind of a condition is meant ("haemolytic anaemia"): the topic must at least mention it.</summary>
    Mention,

    /// <summary>The condition itself ("lupus"): the topic must bear the name.</summary>
    Name,

    /// <summary>The word before "syndrome" and the like ("Perry syndrome"): a whole name of the topic must stand in the question.</summary>
    WholeName,
}

/// <summary>Two words of a question that name one thing together ("brain tumour", "infection of the ear"), as numbers of words.</summary>
internal readonly record struct Compound(int Qualifier, int Head);

/// <summary>One word of a question that counts, and by which terms of the collection it may be matched.</summary>
internal struct AskedWord
{
    /// <summary>Where the word stands in the question.</summary>
    public int Start;
    public int Length;
    public WordRole Role;

    /// <summary>What the word counts for: its rarity times what its role is worth.</summary>
    public float Weight;

    /// <summary>The word is part of a phrase that asks for a section.</summary>
    public bool IsCue;

    /// <summary>What a topic must have of the word to be about it at all.</summary>
    public Demand Demand;

    /// <summary>Its alternatives lie from here up to the next word's.</summary>
    public int FirstAlternative;
}

/// <summary>A term that may match an asked word, and how surely it means the same (0..1).</summary>
internal readonly record struct Alternative(int Term, float Likeness);

/// <summary>A question as the search has understood it; reused from one search to the next.</summary>
internal sealed class Question
{
    /// <summary>Words of a question that are read; later ones are left out.</summary>
    public const int MaxWords = 128;
    private const int MaxAlternatives = 512;
    private const int MaxCompounds = 16;

    private readonly AskedWord[] words = new AskedWord[MaxWords + 1];
    private readonly Alternative[] alternatives = new Alternative[MaxAlternatives];
    private readonly Compound[] compounds = new Compound[MaxCompounds];
    private int alternativeCount;
    private int compoundCount;

    /// <summary>How many words count.</summary>
    public int WordCount { get; private set; }

    /// <summary>The sections asked for, one bit for each <see cref="Topics.SectionKind"/>; 0 when the question names none.</summary>
    public int Sections { get; set; }

    /// <summary>The question asks for an amount of a medicine.</summary>
    public bool AsksDose { get; set; }

    /// <summary>How many phrases show that the text orders the machine about rather than asks for knowledge.</summary>
    public int Commands { get; set; }

    /// <summary>The groups of people asked about, one bit for each line of the list of populations.</summary>
    public int Populations { get; set; }

    public ReadOnlySpan<Compound> Compounds => compounds.AsSpan(0, compoundCount);

    public ReadOnlySpan<AskedWord> Words => words.AsSpan(0, WordCount);

    public ReadOnlySpan<Alternative> AlternativesOf(int word) =>
        alternatives.AsSpan(words[word].FirstAlternative, words[word + 1].FirstAlternative - words[word].FirstAlternative);

    public void Clear()
    {
        WordCount = 0;
        alternativeCount = 0;
        Sections = 0;
        AsksDose = false;
        Commands = 0;
        Populations = 0;
        compoundCount = 0;
        words[0].FirstAlternative = 0;
    }

    /// <summary>Adds a word; its alternatives follow by <see cref="AddAlternative"/>. False when there is no room.</summary>
    public bool TryAddWord(AskedWord word)
    {
        if (WordCount == MaxWords)
            return false;
        word.FirstAlternative = alternativeCount;
        words[WordCount++] = word;
        words[WordCount].FirstAlternative = alternativeCount;
        return true;
    }

    public void AddAlternative(int term, float likeness)
    {
        foreach (var present in AlternativesOf(WordCount - 1))
            if (present.Term == term)
                return;
        if (alternativeCount == MaxAlternatives)
            return;
        alternatives[alternativeCount++] = new Alternative(term, likeness);
        words[WordCount].FirstAlternative = alternativeCount;
    }

    public void AddCompound(Compound compound)
    {
        if (compoundCount < MaxCompounds)
            compounds[compoundCount++] = compound;
    }

    public void SetWeight(float weight) => words[WordCount - 1].Weight = weight;
}
