namespace MediAgents.Knowledge.Search;

/// <summary>
/// From evidence to calibrated chances. The coefficients are rounded from fits on judged questions of the project
/// (<c>evals/retrieval/train</c> and <c>dev</c>, 544 questions; <c>evals/refusal/train.jsonl</c> and <c>dev.jsonl</c>, 320 texts
/// to be refused) by the procedure in <c>test/Knowledge.Tests/Calibration</c>, which prints them anew. They were fitted on
/// 20 November 2026 on one half of the training set and checked on the other before all was used. The held half played no part.
/// </summary>
internal static class Relevance
{
    /// <summary>A lead over the next topic counts up to here.</summary>
    public const float GreatestGap = 5;

    // A question that is nothing but one of the topic's names is about that topic.
    private const float WholeName = 0.98f;
    private const float WholeNameBonus = 1;

    /// <summary>
    /// Orders the topics for one question: a conditional logit, save that what a topic lacks weighs more than the answerable
    /// questions of the training set would have it, because it tells the questions that the collection cannot answer.
    /// </summary>
    public static float TopicScore(in TopicEvidence e) =>
        2.2f * e.NameShare + 4.6f * e.Share + 2.6f * e.NameFit + 1.9f * e.NameFitShare
        - 1.5f * e.MissedCondition - 1f * e.Unjoined - 1.5f * e.Unmentioned - 0.8f * e.Stranger
        + 4f * e.Cosine + 2.7f * e.BestPassageShare
        + (e.NameFitShare >= WholeName ? WholeNameBonus : 0);

    /// <summary>The logit that a topic bears on a question which the collection covers.</summary>
    /// <param name="score">The topic's <see cref="TopicScore"/>.</param>
    /// <param name="lead">That less the best other topic's, within <see cref="GreatestGap"/> either way.</param>
    public static float TopicLogit(float score, float lead) => 0.31f * score + 0.68f * lead - 2.2f;

    /// <summary>
    /// The logit that the best topic answers the question. Three weights are no fit, since the judged questions have few such
    /// cases, but rules: never answered are a dose that the collection does not state, a condition it has no topic for, and
    /// a kind of a condition ("pulmonary hypertension") that its topic does not speak of.
    /// </summary>
    public static float AnswerLogit(in QuestionEvidence e) =>
        0.45f * e.Score + 0.3f * e.Gap + 0.8f * e.Best.Share + 2.5f * e.Weight - 1f * e.Unknown
        - 4f * e.Best.MissedCondition - 7f * e.Best.Unjoined - 0.6f * e.Best.Unmentioned - 1.3f * e.Best.Stranger
        - 3f * e.Commands - 20f * e.UnstatedDose - 8.7f;

    /// <summary>What speaks for a passage among those of its topic, on the logit scale; set by hand, as the judgements are of topics.</summary>
    /// <param name="asked">The question asks for sections and this is one of them.</param>
    /// <param name="others">The question asks for sections and this is none of them.</param>
    /// <param name="share">Share of the question found in the passage.</param>
    /// <param name="cosine">Nearness of sense.</param>
    public static float PassageMerit(bool asked, bool others, float share, float cosine) =>
        (asked ? 0.6f : others ? -0.4f : 0) + 2f * share + 0.8f * cosine;

    public static double Chance(double logit) => 1 / (1 + Math.Exp(-logit));
}
