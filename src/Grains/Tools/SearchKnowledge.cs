using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Retrieving;
using MediAgents.Grains.Runs;
using MediAgents.Knowledge;
using MediAgents.Primitives;

namespace MediAgents.Grains.Tools;

/// <summary>Arguments of <see cref="SearchKnowledge"/>.</summary>
public sealed record KnowledgeQuestion
{
    [Description("The question, in the words of a reader.")]
    [StringLength(RetrievalQuery.MaxLength, MinimumLength = 1)]
    public required string Query { get; init; }

    [Description("Look only into the passages of this specialty.")]
    [AllowedValues(null, "cardiology", "neurology", "orthopaedics", "general")]
    public string? Specialty { get; init; }

    [Description("Passages at most; without it as many as this server usually gives.")]
    [Range(1, 20)]
    public int? TopK { get; init; }

    [Description("Least relevance of a passage, 0 to 1; without it what this server usually asks for.")]
    [Range(0.0, 1.0)]
    public double? SimilarityThreshold { get; init; }
}

/// <summary>Finds passages of the knowledge collection, each with its source.</summary>
public sealed class SearchKnowledge(PassageRetrieval passages, TimeProvider time, ConfidenceThresholds thresholds, RetrievalLimits usual) : AgentTool<KnowledgeQuestion>(
    ToolName,
    "Search medical knowledge",
    "Finds passages of the medical reference collection that answer a question, each with its source and calibrated relevance. Says what is missing where the collection has too little.")
{
    public const string ToolName = "search_knowledge";

    /// <summary><see cref="KnowledgeQuestion.SimilarityThreshold"/> as callers write it.</summary>
    public const string ThresholdArgument = "similarity_threshold";

    protected override async ValueTask<ToolResult> AnswerAsync(PatientScope scope, KnowledgeQuestion arguments, CancellationToken cancellationToken)
    {
        var specialties = arguments.Specialty is { } specialty ? new[] { specialty } : null;
        var query = new RetrievalQuery(
            arguments.Query,
            specialties,
            arguments.TopK ?? usual.TopK,
            arguments.SimilarityThreshold ?? usual.SimilarityThreshold);
        var found = await passages.SearchAsync(query, scope, SortableId.New("search_", time), cancellationToken);
        var evidence = found.Passages.Select(EvidenceOf).ToList();
        return Answer(
            new
            {
                confidence = Math.Round(found.Confidence, 4),
                level = evidence.Count == 0 ? ConfidenceLevel.Refused : thresholds.LevelOf(found.Confidence),
                passages = evidence,
                found.Missing,
            },
            evidence);
    }

    /// <summary>A passage as evidence of an opinion.</summary>
    internal static EvidencePassage EvidenceOf(RetrievedPassage found) => new(
        found.Passage.Id,
        found.Passage.TopicId,
        $"{found.Passage.Title}: {found.Passage.Section}",
        found.Passage.Source,
        found.Passage.Url,
        found.Passage.Text,
        Math.Round(found.Score, 4));
}
