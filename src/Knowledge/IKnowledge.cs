namespace MediAgents.Knowledge;

/// <summary>Finds the passages that answer a question. Implementations are safe for concurrent use.</summary>
public interface IKnowledge
{
    /// <summary>What is searched.</summary>
    KnowledgeCollection Collection { get; }

    Retrieval Search(RetrievalQuery query);
}

/// <summary>A question to the collection.</summary>
/// <param name="Text">The question in the asker's words; of longer text only the first <see cref="MaxLength"/> characters are read.</param>
/// <param name="Specialties">Only passages of these specialties are considered; null or empty for all.</param>
/// <param name="TopK">At most this many passages, 1 to 50; values outside are brought to the nearest bound.</param>
/// <param name="SimilarityThreshold">Passages below this relevance (0..1) are left out.</param>
public sealed record RetrievalQuery(
    string Text,
    IReadOnlyCollection<string>? Specialties = null,
    int TopK = 5,
    double SimilarityThreshold = 0.7)
{
    /// <summary>Characters of a question that are read.</summary>
    public const int MaxLength = 1_000;
}

/// <summary>A passage and its calibrated relevance, 0..1: the chance that it bears on the question.</summary>
public sealed record RetrievedPassage(Passage Passage, double Score);

/// <summary>What the collection has on a question.</summary>
/// <param name="Passages">Best first; none below the query's threshold.</param>
/// <param name="Confidence">The calibrated chance, 0..1, that these passages answer the question; 0 when there is none.</param>
/// <param name="Missing">What the collection lacks, as a sentence for the reader; null when nothing of weight is missing.</param>
public sealed record Retrieval(IReadOnlyList<RetrievedPassage> Passages, double Confidence, string? Missing)
{
    public static Retrieval Empty { get; } = new([], 0, null);
}
