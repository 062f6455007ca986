using MediAgents.Knowledge.Topics;

namespace MediAgents.Knowledge.Search;

/// <summary>
/// Lexical and vector search over a collection held in memory. A question is matched against whole topics first,
/// by their names and their text, then against the passages of the topics that fit. Safe for concurrent use without locks.
/// </summary>
public sealed class HybridSearch : IKnowledge, IDisposable
{
    private const int GreatestTopK = 50;

    private readonly CollectionIndex index;
    private readonly TermVectors vectors;
    private readonly QuestionReader reader;
    private readonly EvidenceCollector collector;
    private readonly DoseStatements doses;
    private readonly SectionKind[] sectionOf;
    private readonly ThreadLocal<SearchScratch> scratches;

    /// <summary>Builds the index; some milliseconds for a hundred topics.</summary>
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

        var confidence = Relevance.Chance(Relevance.AnswerLogit(evidence));
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
            var score = inScope ? Relevance.TopicScore(scratch.Evidence[topic]) : float.NegativeInfinity;
            scratch.TopicScore[topic] = score;
            if (score > first)
                (first, second, best) = (score, first, topic);
            else if (score > second)
                second = score;
        }

        if (best < 0)
            return false;
        for (var topic = 0; topic < index.TopicCount; topic++)
            scratch.TopicLogit[topic] = LogitOf(scratch.TopicScore[topic], topic == best ? second : first);
        evidence = new QuestionEvidence(
            scratch.Evidence[best], first, Math.Clamp(first - second, 0, Relevance.GreatestGap),
            QuestionEvidence.UnknownShare(scratch.Question, total),
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
        for (var topic = 0; topic < index.TopicCount; topic++)
            if (scratch.TopicLogit[topic] >= floor)
                TakePassagesOf(topic, scratch, floor, taken[..topK], ref count);

        var passages = new RetrievedPassage[count];
        for (var i = 0; i < count; i++)
            passages[i] = new RetrievedPassage(Collection.Passages[taken[i].Passage], Relevance.Chance(taken[i].Logit));
        return passages;
    }

    private void TakePassagesOf(int topic, SearchScratch scratch, float floor, Span<(float Logit, int Passage)> taken, ref int count)
    {
        var (from, to) = (index.FirstPassage[topic], index.FirstPassage[topic + 1]);
        var bestMerit = float.NegativeInfinity;
        for (var passage = from; passage < to; passage++)
        {
            var sections = scratch.Question.Sections;
            var asked = (sections & (1 << (int)sectionOf[passage])) != 0;
            var merit = Relevance.PassageMerit(
                asked, sections != 0 && !asked, scratch.InPassage[passage] / scratch.Total, vectors.WithPassage(scratch.Vector, passage));
            scratch.PassageMerit[passage] = merit;
            bestMerit = Math.Max(bestMerit, merit);
        }

        for (var passage = from; passage < to; passage++)
        {
            var logit = scratch.TopicLogit[topic] + scratch.PassageMerit[passage] - bestMerit;
            if (logit < floor || count == taken.Length && logit <= taken[count - 1].Logit)
                continue;
            if (count < taken.Length)
                count++;
            var at = count - 1;
            for (; at > 0 && taken[at - 1].Logit < logit; at--)
                taken[at] = taken[at - 1];
            taken[at] = (logit, passage);
        }
    }

    private static bool IsIn(IReadOnlyCollection<string> scope, IReadOnlyList<string> specialties)
    {
        foreach (var specialty in specialties)
            if (scope.Contains(specialty))
                return true;
        return false;
    }
}
