using System.Text.Json.Serialization;
using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.Knowledge;

/// <summary>What an evaluation of the knowledge collection found: ranking over topics, and answering or refusing.</summary>
/// <param name="Queries">Questions with a relevant topic.</param>
/// <param name="NdcgAt10">Mean nDCG@10 over topics, gain 2^rel - 1.</param>
/// <param name="NdcgAt10Ci">Its 95 % percentile bootstrap interval, seeded.</param>
/// <param name="MrrAt10">Mean reciprocal rank of the first relevant topic among ten.</param>
/// <param name="MrrAt10Ci">Its 95 % percentile bootstrap interval, seeded.</param>
/// <param name="RecallAt10">Mean share of the relevant topics among ten.</param>
/// <param name="RecallAt10Ci">Its 95 % percentile bootstrap interval, seeded.</param>
/// <param name="Refusal">Answering what the collection holds, refusing the rest.</param>
/// <param name="Baseline">Plain TF-IDF on the same questions.</param>
public sealed record KnowledgeReport(
    int Queries,
    [property: JsonPropertyName("ndcg_at_10")] double NdcgAt10,
    [property: JsonPropertyName("ndcg_at_10_ci")] Interval NdcgAt10Ci,
    [property: JsonPropertyName("mrr_at_10")] double MrrAt10,
    [property: JsonPropertyName("mrr_at_10_ci")] Interval MrrAt10Ci,
    [property: JsonPropertyName("recall_at_10")] double RecallAt10,
    [property: JsonPropertyName("recall_at_10_ci")] Interval RecallAt10Ci,
    RefusalFigures Refusal,
    KnowledgeBaseline Baseline)
{
    /// <summary>The model whose ranking was fused with that of the words; null for words alone.</summary>
    public string? EmbeddingModel { get; init; }
}

/// <summary>
/// Refusal as a detector of what must be refused.
/// </summary>
/// <param name="MustRefuse">Questions that the collection cannot answer, or must not.</param>
/// <param name="Precision">Share of the refused that had to be.</param>
/// <param name="PrecisionCi">Its 95 % interval after Wilson.</param>
/// <param name="Recall">Share of those that had to be refused that were.</param>
/// <param name="RecallCi">Its 95 % interval after Wilson.</param>
/// <param name="Errors">Wrongly refused and wrongly answered, together.</param>
/// <param name="WronglyRefused">Ids of answerable questions refused.</param>
/// <param name="WronglyAnswered">Ids of the others answered.</param>
public sealed record RefusalFigures(
    int MustRefuse,
    double Precision,
    Interval PrecisionCi,
    double Recall,
    Interval RecallCi,
    int Errors,
    IReadOnlyList<string> WronglyRefused,
    IReadOnlyList<string> WronglyAnswered);

/// <summary>
/// Plain TF-IDF on the same questions; <paramref name="RefusalErrorRatio"/> is our refusal errors divided by its, absent if it makes none.
/// </summary>
public sealed record KnowledgeBaseline(
    [property: JsonPropertyName("ndcg_at_10")] double NdcgAt10,
    [property: JsonPropertyName("mrr_at_10")] double MrrAt10,
    [property: JsonPropertyName("recall_at_10")] double RecallAt10,
    int RefusalErrors,
    double? RefusalErrorRatio);
