using System.Runtime.CompilerServices;

namespace MediAgents.Models.Answers;

/// <summary>
/// Answers without a model: quotes the sentences of the evidence that answer the question, word for word, each with its
/// citation. The same brief always gives the same answer. Keeps to the leading subject, and joins another only when its
/// evidence is about as strong.
/// </summary>
public sealed class ExtractiveWriter : IAnswerWriter
{
    /// <summary>Most sentences of an answer.</summary>
    public const int MostSentences = 6;

    /// <summary>Fewest, where the evidence has as many on the subject.</summary>
    public const int FewestSentences = 3;

    // One sentence beside the question for every so many that answer it.
    private const int MostAsideFor = 3;

    // Evidence beyond these counts is not read, so that time stays bounded whatever is handed in.
    private const int MostEvidence = 20;
    private const int MostSentencesOfEvidence = 40;

    public async IAsyncEnumerable<AnswerSentence> WriteAsync(
        AnswerBrief brief, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sentence in Write(brief))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return sentence;
        }

        // Nothing here waits, but the interface is for writers that do, and the compiler wants one await.
        await ValueTask.CompletedTask;
    }

    /// <summary>The whole answer at once.</summary>
    public static IReadOnlyList<AnswerSentence> Write(AnswerBrief brief)
    {
        var evidence = Subjects.Choose(brief.Question, [.. brief.Evidence.Take(MostEvidence)]);
        var candidates = SentenceRanking.Rank(brief.Question, evidence, MostSentencesOfEvidence);
        return [.. Select(candidates)
            .OrderBy(sentence => sentence.SubjectRank)
            .ThenByDescending(sentence => sentence.IsAsked)
            .ThenBy(sentence => sentence.SectionRank)
            .ThenBy(sentence => sentence.EvidenceRank)
            .ThenBy(sentence => sentence.Position)
            .Select(sentence => new AnswerSentence(sentence.Text, [sentence.EvidenceId]))];
    }

    private static List<RankedSentence> Select(IReadOnlyList<RankedSentence> candidates)
    {
        var chosen = new List<RankedSentence>(MostSentences);
        foreach (var candidate in candidates.Where(candidate => candidate.IsAsked))
            if (chosen.Count < MostSentences && !chosen.Any(candidate.Repeats))
                chosen.Add(candidate);

        // What was asked for makes up most of the answer; the rest only rounds it off.
        var asked = chosen.Count;
        var most = asked == 0 ? MostSentences : Math.Max(FewestSentences, asked + asked / MostAsideFor);
        var best = candidates.Count > 0 ? candidates[0].Worth : 0;
        foreach (var candidate in candidates.Where(candidate => !candidate.IsAsked))
        {
            if (chosen.Count >= Math.Min(most, MostSentences) || chosen.Count >= FewestSentences && candidate.Worth < best / 2)
                break;
            if (!chosen.Any(candidate.Repeats))
                chosen.Add(candidate);
        }

        return chosen;
    }
}
