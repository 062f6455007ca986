using System.Text;
using MediAgents.Knowledge.Text;
using MediAgents.Primitives;

namespace MediAgents.Knowledge.Search;

/// <summary>Tells the reader what the collection lacks, quoting at most a few single words of the question.</summary>
internal static class MissingWords
{
    private const int MaxQuoted = 3;
    private const float WeightyShare = 0.6f;

    private static readonly double Refusal = new ConfidenceThresholds().Low;

    public static string? Describe(
        ReadOnlySpan<char> text, Question question, CollectionIndex index, int best, in QuestionEvidence evidence, double confidence)
    {
        if (evidence.Commands > 0 && confidence < Refusal)
            return "The knowledge collection answers questions about health; it does not follow other requests.";
        if (evidence.UnstatedDose > 0)
            return "The knowledge collection does not state the dose that is asked for.";

        var quoted = new StringBuilder();
        var count = 0;
        for (var word = 0; word < question.WordCount && count < MaxQuoted; word++)
        {
            var asked = question.Words[word];
            if (asked.IsCue || asked.Weight < WeightyShare * index.Terms.GreatestRarity || IsFound(question, word, index, best, confidence))
                continue;
            quoted.Append(count++ == 0 ? "" : ", ").Append('“').Append(text.Slice(asked.Start, asked.Length)).Append('”');
        }

        if (count > 0)
            return $"The knowledge collection has nothing that connects {quoted} with this question.";
        return confidence < Refusal ? "The knowledge collection has no passage that answers this question." : null;
    }

    // A refused question lacks what the collection lacks; an answered one lacks what its topic lacks.
    private static bool IsFound(Question question, int word, CollectionIndex index, int best, double confidence)
    {
        foreach (var (term, _) in question.AlternativesOf(word))
            if (confidence < Refusal && question.Words[word].Role != WordRole.Condition
                || Has(index.TopicNames.Of(term), best) || Has(index.TopicTexts.Of(term), best))
                return true;
        return false;
    }

    private static bool Has(ReadOnlySpan<Posting> postings, int topic)
    {
        foreach (var posting in postings)
            if (posting.Place == topic)
                return true;
        return false;
    }
}
