using MediAgents.Knowledge.Topics;

namespace MediAgents.Knowledge.Search;

/// <summary>
/// Lexical and vector search over a collection held in memory. A question is matched against whole topics first,
/// by their names and their text, then against the passages of the topics that fit. Safe for concurrent use without locks.
/// </summary>
public sealed class HybridSearch : IKnowledge, IDisposable
{
    private readonly CollectionIndex index;
    private readonly TermVectors vectors;
    private readonly QuestionReader reader;
    private readonly EvidenceCollector collector;
    private readonly ThreadLocal<SearchScratch> scratches;

    /// <summary>Builds the index; some milliseconds for a hundred topics.</summary>
    public HybridSearch(KnowledgeCollection collection)
    {
        Collection = collection;
        index = new CollectionIndex(collection);
        vectors = new TermVectors(index);
        reader = new QuestionReader(index.Terms, new TypoCorrector(index.Terms));
        collector = new EvidenceCollector(index, vectors);
        scratches = new ThreadLocal<SearchScratch>(() => new SearchScratch(index));
    }

    public KnowledgeCollection Collection { get; }

    internal IReadOnlyList<(string Topic, TopicEvidence Evidence)> EvidenceFor(string text)
    {
        var scratch = scratches.Value!;
        reader.Read(text, scratch.Question, scratch.SharedTrigrams);
        collector.Collect(scratch);
        return [.. Collection.Topics.Select((topic, i) => (topic.Id, scratch.Evidence[i]))];
    }

    public Retrieval Search(RetrievalQuery query) => Retrieval.Empty;

    public void Dispose() => scratches.Dispose();
}
