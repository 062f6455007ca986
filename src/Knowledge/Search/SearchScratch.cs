namespace MediAgents.Knowledge.Search;

/// <summary>The arrays one search works in; one for each thread and index, so that searches neither allocate nor wait.</summary>
internal sealed class SearchScratch(CollectionIndex index)
{
    public Question Question { get; } = new();

    /// <summary>One counter for each term, 0 between uses.</summary>
    public int[] SharedTrigrams { get; } = new int[index.Terms.Count];

    /// <summary>For each topic, the weight found in its names / anywhere in it / lost on conditions that are not its own.</summary>
    public float[] InNames { get; } = new float[index.TopicCount];
    public float[] Anywhere { get; } = new float[index.TopicCount];
    public float[] Missed { get; } = new float[index.TopicCount];

    public float[] Unjoined { get; } = new float[index.TopicCount];
    public float[] Unmentioned { get; } = new float[index.TopicCount];

    /// <summary>For each topic, how far it has what one demand asks for.</summary>
    public float[] Has { get; } = new float[index.TopicCount];

    /// <summary>Marks of sentences and names that have the first part of a compound.</summary>
    public bool[] MarkedSentences { get; } = new bool[index.TopicOfSentence.Length];
    public bool[] MarkedNames { get; } = new bool[index.TopicOfName.Length];

    /// <summary>For each topic, what the word at hand finds there.</summary>
    public float[] WordInNames { get; } = new float[index.TopicCount];
    public float[] WordAnywhere { get; } = new float[index.TopicCount];

    /// <summary>For each passage, the weight found in it, and what the word at hand finds.</summary>
    public float[] InPassage { get; } = new float[index.FirstPassage[^1]];
    public float[] WordInPassage { get; } = new float[index.FirstPassage[^1]];

    /// <summary>For each single name, the weight of its terms found; and for each term how well it has been found.</summary>
    public float[] OfName { get; } = new float[index.TopicOfName.Length];
    public float[] Found { get; } = new float[index.Terms.Count];

    public float[] Vector { get; } = new float[TermVectors.Dimensions];

    public TopicEvidence[] Evidence { get; } = new TopicEvidence[index.TopicCount];
    public float[] TopicScore { get; } = new float[index.TopicCount];
    public float[] TopicLogit { get; } = new float[index.TopicCount];

    /// <summary>The summed weight of the question's words.</summary>
    public float Total { get; set; }
}
