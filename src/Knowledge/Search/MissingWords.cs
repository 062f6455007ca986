using System.Text;
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
            if (asked.IsCue || asked.Weight < WeightyShare * index.Terms.GreatestRarity || IsFound(question, word, index, best))
                continue;
            quoted.Append(count++ == 0 ? "" : ", ").Append('“').Append(text.Slice(asked.Start, asked.Length)).Append('”');
        }

        if (count > 0)
            return $"The knowledge collection has nothing that connects {quoted} with this question.";
        return confidence < Refusal ? "The knowledge collection has no passage that answers this question." : null;
    }

    // A word the collection knows is found, unless it names a condition and the best topic is not that one.
    private static bool IsFound(Question question, int word, CollectionIndex index, int best)
    {
        var isCondition = question.Words[word].Demand == Demand.Name;
        foreach (var (term, _) in question.AlternativesOf(word))
            if (!isCondition || IsNamed(index.TopicNames.Of(term), best))
                return true;
        return false;
    }

    private static bool IsNamed(ReadOnlySpan<Posting> names, int topic)
    {
        foreach (var name in names)
            if (name.Place == topic)
                return true;
        return false;
    }
}
