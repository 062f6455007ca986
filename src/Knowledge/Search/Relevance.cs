namespace MediAgents.Knowledge.Search;

/// <summary>
/// From evidence to calibrated chances. The coefficients come from the development half of the project's judged questions
/// (<c>evals/retrieval/dev</c>, 120 questions; <c>evals/refusal/dev.jsonl</c>, 80 texts to be refused) by the procedure in
/// <c>test/Knowledge.Tests/Calibration</c>, which prints them anew. The chances were fitted on 20 November 2026 with the lay
/// phrases as they stood before those questions had been read: phrases added because of them make the same questions look
/// easier than new ones are, and a fit on that would promise too much. The held half played no part.
/// </summary>
internal static class Relevance
{
    /// <summary>A lead over the next topic counts up to here.</summary>
    public const float GreatestGap = 5;

    // A question that is nothing but one of the topic's names is about that topic.
    private const float WholeName = 0.98f;
    private const float WholeNameBonus = 1;

    /// <summary>
    /// Orders the topics for one question. Rounded by hand from a conditional logit, whose own coefficients for these
    /// overlapping shares swing from one half of the questions to the other and order them no better.
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
    /// The logit that the best topic answers the question. Two weights are no fit, since the judged questions have few such
    /// cases, but rules: a dose that the collection does not state is never answered, nor a condition it has no topic for.
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
