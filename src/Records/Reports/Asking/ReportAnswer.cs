using MediAgents.Primitives;

namespace MediAgents.Records.Reports.Asking;

/// <summary>What a report says to a question, and nothing beside it.</summary>
/// <param name="Text">The sentences, joined; of a refusal, what is missing.</param>
/// <param name="Sentences">Each with the statements it rests on; empty when refused.</param>
/// <param name="Citations">The statements named, with their sources.</param>
/// <param name="Confidence">The chance that this answers the question, 0 to 1; how it was fitted stands in <see cref="AnswerConfidence"/>.</param>
/// <param name="Level">The confidence in words.</param>
/// <param name="Missing">What the report lacks; null when the question is answered.</param>
public sealed record ReportAnswer(
    string Text,
    IReadOnlyList<ReportAnswerSentence> Sentences,
    IReadOnlyList<ReportCitation> Citations,
    double Confidence,
    ConfidenceLevel Level,
    string? Missing = null)
{
    /// <summary>The model that wrote it; null where statements are quoted.</summary>
    public string? Model { get; init; }

    /// <summary>What the reader should know of how it came about; null for nothing.</summary>
    public string? Note { get; init; }

    internal static ReportAnswer Refused(string missing, double confidence = 0) =>
        new(missing, [], [], confidence, ConfidenceLevel.Refused, missing);
}

/// <param name="Text">One sentence.</param>
/// <param name="StatementIds">The statements of the report it rests on.</param>
public sealed record ReportAnswerSentence(string Text, IReadOnlyList<string> StatementIds);

/// <summary>A statement that an answer rests on.</summary>
/// <param name="StatementId">Its id.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="Text">What it says.</param>
/// <param name="Sources">What it rests on in turn; of one value out of many, that value's event only.</param>
public sealed record ReportCitation(string StatementId, ReportSection Section, string Text, IReadOnlyList<StatementSource> Sources)
{
    /// <summary>The statement says that the record contradicts itself.</summary>
    internal bool IsContradiction { get; init; }
}
