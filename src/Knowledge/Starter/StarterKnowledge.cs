using MediAgents.Knowledge.Search;

namespace MediAgents.Knowledge.Starter;

/// <summary>
/// Search over the embedded topics. The index is built once, at the first search or by <see cref="PrepareAsync"/>,
/// so that it costs nothing while the process starts.
/// </summary>
public sealed class StarterKnowledge : IKnowledge
{
    private readonly Lazy<HybridSearch> search = new(() => new HybridSearch(StarterCollection.Load()));

    /// <summary>The collection that is searched; loads it if need be.</summary>
    public KnowledgeCollection Collection => search.Value.Collection;

    /// <summary>Builds the index in the background and searches once, so that the code is compiled; earlier searches wait.</summary>
    public Task PrepareAsync() => Task.Run(() => _ = Search(new RetrievalQuery("What are the symptoms of migraine?")));

    public Retrieval Search(RetrievalQuery query) => search.Value.Search(query);
}
