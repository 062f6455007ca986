using MediAgents.Knowledge.Text;

namespace MediAgents.Knowledge.Search;

/// <summary>What bears on whether the collection can answer a question at all.</summary>
/// <param name="Best">The evidence of the best topic.</param>
/// <param name="Score">Its <see cref="Relevance.TopicScore"/>.</param>
/// <param name="Gap">By how much it leads the next topic, within <see cref="Relevance.GreatestGap"/>.</param>
/// <param name="Unknown">Share of the question's weight in words the collection does not have.</param>
/// <param name="Weight">The summed weight that the best topic has of the question, as a logarithm: how much speaks for it at all.</param>
/// <param name="Commands">1 when the text orders the machine about, 0 otherwise.</param>
/// <param name="UnstatedDose">1 when a dose is asked for that no passage of the best topic states, 0 otherwise.</param>
internal readonly record struct QuestionEvidence(
    TopicEvidence Best,
    float Score,
    float Gap,
    float Unknown,
    float Weight,
    float Commands,
    float UnstatedDose)
{
    public static float UnknownShare(Question question, float total)
    {
        var unknown = 0f;
        for (var word = 0; word < question.WordCount; word++)
            if (question.AlternativesOf(word).IsEmpty)
                unknown += question.Words[word].Weight;
        return unknown / total;
    }
}
