using MediAgents.Knowledge.Search;

namespace MediAgents.Knowledge.Tests.Calibration;

/// <summary>
/// How the coefficients of <see cref="Relevance"/> are found, in three steps: order the topics, then the chance that a topic
/// bears on an answerable question, then the chance that the best topic answers what may not be answerable at all.
/// </summary>
internal sealed class CalibrationFit(HybridSearch search, IReadOnlyList<JudgedQuestion> answerable, IReadOnlyList<JudgedQuestion> refused)
{
    private readonly List<string> topics = [.. search.Collection.Topics.Select(topic => topic.Id)];

    public static double[] Features(TopicEvidence e) =>
        [e.NameShare, e.Share, e.NameFit, e.NameFitShare, -e.MissedCondition, -e.Unjoined, -e.Unmentioned, -e.Stranger, e.Cosine, e.BestPassageShare];

    public static double[] Features(QuestionEvidence e) =>
        [
            e.Score, e.Gap, e.Best.Share, e.Weight, -e.Unknown, -e.Best.MissedCondition, -e.Best.Unjoined, -e.Best.Unmentioned,
            -e.Best.Stranger, -e.Commands, -e.UnstatedDose,
        ];

    public double[] FitOrder() => RankingFit.Fit(
        [.. answerable.Select(question => (
            search.TopicEvidenceFor(question.Text).Select(Features).ToArray(),
            topics.Select(topic => Math.Pow(2, question.Grades.GetValueOrDefault(topic)) - 1).ToArray()))
            .Where(question => question.Item2.Sum() > 0)]);

    /// <summary>With the order that <see cref="Relevance"/> has now; the best eight topics of each question.</summary>
    public double[] FitTopic()
    {
        var cases = new List<(double[], bool, double)>();
        foreach (var question in answerable)
        {
            var scores = search.TopicEvidenceFor(question.Text).Select(e => (double)Relevance.TopicScore(e)).ToArray();
            var order = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ToArray();
            foreach (var topic in order.Take(8))
            {
                var lead = scores[topic] - scores[topic == order[0] ? order[1] : order[0]];
                cases.Add(([scores[topic], Math.Clamp(lead, -Relevance.GreatestGap, Relevance.GreatestGap)],
                    question.Grades.GetValueOrDefault(topics[topic]) > 0, 1));
            }
        }

        return LogisticFit.Fit(cases, 0.1);
    }

    public double[] FitAnswer() => LogisticFit.Fit([.. AnswerCases().Select(c => (Features(c.Evidence), c.Answers, 1.0))], 0.3);

    /// <summary>The evidence on each question, and whether its best topic is one judged to answer or to be of use.</summary>
    public IEnumerable<(JudgedQuestion Question, QuestionEvidence Evidence, bool Answers)> AnswerCases()
    {
        foreach (var question in answerable.Concat(refused))
        {
            if (search.QuestionEvidenceFor(question.Text) is not { } evidence)
                continue;
            var scores = search.TopicEvidenceFor(question.Text).Select(e => Relevance.TopicScore(e)).ToArray();
            yield return (question, evidence, question.Grades.GetValueOrDefault(topics[Array.IndexOf(scores, scores.Max())]) > 0);
        }
    }
}
