using MediAgents.Knowledge.Topics;

namespace MediAgents.Knowledge.Search;

/// <summary>
/// Lexical and vector search over a collection held in memory. A question is matched against whole topics first,
/// by their names and their text, then against the passages of the topics that fit. Safe for concurrent use without locks.
/// </summary>
public sealed class HybridSearch : IKnowledge, IDisposable
{
    private const int GreatestTopK = 50;

    // One topic never takes all places, so that a question about two things can be answered on both.
    private const double MostOfOneTopic = 0.8;

    private readonly CollectionIndex index;
    private readonly TermVectors vectors;
    private readonly QuestionReader reader;
    private readonly EvidenceCollector collector;
    private readonly DoseStatements doses;
    private readonly SectionKind[] sectionOf;
    private readonly ThreadLocal<SearchScratch> scratches;

    /// <summary>Builds the index: about 15 milliseconds for a hundred topics once the code is compiled, a tenth of a second in a new process.</summary>
    public HybridSearch(KnowledgeCollection collection)
    {
        Collection = collection;
        index = new CollectionIndex(collection);
        vectors = new TermVectors(index);
        reader = new QuestionReader(index.Terms, new TypoCorrector(index.Terms));
        collector = new EvidenceCollector(index, vectors);
        doses = new DoseStatements(collection, index);
        sectionOf = [.. collection.Topics.SelectMany(topic => topic.Sections.Select(section => section.Kind))];
        scratches = new ThreadLocal<SearchScratch>(() => new SearchScratch(index));
    }

    public KnowledgeCollection Collection { get; }

    public Retrieval Search(RetrievalQuery query)
    {
        var text = query.Text.AsSpan(0, Math.Min(query.Text.Length, RetrievalQuery.MaxLength));
        var scratch = scratches.Value!;
        if (!TryRank(text, query.Specialties, scratch, out var evidence, out var best))
            return Retrieval.Empty;

        // The best topic bears on the question at least as surely as it answers it.
        var answer = Relevance.AnswerLogit(evidence);
        var confidence = Relevance.Chance(answer);
        scratch.TopicLogit[best] = Math.Max(scratch.TopicLogit[best], answer);
        var passages = TakePassages(scratch, Math.Clamp(query.TopK, 1, GreatestTopK), query.SimilarityThreshold);
        if (passages.Length == 0)
            confidence = 0;
        return new Retrieval(passages, confidence, MissingWords.Describe(text, scratch.Question, index, best, evidence, confidence));
    }

    public void Dispose() => scratches.Dispose();

    /// <summary>The evidence for every topic, for calibration.</summary>
    internal IReadOnlyList<TopicEvidence> TopicEvidenceFor(string text)
    {
        var scratch = scratches.Value!;
        return TryRank(text, null, scratch, out _, out _) ? [.. scratch.Evidence] : new TopicEvidence[index.TopicCount];
    }

    /// <summary>The evidence on the question as a whole, for calibration; null when it has no word that counts.</summary>
    internal QuestionEvidence? QuestionEvidenceFor(string text) =>
        TryRank(text, null, scratches.Value!, out var evidence, out _) ? evidence : null;

    private bool TryRank(
        ReadOnlySpan<char> text, IReadOnlyCollection<string>? scope, SearchScratch scratch, out QuestionEvidence evidence, out int best)
    {
        (evidence, best) = (default, -1);
        reader.Read(text, scratch.Question, scratch.SharedTrigrams);
        var total = collector.Collect(scratch);
        if (total <= 0)
            return false;

        var (first, second) = (float.NegativeInfinity, float.NegativeInfinity);
        for (var topic = 0; topic < index.TopicCount; topic++)
        {
            var inScope = scope is not { Count: > 0 } || IsIn(scope, Collection.Topics[topic].Specialties);
            var score = Relevance.TopicScore(scratch.Evidence[topic]);
            scratch.TopicScore[topic] = inScope ? score : float.NegativeInfinity;
            if (inScope && score > first)
                (first, second, best) = (score, Math.Max(first, second), topic);
            else if (score > second)
                second = score;
        }

        if (best < 0)
            return false;
        // The only topic of a collection leads nobody.
        if (float.IsNegativeInfinity(second))
            second = first;
        for (var topic = 0; topic < index.TopicCount; topic++)
            scratch.TopicLogit[topic] = LogitOf(scratch.TopicScore[topic], topic == best ? second : Math.Max(first, second));
        evidence = new QuestionEvidence(
            scratch.Evidence[best], first, Math.Clamp(first - second, -Relevance.GreatestGap, Relevance.GreatestGap),
            QuestionEvidence.UnknownShare(scratch.Question, total),
            MathF.Log(1 + scratch.Anywhere[best]),
            scratch.Question.Commands > 0 ? 1 : 0,
            scratch.Question.AsksDose && !doses.State(best, scratch.Question) ? 1 : 0);
        return true;
    }

    private static float LogitOf(float score, float best) =>
        float.IsNegativeInfinity(score)
            ? float.NegativeInfinity
            : Relevance.TopicLogit(score, Math.Clamp(score - best, -Relevance.GreatestGap, Relevance.GreatestGap));

    private RetrievedPassage[] TakePassages(SearchScratch scratch, int topK, double threshold)
    {
        Span<(float Logit, int Passage)> taken = stackalloc (float, int)[GreatestTopK];
        var count = 0;
        var floor = threshold <= 0 ? -20 : threshold >= 1 ? float.PositiveInfinity : (float)Math.Log(threshold / (1 - threshold));
        var mostOfOne = (int)Math.Ceiling(MostOfOneTopic * topK);
        for (var topic = 0; topic < index.TopicCount; topic++)
            if (scratch.TopicLogit[topic] >= floor)
                TakePassagesOf(topic, scratch, floor, mostOfOne, taken[..topK], ref count);

        var passages = new RetrievedPassage[count];
        for (var i = 0; i < count; i++)
            passages[i] = new RetrievedPassage(Collection.Passages[taken[i].Passage], Relevance.Chance(taken[i].Logit));
        return passages;
    }

    private void TakePassagesOf(
        int topic, SearchScratch scratch, float floor, int most, Span<(float Logit, int Passage)> taken, ref int count)
    {
        Span<(float Merit, int Passage)> own = stackalloc (float, int)[most];
        var ownCount = 0;
        for (var passage = index.FirstPassage[topic]; passage < index.FirstPassage[topic + 1]; passage++)
            Insert((MeritOf(passage, scratch), passage), own, ref ownCount);
        foreach (var (merit, passage) in own[..ownCount])
        {
            var logit = scratch.TopicLogit[topic] + merit - own[0].Merit;
            if (logit >= floor)
                Insert((logit, passage), taken, ref count);
        }
    }

    private float MeritOf(int passage, SearchScratch scratch)
    {
        var sections = scratch.Question.Sections;
        var asked = (sections & (1 << (int)sectionOf[passage])) != 0;
        return Relevance.PassageMerit(
            asked, sections != 0 && !asked, scratch.InPassage[passage] / scratch.Total, vectors.WithPassage(scratch.Vector, passage));
    }

    // Keeps the best, best first; of equals the earlier passage.
    private static void Insert((float Value, int Passage) entry, Span<(float Value, int Passage)> best, ref int count)
    {
        if (count == best.Length && entry.Value <= best[count - 1].Value)
            return;
        if (count < best.Length)
            count++;
        var at = count - 1;
        for (; at > 0 && best[at - 1].Value < entry.Value; at--)
            best[at] = best[at - 1];
        best[at] = entry;
    }

    private static bool IsIn(IReadOnlyCollection<string> scope, IReadOnlyList<string> specialties)
    {
        foreach (var specialty in specialties)
            if (scope.Contains(specialty))
                return true;
        return false;
    }
}
