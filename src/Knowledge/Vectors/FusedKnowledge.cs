namespace MediAgents.Knowledge.Vectors;

/// <summary>
/// The search by words with its ranking of passages fused with that of a model of embeddings. Which passages are given changes;
/// how many are good enough, how surely the i-th of them bears on the question, and the confidence stay what the search by words
/// says, because only that is calibrated. So vectors can neither make an answer of a refusal nor the other way round.
/// </summary>
/// <param name="words">The search by words.</param>
/// <param name="passages">The collection's vectors.</param>
/// <param name="vectorOf">The vector of a question, of the same model; null where there is none: then words alone decide.</param>
public sealed class FusedKnowledge(IKnowledge words, PassageVectors passages, Func<string, ReadOnlyMemory<float>?> vectorOf) : IKnowledge
{
    /// <summary>How deep both rankings are read.</summary>
    private const int Depth = 50;

    private const double MostOfOneTopic = 0.8;

    public KnowledgeCollection Collection => words.Collection;

    public Retrieval Search(RetrievalQuery query)
    {
        var found = words.Search(query);
        return found.Passages.Count > 0 && vectorOf(query.Text) is { } question ? Fuse(query, found, question.Span) : found;
    }

    private Retrieval Fuse(RetrievalQuery query, Retrieval found, ReadOnlySpan<float> question)
    {
        var byWords = words.Search(query with { TopK = Depth, SimilarityThreshold = 0 }).Passages.Select(one => one.Passage).ToList();
        var byVectors = passages.Nearest(question, query.Specialties, Depth);
        var passageOf = byWords.Concat(byVectors).DistinctBy(passage => passage.Id).ToDictionary(passage => passage.Id, StringComparer.Ordinal);
        var mostOfOne = (int)Math.Ceiling(MostOfOneTopic * query.TopK);
        var ofTopic = new Dictionary<string, int>(StringComparer.Ordinal);
        var fused = new List<RetrievedPassage>(found.Passages.Count);
        foreach (var id in RankFusion.Of<string>([.. byWords.Select(passage => passage.Id)], [.. byVectors.Select(passage => passage.Id)]))
        {
            if (fused.Count == found.Passages.Count)
                break;
            var passage = passageOf[id];
            var already = ofTopic.GetValueOrDefault(passage.TopicId);
            if (already >= mostOfOne)
                continue;
            ofTopic[passage.TopicId] = already + 1;
            fused.Add(new RetrievedPassage(passage, found.Passages[fused.Count].Score));
        }

        return found with { Passages = fused };
    }
}
