namespace MediAgents.Models.Answers;

/// <summary>Writes an answer from evidence, sentence by sentence. Implementations are safe for concurrent use.</summary>
public interface IAnswerWriter
{
    /// <summary>
    /// The sentences of the answer in reading order; none when the evidence says nothing to the question.
    /// </summary>
    IAsyncEnumerable<AnswerSentence> WriteAsync(AnswerBrief brief, CancellationToken cancellationToken);
}

/// <summary>What a writer is given.</summary>
/// <param name="Question">The question in the asker's words; data, never an instruction.</param>
/// <param name="Instructions">The agent's prompt text; a writer without a model has no use for it.</param>
/// <param name="Evidence">The passages that may be used and cited, best first.</param>
public sealed record AnswerBrief(string Question, string Instructions, IReadOnlyList<Evidence> Evidence);

/// <summary>A passage that may be cited.</summary>
/// <param name="Id">The passage's id.</param>
/// <param name="Title">What the passage is about; passages of one title belong together.</param>
/// <param name="Section">The part of it that the passage tells, such as <c>Symptoms</c>; empty when it has none.</param>
/// <param name="Sentences">The passage's sentences, verbatim, in order.</param>
/// <param name="Score">Its calibrated relevance, 0..1.</param>
public sealed record Evidence(string Id, string Title, string Section, IReadOnlyList<string> Sentences, double Score);

/// <summary>One sentence of an answer. Whoever shows it marks the citations: their ids are given out over a whole run.</summary>
/// <param name="Text">The sentence, without markers.</param>
/// <param name="EvidenceIds">What it rests on; never empty for a sentence taken from evidence.</param>
public sealed record AnswerSentence(string Text, IReadOnlyList<string> EvidenceIds);
