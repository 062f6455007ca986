namespace MediAgents.Knowledge.Search;

/// <summary>From evidence to calibrated chances: logistic functions whose coefficients were fitted on judged questions.</summary>
internal static class Relevance
{
    /// <summary>Orders the topics for one question.</summary>
    public static float TopicScore(in TopicEvidence e) =>
        1.5f * e.NameShare + 3f * e.Share + 1.5f * e.NameFit + 2f * e.NameFitShare - 2f * e.MissedCondition + 2f * e.Cosine + 1f * e.BestPassageShare;

    public static double Chance(double logit) => 1 / (1 + Math.Exp(-logit));
}
