using MediAgents.Evaluation.Datasets;
using MediAgents.Evaluation.Metrics;
using MediAgents.Knowledge;
using MediAgents.Primitives;

namespace MediAgents.Evaluation.Knowledge;

/// <summary>
/// Measures a knowledge collection on judged questions, over topics, and on questions it must refuse, as the product
/// does: below the low confidence, or without a passage above the threshold, is refused.
/// </summary>
public sealed class KnowledgeEvaluation(IKnowledge knowledge, KnowledgeCollection collection)
{
    private const int Deep = 50;
    private static readonly ConfidenceThresholds Thresholds = new();

    /// <param name="queries">jsonl <c>_id,text</c>.</param>
    /// <param name="judgements">tsv <c>query-id corpus-id score</c>, corpus ids being topics.</param>
    /// <param name="refusals">jsonl <c>_id,text</c> of questions that must be refused.</param>
    /// <exception cref="DatasetException">A file cannot be read; the message names line and field.</exception>
    public KnowledgeReport Run(string queries, string judgements, string refusals)
    {
        var topics = collection.Topics.Select(topic => new BeirDocument(topic.Id, topic.Title, "")).ToList();
        var judged = BeirDataset.Read(topics, queries, judgements);
        var questions = judged.Queries.Where(query => judged.Relevance.TryGetValue(query.Id, out var relevance) && Ranking.HasRelevant(relevance)).ToList();
        var refused = BeirDataset.ReadQueries(refusals);

        var plain = new TfIdfBaseline(collection);
        var ours = questions.ConvertAll(query => Score(Rank(query.Text), judged.Relevance[query.Id]));
        var theirs = questions.ConvertAll(query => Score(plain.Rank(query.Text), judged.Relevance[query.Id]));
        var refusal = Refusal(questions, refused, Refuses);
        var plainRefusal = Refusal(questions, refused, plain.Refuses);
        return new KnowledgeReport(
            questions.Count,
            Mean(ours, score => score.Ndcg),
            Bootstrap.Interval(ours, sample => sample.Average(score => score.Ndcg)),
            Mean(ours, score => score.ReciprocalRank),
            Bootstrap.Interval(ours, sample => sample.Average(score => score.ReciprocalRank)),
            Mean(ours, score => score.Recall),
            Bootstrap.Interval(ours, sample => sample.Average(score => score.Recall)),
            refusal,
            new KnowledgeBaseline(
                Mean(theirs, score => score.Ndcg),
                Mean(theirs, score => score.ReciprocalRank),
                Mean(theirs, score => score.Recall),
                plainRefusal.Errors,
                plainRefusal.Errors == 0 ? null : Math.Round((double)refusal.Errors / plainRefusal.Errors, 4)));
    }

    private IReadOnlyList<string> Rank(string question) =>
        [.. knowledge.Search(new RetrievalQuery(question, TopK: Deep, SimilarityThreshold: 0)).Passages.Select(found => found.Passage.TopicId).Distinct()];

    private bool Refuses(string question)
    {
        var found = knowledge.Search(new RetrievalQuery(question));
        return found.Passages.Count == 0 || Thresholds.LevelOf(found.Confidence) == ConfidenceLevel.Refused;
    }

    private static RefusalFigures Refusal(IReadOnlyList<BeirQuery> answerable, IReadOnlyList<BeirQuery> others, Func<string, bool> refuses)
    {
        var wronglyRefused = answerable.Where(query => refuses(query.Text)).Select(query => query.Id).ToList();
        var wronglyAnswered = others.Where(query => !refuses(query.Text)).Select(query => query.Id).ToList();
        var right = others.Count - wronglyAnswered.Count;
        var all = right + wronglyRefused.Count;
        return new RefusalFigures(
            others.Count,
            all == 0 ? 0 : Math.Round((double)right / all, 4),
            Interval.Wilson(right, all),
            Math.Round((double)right / others.Count, 4),
            Interval.Wilson(right, others.Count),
            wronglyRefused.Count + wronglyAnswered.Count,
            wronglyRefused,
            wronglyAnswered);
    }

    private static (double Ndcg, double ReciprocalRank, double Recall) Score(IReadOnlyList<string> ranked, IReadOnlyDictionary<string, int> relevance) =>
        (Ranking.NdcgAt10(ranked, relevance), Ranking.ReciprocalRankAt10(ranked, relevance), Ranking.RecallAt10(ranked, relevance));

    private static double Mean<T>(List<T> scores, Func<T, double> figure) => Math.Round(scores.Average(figure), 4);
}
