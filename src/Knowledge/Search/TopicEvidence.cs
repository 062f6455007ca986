namespace MediAgents.Knowledge.Search;

/// <summary>How far a topic covers a question; every entry 0..1. The shares are of the summed weight of the question's words.</summary>
/// <param name="NameShare">Share found in the topic's title and terms.</param>
/// <param name="Share">Share found anywhere in the topic, a passing mention counting less.</param>
/// <param name="NameFit">The best single name: how completely it stands in the question, squared.</param>
/// <param name="NameFitShare">Share of the question that this name accounts for.</param>
/// <param name="MissedCondition">Share that names a condition which is not the topic's.</param>
/// <param name="Unjoined">Share of compounds ("brain tumour") whose parts the topic does not have together.</param>
/// <param name="Unmentioned">Share that names parts of the body of which the topic does not speak.</param>
/// <param name="Stranger">1 when the question is about people whom the topic leaves out, less when the topic only does not speak of them.</param>
/// <param name="Cosine">Nearness of sense, of the term vectors.</param>
/// <param name="BestPassageShare">Share found in the one passage that has most of it.</param>
internal readonly record struct TopicEvidence(
    float NameShare,
    float Share,
    float NameFit,
    float NameFitShare,
    float MissedCondition,
    float Unjoined,
    float Unmentioned,
    float Stranger,
    float Cosine,
    float BestPassageShare);
